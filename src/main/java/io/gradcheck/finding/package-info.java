/**
 * What a check says, as values: the verdict and finding of each variable, the wrong entries, what the gradient looks like, and
 * what was found of each law.
 */
@NullMarked
package io.gradcheck.finding;

import org.jspecify.annotations.NullMarked;
