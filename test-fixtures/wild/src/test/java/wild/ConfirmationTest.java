package wild;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.Subject;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.dfp.Dfp;
import org.junit.jupiter.api.Test;

/** Evidence confirms what is wrong, and nothing else. */
class ConfirmationTest {

    private final Outcome wrong = outcome(x -> new double[] {2 * x[0], -1});

    @Test
    void the_derivative_confirms_a_wrong_one() {
        Confirmation.of(wrong, Evidence.digits60(x -> new Dfp[] {x[0].pow(2).add(x[1])}));
        Confirmation.of(wrong, Evidence.closedForm(x -> new double[] {2 * x[0], 1}));
        Confirmation.of(wrong, Evidence.sevenPoints(x -> new double[] {x[0] * x[0] + x[1]}, 1e-2));
    }

    @Test
    void evidence_that_says_what_the_library_says_does_not() {
        refuses(wrong, Evidence.closedForm(x -> new double[] {2 * x[0], -1}), "numeric derivative of x[1]");
    }

    @Test
    void evidence_against_an_entry_that_is_not_named_does_not() {
        refuses(
                wrong,
                Evidence.closedForm(x -> new double[] {3 * x[0], 1}),
                "wrong by the evidence, and wrong by the report");
    }

    @Test
    void evidence_about_another_function_does_not() {
        refuses(wrong, Evidence.digits60(x -> new Dfp[] {x[0].pow(2).add(x[1]).add(x[1])}), "value of output 0");
    }

    @Test
    void none_does_not() {
        refuses(wrong, null, "evidence of another kind is needed");
    }

    @Test
    void a_value_is_inexact_only_by_what_the_derivative_is_off() {
        Outcome inexact =
                new Outcome(inexact(), GradientChecker.standard().seed(1).check(inexact()));

        Confirmation.of(inexact, Evidence.inexactValue(Math::sin));
        refuses(inexact, Evidence.inexactValue(x -> Math.sin(x) + 1e-3 * x), "slope of the error");
    }

    private static Subject inexact() {
        return Subject.scalar("sin", x -> Math.sin(x) + 1e-5 * x * x, Math::cos, 0.5, 2);
    }

    private static Outcome outcome(UnaryOperator<double[]> gradient) {
        Subject subject = Subject.objective("f", x -> x[0] * x[0] + x[1], gradient, 3, 0.5);
        return new Outcome(subject, GradientChecker.standard().seed(1).check(subject));
    }

    private static void refuses(Outcome outcome, Evidence evidence, String why) {
        AssertionError refused = assertThrows(AssertionError.class, () -> Confirmation.of(outcome, evidence));
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }
}
