/**
 * Which entries of a gradient are wrong: fault localisation by bisection.
 */
@Internal
@NullMarked
package io.gradcheck.check.localise;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
