package wild;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.subject.Subject;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Two calls confirm what adds up, and nothing else. */
class LargeEvidenceTest {

    @Test
    void a_value_that_adds_up_is_confirmed() {
        LargeEvidence.confirmSecond(adding(1, 0), LargeEvidence.secondValue(x -> new double[] {x[0] * x[0]}));
    }

    @Test
    void a_gradient_that_adds_up_is_confirmed() {
        LargeEvidence.confirmSecond(adding(0, 1), LargeEvidence.secondGradient(() -> adding(0, 0)));
    }

    @Test
    void a_value_that_a_gradient_spoils_is_confirmed() {
        boolean[] spoiled = {false};
        Subject subject = Subject.objective("square", x -> spoiled[0] ? 1 : x[0] * x[0], x -> {
            spoiled[0] = true;
            return new double[] {2 * x[0]};
        }, 3);

        LargeEvidence.confirmSecond(subject, LargeEvidence.valueAfterGradient(x -> new double[] {x[0] * x[0]}));
    }

    @Test
    void calls_that_repeat_are_not() {
        refuses(adding(0, 1), LargeEvidence.valueAfterGradient(x -> new double[] {x[0] * x[0]}), "as right as the first");
        refuses(adding(0, 0), LargeEvidence.secondValue(x -> new double[] {x[0] * x[0]}), "as right as the first");
        refuses(adding(0, 0), LargeEvidence.secondGradient(() -> adding(0, 0)), "as right as the first");
    }

    @Test
    void a_first_call_that_is_wrong_is_not() {
        refuses(adding(1, 0), LargeEvidence.secondValue(x -> new double[] {x[0]}), "the first call");
    }

    private static void refuses(Subject subject, Evidence evidence, String why) {
        AssertionError refused =
                assertThrows(AssertionError.class, () -> LargeEvidence.confirmSecond(subject, evidence));
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }

    /** A square, of which each call adds a part of what the last call gave. */
    private static Subject adding(double ofValue, double ofGradient) {
        double[] last = {0, 0};
        UnaryOperator<double[]> gradient = x -> new double[] {last[1] = 2 * x[0] + ofGradient * last[1]};
        return Subject.objective("square", x -> last[0] = x[0] * x[0] + ofValue * last[0], gradient, 3);
    }
}
