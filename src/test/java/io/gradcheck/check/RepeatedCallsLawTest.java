package io.gradcheck.check;

import static io.gradcheck.check.law.LawAssertions.assertBroken;
import static io.gradcheck.check.law.LawAssertions.assertLawful;
import static io.gradcheck.check.law.LawAssertions.brokenLaws;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws on calls that follow one another: the same bits again, and a gradient that needs no call before it. */
class RepeatedCallsLawTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    // ---- deterministic

    @Test
    void noise_without_a_seed_is_named() {
        Random noise = new Random(5);
        Subject subject = Subject.objective(
                "noisy", x -> x[0] * x[0] + 1e-3 * noise.nextDouble(), x -> new double[] {2 * x[0]}, 1.5);

        assertBroken(Law.DETERMINISTIC, subject, """
                        evaluate, called twice with the same arguments
                        output is 2.250730520 at first, 2.250088258 the second time (off by 6.4e-04)
                        the same bits
                        seed the random generator anew at each call, or draw what is random once, when the subject is built; sum in a fixed order; of a layer or an operation say by Trainable.seed how it is seeded, and by Trainable.state what it keeps""");
    }

    @Test
    void a_variable_of_a_random_value_is_not_judged_at_another_point_either() {
        Random noise = new Random(5);
        GradientReport report = CHECKER.check(Subject.scalar("noise", x -> noise.nextGaussian(), x -> 2 * x, 1.5));

        assertThat(report.finding("x").vacuous()).isTrue();
        assertThat(report.toString())
                .contains("law DETERMINISTIC is BROKEN")
                .endsWith("\n  x is not judged, as the value is another at each call: see law DETERMINISTIC");
        assertThat(report.text("x")).startsWith("x is not judged, as the value is another at each call: ");
    }

    @Test
    void a_noisy_gradient_is_named() {
        Random noise = new Random(5);
        assertBroken(
                Law.DETERMINISTIC,
                Subject.objective(
                        "noisy", x -> x[0] * x[0], x -> new double[] {2 * x[0] * (1 + 1e-3 * noise.nextDouble())}, 1.5),
                """
                        gradient, called twice with the same arguments
                        x[0] is 3.002191560 at first, 3.001466714 the second time (off by 7.2e-04)
                        the same bits
                        seed the random generator anew at each call, or draw what is random once, when the subject is built; sum in a fixed order; of a layer or an operation say by Trainable.seed how it is seeded, and by Trainable.state what it keeps""");
    }

    @Test
    void a_gradient_that_adds_to_the_last_one_is_named() {
        double[] sum = new double[2];
        assertBroken(
                Law.DETERMINISTIC,
                Subject.objective(
                        "sum",
                        x -> x[0] * x[1],
                        x -> {
                            sum[0] += x[1];
                            sum[1] += x[0];
                            return sum;
                        },
                        2,
                        3),
                """
                        gradient, called twice with the same arguments
                        x[0] is 3.000000000 at first, 6.000000000 the second time (off by 3.0e+00); every entry doubles, as if added to what the last call left
                        the same bits
                        set the stored gradient to zero at the start of gradient; that of a Parameter in its zeroGradient(), or say by Parameter.clearedBy how it is set to zero""");
    }

    // ---- gradient alone

    /** The habit of liblinear-java, and of Neuroph's derivatives that read a cached output. */
    @Test
    void a_gradient_that_reads_what_the_last_evaluate_left_is_named() {
        double[] last = new double[1];
        assertBroken(
                Law.GRADIENT_ALONE,
                Subject.objective(
                        "exp",
                        x -> {
                            last[0] = Math.exp(x[0]);
                            return last[0];
                        },
                        x -> new double[] {last[0]},
                        0.5),
                """
                        gradient(x) right after evaluate(x), and after evaluate at another point
                        x[0] is 1.648721271 after evaluate(x), 1.656568930 after the other (off by 7.8e-03); it reads what the last evaluate left
                        the gradient at the point that gradient is given, whatever was evaluated before
                        let gradient compute what it needs itself, or let the subject's gradient call evaluate first""");
    }

    @Test
    void a_gradient_that_refuses_without_evaluate_is_named() {
        double[] last = new double[1];
        assertBroken(
                Law.GRADIENT_ALONE,
                Subject.objective(
                        "exp",
                        x -> {
                            last[0] = x[0];
                            return Math.exp(x[0]);
                        },
                        x -> {
                            if (last[0] != x[0]) {
                                throw new IllegalStateException("evaluate first");
                            }
                            return new double[] {Math.exp(x[0])};
                        },
                        0.5),
                """
                        gradient(x) right after evaluate(x), and after evaluate at another point
                        after evaluate at another point it threw java.lang.IllegalStateException: evaluate first; it needs what evaluate(x) left
                        the gradient at the point that gradient is given, whatever was evaluated before
                        let gradient compute what it needs itself, or let the subject's gradient call evaluate first""");
    }

    @Test
    void a_gradient_that_is_right_only_where_the_subject_was_built_is_named() {
        assertBroken(
                Law.GRADIENT_ALONE,
                Subject.objective("square", x -> x[0] * x[0] + x[1] * x[1], x -> new double[] {3, 4}, 1.5, 2),
                """
                        gradient at the subject's point, and at another point nearby
                        the gradient of x is the same at both, bit for bit; along a line through the other point it says -0.2457514727, numeric is -0.2338853498 (allowed 8.7e-12); it is right only at the point where the subject was built
                        the gradient at the point that gradient is given
                        compute all of it from gradient's argument, nothing from values stored when the subject was built; if it is claimed for this point alone: Subject.within(variable, x, x)""");
    }

    @Test
    void a_gradient_of_which_a_part_is_right_only_where_the_subject_was_built_is_named() {
        double[] builtAt = {0.4, -1.1};
        double probability = 1 / (1 + Math.exp(-builtAt[0] - 2 * builtAt[1]));
        assertBroken(
                Law.GRADIENT_ALONE,
                Subject.objective(
                        "logistic with a penalty",
                        w -> Math.log1p(Math.exp(w[0] + 2 * w[1])) + 0.5 * (w[0] * w[0] + w[1] * w[1]),
                        w -> new double[] {probability + w[0], 2 * probability + w[1]},
                        builtAt),
                """
                        gradient at the subject's point, and at another point nearby
                        the gradient of x is right at the first; along a line through the other point it says 1.139971773, numeric is 1.138522332 (allowed 3.7e-12); it is right only at the point where the subject was built
                        the gradient at the point that gradient is given
                        compute all of it from gradient's argument, nothing from values stored when the subject was built; if it is claimed for this point alone: Subject.within(variable, x, x)""");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 1})
    void random_gradients_with_a_part_from_where_they_were_built_are_named(double penalty) {
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < 100; k++) {
            double[][] data = new double[5][];
            double[] builtAt = gaussian(random, 3);
            Arrays.setAll(data, row -> gaussian(random, 3));
            Subject right = logistic(data, penalty, builtAt, w -> probabilities(data, w));
            double[] stored = probabilities(data, builtAt);
            Subject stale = logistic(data, penalty, builtAt, w -> stored);

            assertThat(brokenLaws(CHECKER.seed(k), right)).as("right %d", k).isEmpty();
            assertThat(brokenLaws(CHECKER.seed(k), stale)).as("stale %d", k).containsExactly(Law.GRADIENT_ALONE);
        }
    }

    private static double[] gaussian(SplittableRandom random, int size) {
        return IntStream.range(0, size).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    private static double[] probabilities(double[][] data, double[] w) {
        return Arrays.stream(data)
                .mapToDouble(z -> 1 / (1 + Math.exp(-dot(z, w))))
                .toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /** {@code sum log(1 + exp(z w)) + penalty / 2 |w|^2}, with a gradient of given probabilities. */
    private static Subject logistic(
            double[][] data, double penalty, double[] at, UnaryOperator<double[]> probabilities) {
        return Subject.objective(
                "logistic",
                w -> Arrays.stream(data)
                                .mapToDouble(z -> Math.log1p(Math.exp(dot(z, w))))
                                .sum()
                        + penalty / 2 * dot(w, w),
                w -> {
                    double[] p = probabilities.apply(w);
                    double[] g = new double[w.length];
                    Arrays.setAll(
                            g,
                            i -> penalty * w[i]
                                    + IntStream.range(0, data.length)
                                            .mapToDouble(row -> p[row] * data[row][i])
                                            .sum());
                    return g;
                },
                at);
    }

    @Test
    void a_gradient_that_bends_or_jumps_between_two_points_is_lawful() {
        for (double at : new double[] {0.3, 1, -2.4}) {
            assertLawful(Subject.scalar("sin", x -> Math.sin(40 * x), x -> 40 * Math.cos(40 * x), at));
            assertLawful(Subject.scalar("exp", x -> Math.exp(30 * x), x -> 30 * Math.exp(30 * x), at));
        }
        for (double at : new double[] {0, 1e-3, 1e-5}) {
            Subject hinge = Subject.objective(
                    "hinge",
                    x -> x[0] * x[0] + Math.max(0, x[0] - 1),
                    x -> new double[] {2 * x[0] + (x[0] > 1 ? 1 : 0)},
                    1 - at);
            assertThat(brokenLaws(hinge)).as("hinge at distance %s", at).isEmpty();
        }
    }

    @Test
    void a_layer_whose_input_gradient_uses_the_first_weights_is_named() {
        assertBroken(Law.GRADIENT_ALONE, Subject.layer("scale", new FirstWeight(), Tensor.vector(1, 2)), """
                        gradient at the subject's point, and at another point nearby
                        the gradient of input is the same at both, bit for bit; along a line through the other point it says -2.845981112, numeric is -2.869197238 (allowed 4.1e-12); it is as wrong where the same zeros, ones and ties are kept; it is right only at the point where the subject was built
                        the gradient at the point that gradient is given
                        compute all of it from gradient's argument, nothing from values stored when the subject was built; if it is claimed for this point alone: Subject.within(variable, x, x)""");
    }

    @Test
    void a_wrong_constant_gradient_is_wrong_and_breaks_no_law() {
        GradientReport report = CHECKER.check(
                Subject.objective("square", x -> x[0] * x[0] + x[1] * x[1], x -> new double[] {3, 3}, 1.5, 2));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
    }

    private static final class FirstWeight extends Scale {
        @Override
        public Tensor backward(Tensor outputGradient) {
            super.backward(outputGradient);
            return times(3, outputGradient);
        }
    }
}
