package io.gradcheck.check.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GivenSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Separable;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Verdict;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Initialiser;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strong inputs would have caught every standard mistake; weak ones are named with what makes them weak. */
class MutantsTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private static List<String> unseen(Subject subject) {
        GradientReport report = CHECKER.check(subject);
        assertThat(report.verdict()).as(report.toString()).isIn(Verdict.PASS, Verdict.KINK);
        return report.mutants().stream()
                .filter(mutant -> !mutant.caught())
                .map(Mutant::toString)
                .toList();
    }

    private static Tensor normal(long seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor tensor = Tensor.zeros(shape);
        Arrays.setAll(tensor.values(), i -> random.nextGaussian());
        return tensor;
    }

    private static Network network(Activation activation) {
        return Network.inputs(3)
                .hidden(4, activation)
                .hidden(3, Activation.SIGMOID)
                .output(2, Loss.SQUARED_ERROR)
                .l2(0.1)
                .initialise(Initialiser.GLOROT, 5);
    }

    // Strong inputs.

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void every_mistake_but_the_smallest_is_caught_on_random_inputs(long seed) {
        Network network = Network.inputs(3)
                .hidden(4, Activation.TANH)
                .hidden(4, Activation.SIGMOID)
                .output(2, Loss.SQUARED_ERROR)
                .l2(0.1)
                .skip(1, 2)
                .initialise(Initialiser.GLOROT, seed);
        GradientReport report =
                CHECKER.seed(seed).check(network.on(new Batch(normal(seed, 5, 3), normal(seed + 100, 5, 2))));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.mutants().stream().filter(mutant -> !mutant.caught()))
                .as("seed %d", seed)
                .allMatch(mutant -> mutant.mistake().equals("wrong by a millionth"));
        assertThat(report.mutantScore()).isGreaterThan(0.99);
        assertThat(report.mutants())
                .extracting(Mutant::mistake)
                .contains(
                        "sign flipped",
                        "zero",
                        "constant factor 2",
                        "constant factor 1/2",
                        "wrong by a millionth",
                        "transposed",
                        "rolled by one along axis 0",
                        "rolled by one along axis 1",
                        "last index of axis 0 missing",
                        "gradient of another variable, b1",
                        "activation derivative missing in layer 1",
                        "activation derivative taken at h in layer 2",
                        "derivative of the next layer's activation in layer 1",
                        "flat spot 0.1 added to the activation derivative in layer 2",
                        "bias not summed over the batch",
                        "only the first example",
                        "only the last example",
                        "regulariser missing",
                        "regulariser doubled",
                        "regulariser with the wrong sign",
                        "upstream ignored",
                        "skip connection forgotten");
    }

    @Test
    void a_mistake_is_listed_only_for_the_variables_that_it_changes() {
        GradientReport report = CHECKER.check(network(Activation.TANH).on(new Batch(normal(1, 5, 3), normal(2, 5, 2))));

        assertThat(report.mutants())
                .filteredOn(mutant -> mutant.mistake().equals("bias not summed over the batch"))
                .extracting(Mutant::variable)
                .containsExactly("b1", "b2", "b3");
    }

    @Test
    void a_caught_mistake_says_so() {
        GradientReport report = CHECKER.check(Subject.scalar("sin", Math::sin, Math::cos, 0.3));

        assertThat(report.mutants())
                .extracting(Mutant::toString)
                .containsExactly(
                        "x: sign flipped caught",
                        "x: zero caught",
                        "x: constant factor 2 caught",
                        "x: constant factor 1/2 caught",
                        "x: wrong by a millionth caught");
    }

    @Test
    void mutants_cost_no_evaluation() {
        int[] calls = {0};
        Subject counted = Subject.objective(
                "square",
                x -> {
                    calls[0]++;
                    return x[0] * x[0];
                },
                x -> {
                    calls[0]++;
                    return new double[] {2 * x[0]};
                },
                0.7);
        GradientReport report = CHECKER.check(counted);
        int before = calls[0];

        assertThat(report.mutantScore()).isEqualTo(1);
        assertThat(calls[0]).isEqualTo(before);
    }

    @Test
    void a_wrong_variable_has_no_mutants() {
        Subject wrong = Separable.of("W", 2)
                .and("b", 2)
                .wrong("W", g -> Tensor.zeros(2))
                .subject();

        assertThat(CHECKER.check(wrong).mutants())
                .isNotEmpty()
                .allMatch(mutant -> mutant.variable().equals("b"));
    }

    @Test
    void without_mutants_there_is_no_score() {
        Subject wrong = Separable.of("W", 2).wrong("W", g -> Tensor.zeros(2)).subject();

        assertThat(CHECKER.check(wrong).mutantScore()).isNaN();
    }

    // Weak inputs.

    /** {@code sum over i and j of x_i y_j W_ij W_ij}, of which the gradient by W is {@code 2 x_i y_j W_ij}. */
    private static Subject quadratic(double[] x, double[] y, Tensor w) {
        return new GivenSubject(
                "quadratic",
                Map.of("W", w),
                Precision.DOUBLE,
                at -> {
                    double sum = 0;
                    for (int i = 0; i < w.size(); i++) {
                        double value = at.get("W").values()[i];
                        sum += x[i / y.length] * y[i % y.length] * value * value;
                    }
                    return Tensor.scalar(sum);
                },
                (at, upstream) -> {
                    Tensor g = at.get("W").copy();
                    for (int i = 0; i < w.size(); i++) {
                        g.values()[i] *= 2 * upstream.get() * x[i / y.length] * y[i % y.length];
                    }
                    return Map.of("W", g);
                });
    }

    @Test
    void a_symmetric_matrix_hides_a_transposed_gradient() {
        Tensor symmetric = Tensor.of(new int[] {3, 3}, 1, 2, 3, 2, 5, 6, 3, 6, 9);
        double[] x = {1, 2, -1};

        assertThat(unseen(quadratic(x, x, symmetric)))
                .containsExactly("W: transposed would stay unseen: the gradient of W is symmetric here, and so is W");
        assertThat(unseen(quadratic(x, new double[] {1, 2, 3}, symmetric))).isEmpty();
    }

    @Test
    void a_symmetric_gradient_of_a_matrix_that_is_not_is_told_apart() {
        Tensor w = Tensor.of(new int[] {2, 2}, 1, 4, 2, 5);

        assertThat(unseen(quadratic(new double[] {1, 2}, new double[] {1, 1}, w)))
                .containsExactly("W: transposed would stay unseen: the gradient of W is symmetric here");
    }

    @Test
    void equal_rows_hide_rolled_ones() {
        Tensor equal = Tensor.of(new int[] {3, 2}, 1, 2, 1, 2, 1, 2);
        double[] ones = {1, 1, 1};

        assertThat(unseen(quadratic(ones, new double[] {1, 3}, equal)))
                .containsOnly("W: rolled by one along axis 0 would stay unseen: the gradient of W is the same at every "
                        + "index of axis 0 here, and so is W")
                .hasSize(2);
        assertThat(unseen(quadratic(new double[] {1, 2, 3}, new double[] {1, 3}, equal)))
                .isEmpty();
    }

    @Test
    void a_last_row_of_zeros_hides_that_it_is_missing() {
        Tensor w = Tensor.of(new int[] {2, 2}, 1, 4, 0, 0);

        assertThat(unseen(quadratic(new double[] {1, 2}, new double[] {1, 3}, w)))
                .containsExactly(
                        "W: last index of axis 0 missing would stay unseen: the gradient of W is zero at the last "
                                + "index of axis 0 here, and so is W");
    }

    @Test
    void a_gradient_of_zeros_hides_everything_where_the_function_is_constant() {
        Subject zero = quadratic(new double[] {0, 0}, new double[] {1, 3}, Tensor.zeros(2, 2));

        assertThat(CHECKER.allowVacuous().check(zero).mutants())
                .isNotEmpty()
                .noneMatch(Mutant::caught)
                .extracting(Mutant::reason)
                .containsOnly("the gradient of W is zero here");
        assertThat(CHECKER.allowVacuous().check(zero).mutantScore()).isZero();
    }

    @Test
    void a_gradient_of_zeros_at_a_minimum_hides_nothing_as_points_around_it_are_looked_at() {
        Subject minimum = quadratic(new double[] {1, 2}, new double[] {1, 3}, Tensor.zeros(2, 2));

        assertThat(CHECKER.check(minimum).mutants()).isNotEmpty().allMatch(Mutant::caught);
    }

    @Test
    void equal_gradients_hide_which_variable_they_are_of() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("a", Tensor.scalar(0.3));
        point.put("b", Tensor.scalar(0.3));
        Subject sum = new GivenSubject(
                "sum",
                point,
                Precision.DOUBLE,
                at -> Tensor.scalar(
                        Math.sin(at.get("a").get()) + Math.sin(at.get("b").get())),
                (at, upstream) -> Map.of(
                        "a", Tensor.scalar(upstream.get() * Math.cos(at.get("a").get())),
                        "b", Tensor.scalar(upstream.get() * Math.cos(at.get("b").get()))));

        assertThat(unseen(sum))
                .containsExactly(
                        "a: gradient of another variable, b would stay unseen: the gradient of a is the same as that of b "
                                + "here",
                        "b: gradient of another variable, a would stay unseen: the gradient of b is the same as that of a "
                                + "here");
    }

    @Test
    void a_small_change_below_the_noise_says_by_how_much() {
        Subject noisy =
                Subject.objective("large constant", x -> 1e6 + Math.sin(x[0]), x -> new double[] {Math.cos(x[0])}, 0.3);

        assertThat(unseen(noisy))
                .singleElement()
                .asString()
                .matches(
                        "x: wrong by a millionth would stay unseen: it changes the derivative by \\S+e-07, and \\S+e-0\\d is "
                                + "allowed");
    }

    @Test
    void a_batch_of_one_hides_mistakes_with_examples() {
        String reason = " would stay unseen: with it every gradient is the same at this point";

        assertThat(unseen(network(Activation.TANH).on(new Batch(normal(1, 1, 3), normal(2, 1, 2)))))
                .contains(
                        "any variable: bias not summed over the batch" + reason,
                        "any variable: only the first example" + reason,
                        "any variable: only the last example" + reason);
        assertThat(unseen(network(Activation.TANH).on(new Batch(normal(1, 2, 3), normal(2, 2, 2)))))
                .noneMatch(mutant -> mutant.contains("example"));
    }

    @Test
    void active_units_alone_hide_a_missing_derivative() {
        Network relu = Network.inputs(2)
                .hidden(2, Activation.RELU)
                .output(1, Loss.SQUARED_ERROR)
                .parameters(
                        List.of(Tensor.of(new int[] {2, 2}, 1, 2, 3, 5), Tensor.of(new int[] {1, 2}, 1, -2)),
                        List.of(Tensor.vector(0.3, 0.4), Tensor.vector(0.2)));
        Tensor target = Tensor.of(new int[] {2, 1}, 0.1, 0.2);
        String unseen =
                "any variable: activation derivative missing in layer 1 would stay unseen: with it every gradient is "
                        + "the same at this point";

        assertThat(unseen(relu.on(new Batch(Tensor.of(new int[] {2, 2}, 1, 2, 3, 0.5), target))))
                .contains(unseen);
        assertThat(unseen(relu.on(new Batch(Tensor.of(new int[] {2, 2}, 1, 2, 2, -1.2), target))))
                .doesNotContain(unseen);
    }
}
