package io.gradcheck.check.law;

import static io.gradcheck.check.law.LawAssertions.assertLawful;
import static io.gradcheck.check.law.LawAssertions.brokenLaws;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Scale;
import io.gradcheck.check.Square;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What all laws have in common: what is legal, what it costs, how a law is left out, how a broken one is reported. */
class LawTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    // ---- what is legal

    @Test
    void a_lawful_subject_keeps_all_laws_at_the_price_of_six_calls() {
        Counting subject = new Counting();

        GradientReport report = CHECKER.check(subject);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.laws()).extracting(LawFinding::law).containsExactlyElementsOf(LawAssertions.FOR_ALL);
        assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
        assertThat(report.laws()).extracting(LawFinding::text).containsOnly("");
        assertThat(report.evaluations()).isEqualTo(subject.calls);
        assertThat(subject.gradients).isEqualTo(5); // one for the check, four for the laws
    }

    @Test
    void a_layer_may_keep_its_input_and_add_up_its_gradients() {
        assertLawful(Subject.layer("scale", new Scale(), Tensor.vector(1, 2)));
    }

    @Test
    void a_gradient_may_be_constant_where_the_function_is_linear() {
        double[] constant = {3, -4};
        assertLawful(Subject.objective("plane", x -> 3 * x[0] - 4 * x[1], x -> constant, 1, 2));
    }

    @Test
    void a_gradient_may_be_constant_on_each_side_of_a_kink() {
        assertThat(brokenLaws(Subject.objective("abs", x -> Math.abs(x[0]), x -> new double[] {Math.signum(x[0])}, 0)))
                .isEmpty();
    }

    @Test
    void a_function_may_end_beside_the_point() {
        assertLawful(Subject.scalar("log", Math::log, x -> 1 / x, 1e-5));
    }

    // ---- opting out

    @Test
    void leaving_out_a_law_leaves_the_others() {
        double[] last = new double[1];
        Subject subject = Subject.objective(
                "exp",
                x -> {
                    last[0] = Math.exp(x[0]);
                    x[0] = 0;
                    return last[0];
                },
                x -> new double[] {last[0]},
                0.5);

        assertThat(brokenLaws(CHECKER, subject)).containsExactly(Law.ARGUMENTS_UNTOUCHED, Law.GRADIENT_ALONE);
        assertThat(brokenLaws(CHECKER.without(Law.GRADIENT_ALONE), subject)).containsExactly(Law.ARGUMENTS_UNTOUCHED);
        assertThat(brokenLaws(CHECKER.without(Law.ARGUMENTS_UNTOUCHED).seed(3), subject))
                .containsExactly(Law.GRADIENT_ALONE);
        assertThat(CHECKER.without(Law.ARGUMENTS_UNTOUCHED)
                        .without(Law.GRADIENT_ALONE)
                        .allowVacuous()
                        .maxEvaluations(100)
                        .check(subject)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    // ---- the text of a whole report

    @Test
    void a_broken_law_has_a_block_of_its_own_in_the_report() {
        double[] last = new double[1];
        assertThat(CHECKER.check(Subject.objective(
                                "exp",
                                x -> {
                                    last[0] = Math.exp(x[0]);
                                    return last[0];
                                },
                                x -> new double[] {last[0]},
                                0.5))
                        .toString())
                .isEqualTo("""
                        exp: law GRADIENT_ALONE is BROKEN   seed 1   (repeat: GradientChecker.standard().seed(1))
                          checked  gradient(x) right after evaluate(x), and after evaluate at another point
                          found    x[0] is 1.648721271 after evaluate(x), 1.656568930 after the other (off by 7.8e-03); it reads what the last evaluate left
                          wanted   the gradient at the point that gradient is given, whatever was evaluated before
                          remedy   let gradient compute what it needs itself, or let the subject's gradient call evaluate first
                          opt out  GradientChecker.standard().without(Law.GRADIENT_ALONE)
                          x agrees (detection limit 3.1e-12)""");
    }

    private static final class Counting extends Square {

        private int calls;
        private int gradients;

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            calls++;
            return super.evaluate(at);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            calls++;
            gradients++;
            return super.gradient(at, upstream);
        }
    }
}
