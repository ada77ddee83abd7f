/**
 * Assertions for AssertJ: {@code assertThatGradients(subject)} of {@link io.gradcheck.assertj.GradientAssertions} checks
 * a subject and says of its gradients what a test wants of them, and that of
 * {@link io.gradcheck.assertj.GradientSoftAssertions} does so softly.
 *
 * <p>Loaded only where AssertJ is on the class path; it needs no test engine. A report that is asked through these
 * assertions counts as {@linkplain io.gradcheck.check.GradientReport#isAsserted() asserted}.
 */
@NullMarked
package io.gradcheck.assertj;

import org.jspecify.annotations.NullMarked;
