package io.gradcheck.check;

import static io.gradcheck.check.law.LawAssertions.assertLawful;
import static io.gradcheck.check.law.LawAssertions.brokenLaws;
import static io.gradcheck.check.law.LawAssertions.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Habits of published libraries, each in a miniature of the library's own interface, behind the adapter it invites. */
class AdapterHabitsTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final double[] AT = {0.4, -1.1};

    // ---- OpenNLP: gradientAt returns the same array at every call, and overwrites it

    private static final class OpenNlpFunction {

        private final double[] gradient = new double[2];

        double valueAt(double[] x) {
            return Math.exp(x[0]) * x[1];
        }

        double[] gradientAt(double[] x) {
            gradient[0] = Math.exp(x[0]) * x[1];
            gradient[1] = Math.exp(x[0]);
            return gradient;
        }
    }

    @Test
    void opennlp_an_array_returned_again_is_named_where_a_subject_hands_it_on() {
        OpenNlpFunction f = new OpenNlpFunction();
        Subject handsOn = new Subject() {
            @Override
            public String name() {
                return "opennlp";
            }

            @Override
            public Map<String, Tensor> point() {
                return Map.of("x", Tensor.vector(AT));
            }

            @Override
            public Tensor evaluate(Map<String, Tensor> at) {
                return Tensor.scalar(f.valueAt(at.get("x").values()));
            }

            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                double[] g = f.gradientAt(at.get("x").values());
                g[0] *= upstream.get();
                g[1] *= upstream.get();
                return Map.of("x", Tensor.vector(g));
            }
        };

        GradientReport report = CHECKER.check(handsOn);

        assertThat(brokenLaws(handsOn)).containsExactly(Law.RESULTS_OWNED);
        assertThat(finding(report, Law.RESULTS_OWNED).remedy()).isEqualTo("return a copy of the internal array");
        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void opennlp_an_array_returned_again_does_no_harm_where_the_adapter_copies() {
        OpenNlpFunction f = new OpenNlpFunction();

        assertLawful(Subject.objective("opennlp", f::valueAt, f::gradientAt, AT));
    }

    // ---- Tribuo: the argument is overwritten with the gradient

    @Test
    void tribuo_an_argument_overwritten_with_the_gradient_is_named() {
        Subject subject = Subject.objective(
                "tribuo",
                x -> Math.exp(x[0]) * x[1],
                x -> {
                    double e = Math.exp(x[0]);
                    x[0] = e * x[1];
                    x[1] = e;
                    return x;
                },
                AT);

        GradientReport report = CHECKER.check(subject);

        assertThat(brokenLaws(subject)).containsExactly(Law.ARGUMENTS_UNTOUCHED);
        assertThat(finding(report, Law.ARGUMENTS_UNTOUCHED).checked())
                .isEqualTo("the arguments of gradient, before and after the call");
        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
    }

    // ---- liblinear-java: grad uses what fun left, so it is right only straight after fun at the same point

    private static final class LiblinearFunction {

        private final double[][] data = {{1, 2}, {-0.5, 0.3}, {0.2, -1}};
        private final double[] z = new double[3];

        double fun(double[] w) {
            double loss = 0;
            for (int i = 0; i < 3; i++) {
                z[i] = 1 / (1 + Math.exp(-data[i][0] * w[0] - data[i][1] * w[1]));
                loss -= Math.log(z[i]);
            }
            return loss;
        }

        double[] grad(double[] w) {
            double[] g = new double[w.length];
            for (int i = 0; i < 3; i++) {
                g[0] -= (1 - z[i]) * data[i][0];
                g[1] -= (1 - z[i]) * data[i][1];
            }
            return g;
        }
    }

    @Test
    void liblinear_a_gradient_that_is_right_only_straight_after_value_is_named() {
        LiblinearFunction f = new LiblinearFunction();
        Subject subject = Subject.objective("liblinear", f::fun, f::grad, AT);

        assertThat(brokenLaws(subject)).containsExactly(Law.GRADIENT_ALONE);
        assertThat(finding(CHECKER.check(subject), Law.GRADIENT_ALONE).found())
                .endsWith("; it reads what the last evaluate left");
    }

    @Test
    void liblinear_an_adapter_that_calls_value_first_is_lawful() {
        LiblinearFunction f = new LiblinearFunction();

        assertLawful(Subject.objective(
                "liblinear",
                f::fun,
                w -> {
                    f.fun(w);
                    return f.grad(w);
                },
                AT));
    }

    // ---- an objective that keeps what it computed where it was built

    private static final class BuiltObjective {

        private final double[] residuals;

        BuiltObjective(double[] x) {
            this.residuals = residuals(x);
        }

        private static double[] residuals(double[] x) {
            return new double[] {x[0] * x[0] - x[1], x[1] - 1};
        }

        double value(double[] x) {
            return Arrays.stream(residuals(x)).map(r -> r * r).sum();
        }

        double[] gradient(double[] x) {
            return new double[] {4 * x[0] * residuals[0], -2 * residuals[0] + 2 * residuals[1]};
        }
    }

    @Test
    void a_gradient_that_is_right_only_at_the_point_where_the_objective_was_built_is_named() {
        BuiltObjective f = new BuiltObjective(AT);
        Subject subject = Subject.objective("built", f::value, f::gradient, AT);

        GradientReport report = CHECKER.check(subject);

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
        assertThat(brokenLaws(subject)).containsExactly(Law.GRADIENT_ALONE);
        assertThat(finding(report, Law.GRADIENT_ALONE).found())
                .endsWith("; it is right only at the point where the subject was built");
    }

    @Test
    void an_objective_that_is_built_anew_at_every_point_is_lawful() {
        assertLawful(Subject.objective(
                "anew", x -> new BuiltObjective(x).value(x), x -> new BuiltObjective(x).gradient(x), AT));
    }

    // ---- Neuroph: a derivative that reads the output which the last call of getOutput left

    private static final class NeurophSigmoid {

        private double output;

        double getOutput(double net) {
            output = 1 / (1 + Math.exp(-net));
            return output;
        }

        double getDerivative(double net) {
            return output * (1 - output);
        }
    }

    @Test
    void neuroph_a_derivative_that_reads_a_cached_output_is_named() {
        NeurophSigmoid g = new NeurophSigmoid();
        Subject subject = Subject.scalar("neuroph", g::getOutput, g::getDerivative, 0.4);

        GradientReport report = CHECKER.check(subject);

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
        assertThat(brokenLaws(subject)).containsExactly(Law.GRADIENT_ALONE);
        assertThat(finding(report, Law.GRADIENT_ALONE).found()).endsWith("; it reads what the last evaluate left");
    }

    @Test
    void neuroph_with_several_places_the_derivative_is_wrong_as_well() {
        NeurophSigmoid g = new NeurophSigmoid();
        Subject subject = Subject.scalar("neuroph", g::getOutput, g::getDerivative, 0.4, -1.1, 2);

        GradientReport report = CHECKER.check(subject);

        assertThat(report.finding("x").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder("[0]", "[1]");
        assertThat(brokenLaws(subject)).containsExactly(Law.GRADIENT_ALONE);
    }

    @Test
    void neuroph_an_adapter_that_asks_for_the_output_first_is_lawful() {
        NeurophSigmoid g = new NeurophSigmoid();

        assertLawful(Subject.scalar(
                "neuroph",
                g::getOutput,
                net -> {
                    g.getOutput(net);
                    return g.getDerivative(net);
                },
                0.4,
                -1.1));
    }
}
