package io.gradcheck.check;

import static io.gradcheck.check.law.LawAssertions.assertBroken;
import static io.gradcheck.check.law.LawAssertions.assertLawful;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Laws on arrays: arguments belong to the caller, and so do results. */
class OwnershipLawTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    // ---- arguments

    /** Tribuo's habit. */
    @Test
    void an_argument_overwritten_with_the_gradient_is_named() {
        assertBroken(
                Law.ARGUMENTS_UNTOUCHED,
                Subject.objective(
                        "square",
                        x -> x[0] * x[0] + x[1] * x[1],
                        x -> {
                            x[0] *= 2;
                            x[1] *= 2;
                            return x;
                        },
                        1.5,
                        2),
                """
                        the arguments of gradient, before and after the call
                        x[1] is 2.000000000 before, 4.000000000 after (off by 2.0e+00)
                        arguments as they were: they belong to the caller
                        copy an argument before writing to it, or write to a new array""");
    }

    @Test
    void an_evaluation_that_sorts_its_argument_is_named_and_the_gradient_is_checked_all_the_same() {
        Subject subject = Subject.objective(
                "spread",
                x -> {
                    java.util.Arrays.sort(x);
                    return (x[1] - x[0]) * (x[1] - x[0]);
                },
                x -> new double[] {2 * (x[0] - x[1]), 2 * (x[1] - x[0])},
                3,
                1);

        assertBroken(Law.ARGUMENTS_UNTOUCHED, subject, """
                        the arguments of evaluate, before and after the call
                        x[0] is 3.000000000 before, 1.000000000 after (off by 2.0e+00)
                        arguments as they were: they belong to the caller
                        copy an argument before writing to it, or write to a new array""");
        assertThat(CHECKER.check(subject).finding("x").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void an_upstream_gradient_that_is_scaled_in_place_is_named() {
        assertBroken(Law.ARGUMENTS_UNTOUCHED, Subject.layer("twice", new ScalesUpstream(), Tensor.vector(1, 2)), """
                        the arguments of gradient, before and after the call
                        upstream[1] is 0.7457817573 before, 1.491563515 after (off by 7.5e-01)
                        arguments as they were: they belong to the caller
                        copy an argument before writing to it, or write to a new array""");
    }

    // ---- results

    @Test
    void an_output_that_is_the_input_is_named() {
        assertBroken(
                Law.RESULTS_OWNED,
                new Square() {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        return at.get("x");
                    }

                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return Map.of("x", upstream.copy());
                    }
                },
                """
                        the arrays of results and arguments
                        the output is the same array as x in the point
                        an array of its own: whoever changes one would change the other
                        return a copy""");
    }

    @Test
    void a_gradient_that_is_the_upstream_gradient_is_named() {
        assertBroken(
                Law.RESULTS_OWNED,
                new Square() {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        return at.get("x").copy();
                    }

                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return Map.of("x", upstream);
                    }
                },
                """
                        the arrays of results and arguments
                        the gradient of x is the same array as the upstream gradient
                        an array of its own: whoever changes one would change the other
                        return a copy""");
    }

    @Test
    void two_gradients_in_one_array_are_named() {
        assertBroken(
                Law.RESULTS_OWNED,
                new Sum() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        Tensor both = upstream.copy();
                        return Map.of("a", both, "b", both);
                    }
                },
                """
                        the arrays of results and arguments
                        the gradient of b is the same array as that of a
                        an array of its own: whoever changes one would change the other
                        return a copy""");
    }

    /** OpenNLP's habit. */
    @Test
    void a_gradient_array_that_is_used_again_is_named() {
        Tensor buffer = Tensor.vector(0, 0);
        assertBroken(
                Law.RESULTS_OWNED,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        Tensor g = super.gradient(at, upstream).get("x");
                        System.arraycopy(g.values(), 0, buffer.values(), 0, 2);
                        return Map.of("x", buffer);
                    }
                },
                """
                        a result of gradient, before and after further calls
                        x[1] is 2.983127029 as returned, 3.002319403 later (off by 1.9e-02)
                        results that stay as they were returned
                        return a copy of the internal array""");
    }

    @Test
    void an_output_array_that_is_used_again_is_named() {
        Tensor buffer = Tensor.vector(0, 0);
        assertBroken(
                Law.RESULTS_OWNED,
                new Square() {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        System.arraycopy(super.evaluate(at).values(), 0, buffer.values(), 0, 2);
                        return buffer;
                    }
                },
                """
                        a result of evaluate, before and after further calls
                        output[1] is 4.000000000 as returned, 4.051634711 later (off by 5.2e-02)
                        results that stay as they were returned
                        return a copy of the internal array""");
    }

    @Test
    void a_layer_may_hand_on_its_input_and_its_upstream_gradient() {
        assertLawful(Subject.layer("identity", new Identity(), Tensor.vector(1, 2)));
    }

    @Test
    void a_layer_whose_output_array_is_used_again_is_named() {
        Tensor buffer = Tensor.vector(0, 0);
        Layer reuses = new Identity() {
            @Override
            public Tensor forward(Tensor input) {
                System.arraycopy(input.values(), 0, buffer.values(), 0, 2);
                return buffer;
            }
        };

        assertBroken(Law.RESULTS_OWNED, Subject.layer("reuses", reuses, Tensor.vector(1, 2)), """
                        a result of evaluate, before and after further calls
                        output[0] is 1.000000000 as returned, 1.015016246 later (off by 1.5e-02)
                        results that stay as they were returned
                        return a copy of the internal array""");
    }

    @Test
    void a_layer_that_changes_its_input_and_hands_it_on_is_named() {
        Layer inPlace = new Identity() {
            @Override
            public Tensor forward(Tensor input) {
                input.values()[0] *= 3;
                input.values()[1] *= 3;
                return input;
            }

            @Override
            public Tensor backward(Tensor outputGradient) {
                return Scale.times(3, outputGradient);
            }
        };

        assertBroken(Law.ARGUMENTS_UNTOUCHED, Subject.layer("in place", inPlace, Tensor.vector(1, 2)), """
                        the arguments of evaluate, before and after the call
                        input[1] is 2.000000000 before, 6.000000000 after (off by 4.0e+00)
                        arguments as they were: they belong to the caller
                        copy an argument before writing to it, or write to a new array""");
    }

    private static class Identity implements Layer {

        @Override
        public Tensor forward(Tensor input) {
            return input;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return outputGradient;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    /** {@code y = a + b}. */
    private abstract static class Sum implements Subject {

        @Override
        public String name() {
            return "sum";
        }

        @Override
        public Map<String, Tensor> point() {
            Map<String, Tensor> point = new LinkedHashMap<>();
            point.put("a", Tensor.vector(1, 2));
            point.put("b", Tensor.vector(3, 4));
            return point;
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double[] a = at.get("a").values();
            double[] b = at.get("b").values();
            return Tensor.vector(a[0] + b[0], a[1] + b[1]);
        }
    }

    private static final class ScalesUpstream implements Layer {

        @Override
        public Tensor forward(Tensor input) {
            return Scale.times(2, input);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            outputGradient.values()[0] *= 2;
            outputGradient.values()[1] *= 2;
            return outputGradient.copy();
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
