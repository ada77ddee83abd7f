package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Formulas of which rounding leaves little, alone and beside others, with their right gradients and with wrong ones. */
class CancellationTest {

    private static final int SEEDS = 400;

    /** A formula, its derivative, and where it cancels. */
    private record Cancelling(DoubleUnaryOperator f, DoubleUnaryOperator slope, double from, double to) {}

    private static final List<Cancelling> CANCELLING = List.of(
            new Cancelling(x -> 1 + Math.tanh(x / 2), x -> 0.5 / square(Math.cosh(x / 2)), -42, -28),
            new Cancelling(x -> Math.log(1 + Math.exp(-x)), x -> -1 / (1 + Math.exp(x)), 22, 40),
            new Cancelling(x -> 1 - Math.exp(-Math.exp(x)), x -> Math.exp(x - Math.exp(x)), -38, -25),
            new Cancelling(x -> Math.sqrt(4 + x * x) - x, CancellationTest::slopeOfRest, 3e5, 2e7),
            new Cancelling(x -> 1 - Math.cos(x), Math::sin, -2e-6, 2e-6),
            new Cancelling(x -> (3e7 + x) - 3e7, x -> 1, -2, 2));

    private static double square(double x) {
        return x * x;
    }

    private static double slopeOfRest(double x) {
        double root = Math.sqrt(4 + x * x);
        return -4 / root / (root + x);
    }

    /** One of the formulas, times up to a billion, alone or with the exponential of another entry. */
    private static Subject subject(long seed, double ofRest) {
        SplittableRandom random = new SplittableRandom(seed);
        Cancelling term = CANCELLING.get(random.nextInt(CANCELLING.size()));
        double times = Math.pow(10, 9 * random.nextDouble());
        double x = term.from + (term.to - term.from) * random.nextDouble();
        double y = 2 * random.nextDouble() - 1;
        DoubleUnaryOperator f = t -> times * term.f.applyAsDouble(t);
        DoubleUnaryOperator slope = t -> times * term.slope.applyAsDouble(t);
        return switch (random.nextInt(4)) {
            case 0 -> Subject.scalar("alone", f, slope, x);
            case 1 ->
                Subject.objective(
                        "sum",
                        v -> f.applyAsDouble(v[0]) + Math.exp(v[1]),
                        v -> new double[] {slope.applyAsDouble(v[0]), ofRest * Math.exp(v[1])},
                        x,
                        y);
            case 2 ->
                Subject.objective(
                        "product",
                        v -> f.applyAsDouble(v[0]) * Math.exp(v[1]),
                        v -> new double[] {
                            slope.applyAsDouble(v[0]) * Math.exp(v[1]), ofRest * f.applyAsDouble(v[0]) * Math.exp(v[1])
                        },
                        x,
                        y);
            default ->
                VectorFunctions.jacobian(
                        "two outputs",
                        v -> new double[] {f.applyAsDouble(v[0]), Math.exp(v[1])},
                        v -> new double[][] {{slope.applyAsDouble(v[0]), 0}, {0, ofRest * Math.exp(v[1])}},
                        x,
                        y);
        };
    }

    private static Verdict verdict(long seed, double ofRest) {
        return GradientChecker.standard()
                .seed(seed)
                .allowVacuous()
                .check(subject(seed, ofRest))
                .verdict();
    }

    @Test
    void right_gradients_of_formulas_that_cancel_do_not_fail() {
        Map<Verdict, List<Long>> seen = Seeds.first(SEEDS).by(seed -> verdict(seed, 1));

        assertThat(seen).doesNotContainKey(Verdict.FAIL);
    }

    @Test
    void a_wrong_gradient_beside_them_is_seen() {
        Map<Verdict, List<Long>> seen = Seeds.first(SEEDS).by(seed -> verdict(seed, 1.01));

        // A quarter is alone, and right; of a product with what rounding leaves little can be seen, as beside much
        // larger noise.
        assertThat(seen.get(Verdict.FAIL)).hasSizeGreaterThan(SEEDS * 45 / 100);
    }
}
