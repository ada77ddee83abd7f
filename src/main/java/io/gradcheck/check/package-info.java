/**
 * The check of a gradient: {@link io.gradcheck.check.GradientChecker} compares what a subject claims with derivatives
 * whose error is known, and {@link io.gradcheck.check.GradientReport} says what follows.
 */
@NullMarked
package io.gradcheck.check;

import org.jspecify.annotations.NullMarked;
