package io.gradcheck.assertj;

import static io.gradcheck.assertj.GradientAssertions.assertThatGradients;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The whole text of every failure. */
class FailureTextTest {

    private static void assertFails(ThrowingCallable assertion, String text) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(text);
    }

    @Test
    void wrong_gradients_where_correct_ones_were_asserted() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).areCorrect(), """
                Expecting the gradients of squares to be correct, but found wrong: W
                squares: gradient of W is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: sign flipped; analytic/numeric = -1 at 4 entries, spread 8e-13
                  at      analytic      numeric      difference  allowed
                  W[1,1]  -32.00000000  32.00000000  6.4e+01     3.9e-11
                  W[1,0]  -18.00000000  18.00000000  3.6e+01     2.7e-11
                  W[0,1]  -8.000000000  8.000000000  1.6e+01     2.4e-11
                  W[0,0]  -2.000000000  2.000000000  4.0e+00     3.4e-11
                  4 of 4 entries differ
                  b agrees (detection limit 2.2e-11)""");
    }

    @Test
    void a_broken_law_where_correct_gradients_were_asserted() {
        assertFails(() -> assertThatGradients(Polynomial.LAWLESS).areCorrect(), """
                Expecting the gradients of square to be correct, but found wrong: law SHAPES
                square: law SHAPES is BROKEN   seed 1   (repeat: GradientChecker.standard().seed(1))
                  checked  the names in the gradient
                  found    also y, of which the point knows nothing
                  wanted   the variables x and no others
                  remedy   leave it out, or add it to the point, so that it is checked
                  opt out  GradientChecker.standard().without(Law.SHAPES)
                  x agrees (detection limit 6.8e-12)""");
    }

    @Test
    void a_wrong_gradient_where_a_correct_one_was_asserted_by_name() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).areCorrectAt("b", "W"), """
                Expecting the gradients of squares to be correct at b, W, but found wrong: W
                squares: gradient of W is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: sign flipped; analytic/numeric = -1 at 4 entries, spread 8e-13
                  at      analytic      numeric      difference  allowed
                  W[1,1]  -32.00000000  32.00000000  6.4e+01     3.9e-11
                  W[1,0]  -18.00000000  18.00000000  3.6e+01     2.7e-11
                  W[0,1]  -8.000000000  8.000000000  1.6e+01     2.4e-11
                  W[0,0]  -2.000000000  2.000000000  4.0e+00     3.4e-11
                  4 of 4 entries differ""");
    }

    @Test
    void an_undecided_gradient_where_a_correct_one_was_asserted_by_name() {
        assertFails(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).areCorrectAt("b", "W"), """
                Expecting the gradients of root plus square to be correct at b, W, but found undecided: W
                W is INCONCLUSIVE: the entry is not finite, at an edge of the domain, where the slope has no bound \
                or near overflow; it cannot be compared: check at another point, or leave it out: excluding("W")   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void a_right_gradient_where_a_wrong_one_was_asserted() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).areWrongIn("W", "b"), """
                Expecting the gradients of squares to be wrong in W, b, but found not wrong: b
                b agrees (detection limit 2.2e-11)   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void an_undecided_gradient_where_a_wrong_one_was_asserted() {
        assertFails(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).areWrongIn("W", "b"), """
                Expecting the gradients of root plus square to be wrong in W, b, but found not wrong: W, b
                W is INCONCLUSIVE: the entry is not finite, at an edge of the domain, where the slope has no bound \
                or near overflow; it cannot be compared: check at another point, or leave it out: excluding("W")   seed 1   (repeat: GradientChecker.standard().seed(1))
                b agrees (detection limit 2.0e-06)   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void a_kink_where_a_wrong_gradient_was_asserted() {
        assertFails(() -> assertThatGradients(Polynomial.KINKED).areWrongIn("x"), """
                Expecting the gradients of abs to be wrong in x, but found not wrong: x
                x is KINK: the slope jumps at the point; around it the gradient is right   seed 1   (repeat: \
                GradientChecker.standard().seed(1))""");
    }

    @Test
    void an_unknown_variable() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).areWrongIn("W", "c"), """
                Expecting the gradients of squares to be wrong in W, c, but found no c; checked were: W, b""");
    }

    @Test
    void an_excluded_variable() {
        assertFails(
                () -> assertThatGradients(Polynomial.RIGHT)
                        .checkedBy(GradientChecker.standard().excluding("W"))
                        .finding("W")
                        .isCorrect(),
                """
                Expecting the gradients of squares to be checked at W, but found no W; checked were: b; excluded \
                were: W""");
    }

    @Test
    void another_verdict() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).hasVerdict(Verdict.KINK), """
                Expecting the gradients of squares to have verdict KINK, but found PASS
                squares: every gradient is right within its bound   seed 1   (repeat: \
                GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  W         4        PASS     8.7e-11          2.7e-12   6
                  b         2        PASS     2.2e-11          3.7e-12   6""");
    }

    @Test
    void detection_limits_that_are_not_below() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).haveDetectionLimitBelow(1e-12), """
                Expecting the gradients of squares to have a detection limit below 1.000e-12, but found not below: \
                W with 8.732e-11, b with 2.235e-11
                squares: every gradient is right within its bound   seed 1   (repeat: \
                GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  W         4        PASS     8.7e-11          2.7e-12   6
                  b         2        PASS     2.2e-11          3.7e-12   6""");
    }

    @Test
    void a_wrong_gradient_where_detection_limits_were_asserted() {
        assertFails(() -> assertThatGradients(Polynomial.WRONG_IN_W).haveDetectionLimitBelow(1e-8), """
                Expecting the gradients of squares to have a detection limit below 1.000e-08, but found wrong: W
                squares: gradient of W is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: sign flipped; analytic/numeric = -1 at 4 entries, spread 8e-13
                  at      analytic      numeric      difference  allowed
                  W[1,1]  -32.00000000  32.00000000  6.4e+01     3.9e-11
                  W[1,0]  -18.00000000  18.00000000  3.6e+01     2.7e-11
                  W[0,1]  -8.000000000  8.000000000  1.6e+01     2.4e-11
                  W[0,0]  -2.000000000  2.000000000  4.0e+00     3.4e-11
                  4 of 4 entries differ
                  b agrees (detection limit 2.2e-11)""");
    }

    @Test
    void a_mutant_score_that_is_too_low() {
        assertFails(() -> assertThatGradients(Polynomial.SYMMETRIC).haveMutantScoreAtLeast(0.95), """
                Expecting the gradients of squares to have a mutant score of at least 0.9500, but found 0.9412 (16 \
                of 17)
                  W: transposed would stay unseen: the gradient of W is symmetric here
                squares: every gradient is right within its bound   seed 1   (repeat: \
                GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  W         4        PASS     1.0e-10          3.2e-12   6
                  b         2        PASS     4.4e-11          7.3e-12   6""");
    }

    @Test
    void no_mutants_at_all() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG).areWrongIn("W", "b").haveMutantScoreAtLeast(0), """
                Expecting the gradients of squares to have a mutant score of at least 0.0000, but found no mutant, \
                as no variable is right
                squares: gradient of W is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: sign flipped; analytic/numeric = -1 at 4 entries, spread 8e-13; in 2 of 2 wrong \
                variables
                  at      analytic      numeric      difference  allowed
                  W[1,1]  -32.00000000  32.00000000  6.4e+01     3.9e-11
                  W[1,0]  -18.00000000  18.00000000  3.6e+01     2.7e-11
                  W[0,1]  -8.000000000  8.000000000  1.6e+01     2.4e-11
                  W[0,0]  -2.000000000  2.000000000  4.0e+00     3.4e-11
                  4 of 4 entries differ
                squares: gradient of b is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: sign flipped; analytic/numeric = -1 at 2 entries, spread 7e-12; in 2 of 2 wrong \
                variables
                  at    analytic      numeric       difference  allowed
                  b[1]  6.000000000   -6.000000000  1.2e+01     2.3e-11
                  b[0]  -1.000000000  1.000000000   2.0e+00     8.2e-11
                  2 of 2 entries differ""");
    }

    @Test
    void a_mistake_that_would_stay_unseen() {
        assertFails(() -> assertThatGradients(Polynomial.SYMMETRIC).wouldCatch("sign flipped", "transposed"), """
                Expecting the check of the gradients of squares to catch sign flipped, transposed, but found unseen \
                in: W
                  W: transposed would stay unseen: the gradient of W is symmetric here
                squares: every gradient is right within its bound   seed 1   (repeat: \
                GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  W         4        PASS     1.0e-10          3.2e-12   6
                  b         2        PASS     4.4e-11          7.3e-12   6""");
    }

    @Test
    void an_unknown_mistake() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).wouldCatch("transposed", "transpose"), """
                Expecting the check of the gradients of squares to catch transposed, transpose, but found no mutant \
                transpose; there are: sign flipped, zero, constant factor 2, constant factor 1/2, wrong by a \
                millionth, transposed, rolled by one along axis 0, rolled by one along axis 1, last index of axis 0 \
                missing, last index of axis 1 missing
                squares: every gradient is right within its bound   seed 1   (repeat: \
                GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  W         4        PASS     8.7e-11          2.7e-12   6
                  b         2        PASS     2.2e-11          3.7e-12   6""");
    }

    @Test
    void a_law_that_is_broken() {
        assertFails(() -> assertThatGradients(Polynomial.LAWLESS).hold(Law.SHAPES), """
                Expecting the gradients of square to hold law SHAPES, but found it broken
                square: law SHAPES is BROKEN   seed 1   (repeat: GradientChecker.standard().seed(1))
                  checked  the names in the gradient
                  found    also y, of which the point knows nothing
                  wanted   the variables x and no others
                  remedy   leave it out, or add it to the point, so that it is checked
                  opt out  GradientChecker.standard().without(Law.SHAPES)""");
    }

    @Test
    void a_law_that_holds() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).breaks(Law.SHAPES), """
                Expecting the gradients of squares to break law SHAPES, but found it held
                squares: every gradient is right within its bound   seed 1   (repeat: \
                GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  W         4        PASS     8.7e-11          2.7e-12   6
                  b         2        PASS     2.2e-11          3.7e-12   6""");
    }

    @Test
    void a_law_that_is_undecided_where_it_was_to_hold() {
        assertFails(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).hold(Law.FINITE), """
                Expecting the gradients of root plus square to hold law FINITE, but found undecided: law FINITE
                root plus square: law FINITE is undecided   seed 1   (repeat: GradientChecker.standard().seed(1))
                  checked  whether the gradient of W is finite at the point
                  found    W is Infinity, 1 of 1 entries are not finite
                  wanted   finite values: nothing can be compared with these
                  remedy   check at a point inside the domain, or rewrite the formula so that it does not overflow \
                there
                  opt out  GradientChecker.standard().without(Law.FINITE)""");
    }

    @Test
    void a_law_that_is_undecided_where_it_was_to_be_broken() {
        assertFails(() -> assertThatGradients(Polynomial.UNDECIDED_IN_W).breaks(Law.FINITE), """
                Expecting the gradients of root plus square to break law FINITE, but found undecided: law FINITE
                root plus square: law FINITE is undecided   seed 1   (repeat: GradientChecker.standard().seed(1))
                  checked  whether the gradient of W is finite at the point
                  found    W is Infinity, 1 of 1 entries are not finite
                  wanted   finite values: nothing can be compared with these
                  remedy   check at a point inside the domain, or rewrite the formula so that it does not overflow \
                there
                  opt out  GradientChecker.standard().without(Law.FINITE)""");
    }

    @Test
    void a_law_that_was_not_judged() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).hold(Law.BATCH_IS_SUM), """
                Expecting the gradients of squares to hold law BATCH_IS_SUM, but found it not judged; judged were: \
                DETERMINISTIC, ARGUMENTS_UNTOUCHED, RESULTS_OWNED, GRADIENT_ALONE, LINEAR_IN_UPSTREAM, SHAPES, \
                THROWS_TOGETHER, FINITE, ALONG_EQUALS_EVALUATE
                squares: every gradient is right within its bound   seed 1   (repeat: \
                GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  W         4        PASS     8.7e-11          2.7e-12   6
                  b         2        PASS     2.2e-11          3.7e-12   6""");
    }

    @Test
    void one_wrong_gradient() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("W").isCorrect(), """
                Expecting the gradient of W in squares to be correct, but found wrong: W
                squares: gradient of W is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: sign flipped; analytic/numeric = -1 at 4 entries, spread 8e-13
                  at      analytic      numeric      difference  allowed
                  W[1,1]  -32.00000000  32.00000000  6.4e+01     3.9e-11
                  W[1,0]  -18.00000000  18.00000000  3.6e+01     2.7e-11
                  W[0,1]  -8.000000000  8.000000000  1.6e+01     2.4e-11
                  W[0,0]  -2.000000000  2.000000000  4.0e+00     3.4e-11
                  4 of 4 entries differ""");
    }

    @Test
    void one_right_gradient() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("b").isWrong(), """
                Expecting the gradient of b in squares to be wrong, but found not wrong: b
                b agrees (detection limit 2.2e-11)   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void another_verdict_on_one_gradient() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("b").hasVerdict(Verdict.FAIL), """
                Expecting the gradient of b in squares to have verdict FAIL, but found PASS
                b agrees (detection limit 2.2e-11)   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void a_detection_limit_that_is_not_below() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("b").hasDetectionLimitBelow(1e-12), """
                Expecting the gradient of b in squares to have a detection limit below 1.000e-12, but found not \
                below: b with 2.235e-11
                b agrees (detection limit 2.2e-11)   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void another_diagnosis() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("W").isDiagnosedAs("transposed"), """
                Expecting the gradient of W in squares to be diagnosed as transposed, but found it to look like: \
                sign flipped
                squares: gradient of W is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: sign flipped; analytic/numeric = -1 at 4 entries, spread 8e-13
                  at      analytic      numeric      difference  allowed
                  W[1,1]  -32.00000000  32.00000000  6.4e+01     3.9e-11
                  W[1,0]  -18.00000000  18.00000000  3.6e+01     2.7e-11
                  W[0,1]  -8.000000000  8.000000000  1.6e+01     2.4e-11
                  W[0,0]  -2.000000000  2.000000000  4.0e+00     3.4e-11
                  4 of 4 entries differ""");
    }

    @Test
    void no_diagnosis_of_a_right_gradient() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("b").isDiagnosedAs("transposed"), """
                Expecting the gradient of b in squares to be diagnosed as transposed, but found not wrong: b
                b agrees (detection limit 2.2e-11)   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void a_mistake_that_would_stay_unseen_in_one_variable() {
        assertFails(() -> assertThatGradients(Polynomial.SYMMETRIC).finding("W").wouldCatch("transposed"), """
                Expecting the check of the gradient of W in squares to catch transposed, but found unseen in: W
                  W: transposed would stay unseen: the gradient of W is symmetric here
                W agrees (detection limit 1.0e-10)   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void an_unknown_mistake_in_one_variable() {
        assertFails(() -> assertThatGradients(Polynomial.RIGHT).finding("b").wouldCatch("transposed"), """
                Expecting the check of the gradient of b in squares to catch transposed, but found no mutant \
                transposed; there are: sign flipped, zero, constant factor 2, constant factor 1/2, wrong by a \
                millionth, rolled by one along axis 0, last index of axis 0 missing
                b agrees (detection limit 2.2e-11)   seed 1   (repeat: GradientChecker.standard().seed(1))""");
    }

    @Test
    void no_mutants_of_a_wrong_gradient() {
        assertFails(
                () -> assertThatGradients(Polynomial.WRONG_IN_W).finding("W").wouldCatch("transposed"), """
                Expecting the check of the gradient of W in squares to catch transposed, but found no mutant \
                transposed; there are: none
                squares: gradient of W is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: sign flipped; analytic/numeric = -1 at 4 entries, spread 8e-13
                  at      analytic      numeric      difference  allowed
                  W[1,1]  -32.00000000  32.00000000  6.4e+01     3.9e-11
                  W[1,0]  -18.00000000  18.00000000  3.6e+01     2.7e-11
                  W[0,1]  -8.000000000  8.000000000  1.6e+01     2.4e-11
                  W[0,0]  -2.000000000  2.000000000  4.0e+00     3.4e-11
                  4 of 4 entries differ""");
    }

    @Test
    void nothing_that_could_be_seen() {
        assertFails(() -> assertThatGradients(Polynomial.VACUOUS).areCorrectAt("x"), """
                Expecting the gradients of constant to be correct at x, but found nothing that could be seen
                constant: INCONCLUSIVE, nothing could be seen of any variable: check at another point, or say allowVacuous() if that is intended   \
                seed 1   (repeat: GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  x         1        PASS     7.3e-14          -         8            vacuous: nothing could have been seen; check at another point""");
    }

    @Test
    void more_unseen_mistakes_than_are_listed() {
        assertFails(
                () -> assertThatGradients(Polynomial.AT_ZERO)
                        .hasVerdict(Verdict.INCONCLUSIVE)
                        .haveMutantScoreAtLeast(0.5),
                """
                Expecting the gradients of constant to have a mutant score of at least 0.5000, but found 0.0000 (0 of 17)
                  W: sign flipped would stay unseen: the gradient of W is zero here
                  W: zero would stay unseen: the gradient of W is zero here
                  W: constant factor 2 would stay unseen: the gradient of W is zero here
                  W: constant factor 1/2 would stay unseen: the gradient of W is zero here
                  W: wrong by a millionth would stay unseen: the gradient of W is zero here
                  W: transposed would stay unseen: the gradient of W is zero here
                  W: rolled by one along axis 0 would stay unseen: the gradient of W is zero here
                  W: rolled by one along axis 1 would stay unseen: the gradient of W is zero here
                  W: last index of axis 0 missing would stay unseen: the gradient of W is zero here
                  W: last index of axis 1 missing would stay unseen: the gradient of W is zero here
                  and 7 more
                constant: INCONCLUSIVE, nothing could be seen of any variable: check at another point, or say allowVacuous() if that is intended   \
                seed 1   (repeat: GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  W         4        PASS     4.8e-13          -         8            vacuous: nothing could have been seen; check at another point
                  b         2        PASS     2.6e-13          -         8            vacuous: nothing could have been seen; check at another point""");
    }
}
