package io.gradcheck.check.law;

import static io.gradcheck.check.law.LawAssertions.assertBroken;
import static io.gradcheck.check.law.LawAssertions.assertLawful;
import static io.gradcheck.check.law.LawAssertions.brokenLaws;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.Square;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A line of its own equals evaluate. */
class AlongLawTest {

    private Evaluations evaluations = new Evaluations(1000);

    @Test
    void a_line_that_differs_from_evaluate_is_named() {
        assertBroken(Law.ALONG_EQUALS_EVALUATE, new OwnLine(1e-9, 0, 1.5, 2), """
                        along(x, d).at(t) against evaluate at x + t d, as <u, output>, at t = 0.1580
                        4.275847615 against 4.275847609 (off by 6.8e-09; rounding explains 1.8e-12)
                        equal up to rounding
                        correct the subject's along, or remove it: the default evaluates""");
    }

    @Test
    void a_line_that_starts_elsewhere_is_named() {
        assertBroken(Law.ALONG_EQUALS_EVALUATE, new OwnLine(0, 1e-9, 1.5, 2), """
                        along(x, d).at(t) against evaluate at x + t d, as <u, output>, at t = 0
                        4.257890577 against 4.257890573 (off by 4.3e-09; rounding explains 1.8e-12)
                        equal up to rounding
                        correct the subject's along, or remove it: the default evaluates""");
    }

    @Test
    void a_line_that_differs_by_rounding_is_lawful() {
        assertLawful(new OwnLine(0, 0, 1.5, 2));
        assertLawful(new OwnLine(1e-16, 1e-16, 1.5, 2));
    }

    @Test
    void a_network_of_zeros_is_lawful() {
        // At the point nothing has a rounding; along the line the penalty is squared and summed in two ways.
        Network zeros = Network.inputs(1)
                .output(1, Loss.SQUARED_ERROR)
                .l2(1)
                .parameters(List.of(Tensor.zeros(1, 1)), List.of(Tensor.zeros(1)));
        Subject subject = zeros.on(new Batch(Tensor.zeros(1, 1), Tensor.zeros(1, 1)));

        Seeds.of(700, 799).each(seed -> {
            assertThat(brokenLaws(GradientChecker.standard().seed(seed), subject))
                    .isEmpty();
        });
    }

    @Test
    void values_that_are_zero_at_the_point_have_a_rounding_along_the_line() {
        // The line of a square about 0 differs in the last place, a line of 1e-9 more is wrong.
        Seeds.first(200).each(seed -> {
            assertThat(judged(new OwnLine(0, 0, 0, 0), seed)).isNull();
            assertThat(evaluations.spent()).as("without a measurement").isLessThanOrEqualTo(4);
            assertThat(judged(new OwnLine(0, 1e-9, 0, 0), seed)).isNotNull();
        });
    }

    @Test
    void noise_is_measured_where_the_line_is_compared() {
        // Exact at 0; along the line evaluate adds a large multiple of x and takes it away again.
        Seeds.first(200).each(seed -> {
            assertThat(judged(new Cancelling(0), seed)).isNull();
            assertThat(judged(new Cancelling(1e-4), seed)).isNotNull();
        });
    }

    @Test
    void the_rounding_of_constants_on_the_way_is_measured_too() {
        // The value does not move with x, but its line adds up the phases in another order.
        Seeds.first(200).each(seed -> {
            assertThat(judged(new FastWave(0), seed)).isNull();
            assertThat(judged(new FastWave(1e-6), seed)).isNotNull();
        });
    }

    @Test
    void lines_are_judged_along_the_two_variables_in_which_the_function_moves_most() {
        assertThat(judged(new ThreeLines("x", 1e-9), 1)).isNull();
        assertThat(judged(new ThreeLines("y", 1e-9), 1).checked()).startsWith("along(y, d)");
        assertThat(judged(new ThreeLines("z", 1e-9), 1).checked()).startsWith("along(z, d)");
    }

    @Test
    void a_line_of_its_own_costs_three_evaluations_as_the_value_at_the_point_is_known() {
        assertThat(judged(new OwnLine(0, 0, 1.5, 2), 1)).isNull();
        assertThat(evaluations.spent()).isEqualTo(3);
    }

    @Test
    void a_line_that_evaluates_costs_nothing() {
        assertThat(judged(new Square(), 1)).isNull();
        assertThat(evaluations.spent()).isZero();
    }

    private @Nullable LawFinding judged(Subject subject, long seed) {
        evaluations = new Evaluations(1000);
        EvaluationPoint place = AtPoint.of(subject);
        SplittableRandom random = new SplittableRandom(seed);
        return new AlongLaw(
                        place,
                        AtPoint.output(subject),
                        place.point().copy(),
                        new ReachDirections(random),
                        UnaryOperator.identity(),
                        random,
                        evaluations)
                .judge();
    }

    /** A square with a line of its own, wrong by a share that grows with t and by another that does not. */
    private static final class OwnLine extends Square {

        private final double growing;
        private final double constant;
        private final Tensor x;

        OwnLine(double growing, double constant, double... x) {
            this.growing = growing;
            this.constant = constant;
            this.x = Tensor.vector(x);
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("x", x);
        }

        @Override
        public Line along(String variable, Tensor direction) {
            double[] x = point().get("x").values();
            double[] d = direction.values();
            return (t, output) -> {
                for (int i = 0; i < x.length; i++) {
                    // Multiplied out, so that it rounds in another way.
                    double square = x[i] * x[i] + t * (2 * x[i] * d[i] + t * d[i] * d[i]);
                    output.values()[i] = square * (1 + constant + growing * t * 10);
                }
            };
        }
    }

    /** {@code x}, about 0, by an evaluation that loses six digits on the way; its line adds a share. */
    private static final class Cancelling extends ForwardingSubject {

        private final double share;

        Cancelling(double share) {
            super(Subject.objective("cancelling", x -> x[0] + 1e6 * x[0] - 1e6 * x[0], x -> new double[] {1}, 0));
            this.share = share;
        }

        @Override
        public Line along(String variable, Tensor direction) {
            return (t, output) -> output.values()[0] = t * direction.values()[0] * (1 + share);
        }
    }

    /** {@code max(x, 0) + sin(y + 2 y + 3 y)} at x = 1 and y = 4,321.7; its line sums from the other end and adds a share. */
    private static final class FastWave extends ForwardingSubject {

        private static final double Y = 4321.7;
        private final double share;

        FastWave(double share) {
            super(Subject.of(
                    "wave",
                    Map.of("x", Tensor.scalar(1), "y", Tensor.scalar(Y)),
                    at -> Tensor.scalar(Math.max(at.get("x").get(), 0)
                            + Math.sin(0.1 * at.get("y").get()
                                    + 0.7 * at.get("y").get()
                                    + 1.3 * at.get("y").get())),
                    (at, u) -> Map.of(
                            "x", Tensor.scalar(u.get()),
                            "y", Tensor.scalar(2.1 * Math.cos(2.1 * at.get("y").get()) * u.get()))));
            this.share = share;
        }

        @Override
        public Line along(String variable, Tensor direction) {
            if (variable.equals("y")) {
                return super.along(variable, direction);
            }
            double wave = Math.sin(1.3 * Y + 0.7 * Y + 0.1 * Y);
            return (t, output) ->
                    output.values()[0] = Math.max(1 + t * direction.values()[0], 0) * (1 + share) + wave;
        }
    }

    /** {@code x + 3 y + 2 z} with lines of its own, one of which is wrong. */
    private static final class ThreeLines extends ForwardingSubject {

        private final String wrong;
        private final double share;

        ThreeLines(String wrong, double share) {
            super(Subject.of(
                    "three",
                    Map.of("x", Tensor.scalar(1), "y", Tensor.scalar(1), "z", Tensor.scalar(1)),
                    at -> Tensor.scalar(at.get("x").get()
                            + 3 * at.get("y").get()
                            + 2 * at.get("z").get()),
                    (at, u) -> Map.of(
                            "x", Tensor.scalar(u.get()),
                            "y", Tensor.scalar(3 * u.get()),
                            "z", Tensor.scalar(2 * u.get()))));
            this.wrong = wrong;
            this.share = share;
        }

        @Override
        public Line along(String variable, Tensor direction) {
            Line evaluating = super.along(variable, direction);
            double factor = variable.equals(wrong) ? 1 + share : 1;
            return (t, output) -> {
                evaluating.at(t, output);
                output.values()[0] *= factor;
            };
        }
    }
}
