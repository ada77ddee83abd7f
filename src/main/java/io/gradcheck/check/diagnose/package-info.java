/**
 * What is told of a failure, and the same mistakes as mutants of a right gradient.
 */
@Internal
@NullMarked
package io.gradcheck.check.diagnose;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
