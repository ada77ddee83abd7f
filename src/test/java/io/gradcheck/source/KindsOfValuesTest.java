package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.source.Values.Kind;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifolds;
import io.gradcheck.subject.manifold.SymmetricEntries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of values holds what it promises, in every mixture, when fitted and when made simpler. */
class KindsOfValuesTest {

    private static final int DRAWS = 300;
    private static final int N = 3;

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind(Values.probability(), t -> all(t, p -> p > 0 && p < 1)),
                kind(Values.simplex(), t -> rows(t, row -> sumIsOne(row) && all(row, p -> p > 0))),
                kind(Values.simplexWithZeros(), t -> rows(t, row -> sumIsOne(row) && all(row, p -> p >= 0))),
                kind(Values.sorted(), t -> rows(t, row -> ascends(row, 0))),
                kind(Values.ascending(), t -> rows(t, row -> ascends(row, Double.MIN_VALUE))),
                kind(Values.unitNorm(), t -> rows(t, row -> Math.abs(dot(row, row) - 1) < 1e-12)),
                kind(Values.symmetric(), KindsOfValuesTest::isSymmetric),
                kind(Values.positiveDefinite(), t -> isSymmetric(t) && isPositiveDefinite(t)),
                kind(Values.orthogonal(), KindsOfValuesTest::isOrthogonal),
                kind(Values.oneHot(), t -> rows(t, row -> sumIsOne(row) && all(row, p -> p == 0 || p == 1))),
                kind(Values.signs(), t -> all(t, x -> Math.abs(x) == 1)),
                kind(Values.mask(), t -> all(t, x -> x == 0 || x == 1)),
                kind(Values.addedMask(-1e9), t -> rows(t, row -> isMask(row, -1e9))),
                kind(
                        Values.addedMask(Double.NEGATIVE_INFINITY),
                        t -> rows(t, row -> isMask(row, Double.NEGATIVE_INFINITY))),
                kind(Values.integers(-2, 3), t -> all(t, x -> x == Math.rint(x) && x >= -2 && x <= 3)),
                kind(Values.labels(4), t -> all(t, x -> x == Math.rint(x) && x >= 0 && x < 4)),
                kind(Values.lengths(5), t -> all(t, x -> x == Math.rint(x) && x >= 1 && x <= 5)),
                kind(Values.logUniform(1e-3, 1e12), t -> all(t, x -> x >= 1e-3 && x <= 1e12)),
                kind(Values.angles(), t -> all(t, x -> Math.abs(x) <= Math.PI)),
                kind(Values.rotationVector(), t -> rows(t, row -> dot(row, row) <= Math.PI * Math.PI * (1 + 1e-12))),
                kind(
                        Values.on(Manifolds.sphere(), GradientKind.AMBIENT),
                        t -> rows(t, row -> Math.abs(dot(row, row) - 1) < 1e-12)),
                kind(
                        Values.on(Manifolds.simplex(), GradientKind.RIEMANNIAN),
                        t -> rows(t, row -> sumIsOne(row) && all(row, p -> p >= 0))),
                kind(Values.on(Manifolds.rotations(), GradientKind.AMBIENT), KindsOfValuesTest::isOrthogonal),
                kind(
                        Values.on(Manifolds.positiveDefinite(SymmetricEntries.SINGLY), GradientKind.AMBIENT),
                        t -> isSymmetric(t) && isPositiveDefinite(t)),
                kind(Values.times(), t -> all(t, x -> x >= 0 && x <= 1e13)));
    }

    private static Arguments kind(Values values, Predicate<Tensor> holds) {
        return Arguments.of(Named.of(values.toString(), values), holds);
    }

    private static boolean all(Tensor tensor, Predicate<Double> holds) {
        return all(tensor.values(), holds);
    }

    private static boolean all(double[] values, Predicate<Double> holds) {
        return Arrays.stream(values).boxed().allMatch(holds);
    }

    private static boolean rows(Tensor tensor, Predicate<double[]> holds) {
        return Arrays.stream(tensor.toRows()).allMatch(holds);
    }

    private static boolean sumIsOne(double[] row) {
        return Math.abs(Arrays.stream(row).sum() - 1) < 1e-12;
    }

    private static boolean ascends(double[] row, double least) {
        for (int i = 1; i < row.length; i++) {
            if (!(row[i] - row[i - 1] >= least)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMask(double[] row, double closed) {
        return all(row, x -> x == 0 || x == closed) && Arrays.stream(row).anyMatch(x -> x == 0);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static boolean isSymmetric(Tensor t) {
        double[][] rows = t.toRows();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                if (rows[i][j] != rows[j][i]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** By leading minors, independently of how they are made. */
    private static boolean isPositiveDefinite(Tensor t) {
        double[][] m = t.toRows();
        double two = m[0][0] * m[1][1] - m[0][1] * m[1][0];
        double three = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
        return m[0][0] > 0 && two > 0 && three > 0;
    }

    private static boolean isOrthogonal(Tensor t) {
        double[][] rows = t.toRows();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                if (Math.abs(dot(rows[i], rows[j]) - (i == j ? 1 : 0)) > 1e-12) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Values> everyMixture(Values values) {
        List<Values> mixtures = new ArrayList<>(List.of(values));
        for (Kind kind : Kind.values()) {
            mixtures.add(values.only(kind));
        }
        return mixtures;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_draw_holds_what_the_kind_promises(Values values, Predicate<Tensor> holds) {
        SplittableRandom random = new SplittableRandom(11);
        for (Values mixture : everyMixture(values)) {
            for (int k = 0; k < DRAWS; k++) {
                Tensor drawn = mixture.tensor(random, N, N);
                assertThat(drawn).as(mixture.toString()).matches(holds);
                assertThat(mixture.allow(drawn))
                        .as("%s allows %s", mixture, drawn)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void draws_differ(Values values, Predicate<Tensor> holds) {
        SplittableRandom random = new SplittableRandom(12);
        assertThat(Stream.generate(() -> values.tensor(random, N, N))
                        .limit(50)
                        .map(t -> Arrays.toString(t.values()))
                        .distinct()
                        .count())
                .isGreaterThan(20);
    }

    /** As a smaller size crops them, or another tensor of the same shape lends its numbers. */
    @ParameterizedTest
    @MethodSource("kinds")
    void what_is_fitted_holds_it_too(Values values, Predicate<Tensor> holds) {
        SplittableRandom random = new SplittableRandom(13);
        for (int k = 0; k < DRAWS; k++) {
            assertThat(values.fitted(Values.any().tensor(random, N, N))).matches(holds);
        }
        assertThat(values.fitted(Tensor.zeros(N, N))).matches(holds);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_simpler_tensor_holds_it_and_steps_end(Values values, Predicate<Tensor> holds) {
        SplittableRandom random = new SplittableRandom(14);
        for (int k = 0; k < 5; k++) {
            Tensor tensor = values.tensor(random, N, N);
            int steps = 0;
            List<Supplier<Tensor>> simpler = values.simpler(tensor);
            while (!simpler.isEmpty()) {
                Tensor next = simpler.get(steps % simpler.size()).get();
                assertThat(next).as("%s from %s", values, tensor).matches(holds);
                assertThat(Values.roughness(next)).isLessThan(Values.roughness(tensor));
                tensor = next;
                simpler = values.simpler(tensor);
                steps++;
            }
        }
    }

    @Test
    void what_cannot_move_is_constant_and_the_rest_is_not() {
        assertThat(List.of(
                        Values.integers(0, 1),
                        Values.labels(2),
                        Values.lengths(2),
                        Values.signs(),
                        Values.oneHot(),
                        Values.mask(),
                        Values.addedMask(-1)))
                .allMatch(Values::isConstant)
                .allMatch(values -> values.only(Kind.ZEROS).isConstant())
                .noneMatch(values -> values.variable().isConstant());
        assertThat(List.of(
                        Values.any(),
                        Values.normal(),
                        Values.positive(),
                        Values.between(0, 1),
                        Values.probability(),
                        Values.simplex(),
                        Values.angles(),
                        Values.times()))
                .noneMatch(Values::isConstant)
                .allMatch(values -> values.constant().isConstant());
    }

    @Test
    void special_ones_are_among_the_extreme() {
        SplittableRandom random = new SplittableRandom(15);
        double[] angles =
                Values.angles().only(Kind.SATURATING).tensor(random, DRAWS).values();
        assertThat(angles).contains(0, Math.PI, -Math.PI, Math.PI / 2);
        double[] near =
                Values.probability().only(Kind.SATURATING).tensor(random, DRAWS).values();
        assertThat(Arrays.stream(near).max().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(Arrays.stream(near).min().orElseThrow()).isLessThan(1e-9);
        double[] wide = Values.logUniform(1, 1e12)
                .only(Kind.ORDINARY)
                .tensor(random, DRAWS)
                .values();
        assertThat(Arrays.stream(wide).filter(x -> x > 1e6).count()).isBetween(100L, 200L);
        double[] times =
                Values.times().only(Kind.ORDINARY).tensor(random, DRAWS).values();
        assertThat(Arrays.stream(times).max().orElseThrow()
                        - Arrays.stream(times).min().orElseThrow())
                .isBetween(86_400.0, 864_000.0);
        assertThat(Arrays.stream(times).min().orElseThrow()).isGreaterThan(1e9);
        assertThat(Values.labels(3).only(Kind.SATURATING).tensor(random, DRAWS).values())
                .contains(0, 2);
        Values zeros = Values.simplexWithZeros().only(Kind.ZEROS);
        assertThat(Stream.generate(() -> zeros.tensor(random, 3, 3)).limit(DRAWS))
                .anyMatch(drawn -> !all(drawn, p -> p > 0));
    }

    @Test
    void the_smallest_numbers_become_a_positive_definite_matrix_too() {
        Tensor smallest = Tensor.zeros(N, N);
        smallest.set(Double.MIN_VALUE, 0, 1);

        assertThat(Values.positiveDefinite().fitted(smallest))
                .matches(KindsOfValuesTest::isSymmetric)
                .matches(KindsOfValuesTest::isPositiveDefinite);
    }

    @Test
    void rotation_vectors_come_at_angles_where_formulas_divide_by_zero() {
        SplittableRandom random = new SplittableRandom(17);
        Values vectors = Values.rotationVector();
        double[] angles = angles(vectors.tensor(random, DRAWS * 10, 3));
        double[] beside = angles(vectors.only(Kind.HUGE_AND_TINY).tensor(random, DRAWS, 3));
        double[] extreme = angles(vectors.only(Kind.SATURATING).tensor(random, DRAWS, 3));

        assertThat(angles(vectors.only(Kind.ZEROS).tensor(random, DRAWS, 3))).contains(0);
        assertThat(Arrays.stream(beside).filter(angle -> angle < 1e-6).count()).isBetween(40L, 110L);
        assertThat(Arrays.stream(beside).filter(angle -> Math.PI - angle < 1e-6).count())
                .isBetween(40L, 110L);
        assertThat(Arrays.stream(extreme).boxed()).contains(Math.PI, Math.PI / 2);
        assertThat(Stream.generate(() -> vectors.tensor(random, 3)).limit(DRAWS).map(v -> angles(v)[0]))
                .anyMatch(angle -> angle == 0)
                .anyMatch(angle -> angle > 0 && angle < 1e-4)
                .anyMatch(angle -> Math.abs(angle - Math.PI) < 1e-12)
                .anyMatch(angle -> angle > 1 && angle < 2);
        assertThat(Arrays.stream(angles)).allMatch(angle -> angle <= Math.PI * (1 + 1e-12));
    }

    private static double[] angles(Tensor vectors) {
        double[] values = vectors.values();
        double[] angles = new double[values.length / 3];
        Arrays.setAll(
                angles,
                i -> Math.sqrt(values[3 * i] * values[3 * i]
                        + values[3 * i + 1] * values[3 * i + 1]
                        + values[3 * i + 2] * values[3 * i + 2]));
        return angles;
    }

    @Test
    void kinds_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> Values.rotationVector().tensor(new SplittableRandom(1), 3, 4))
                .hasMessage(
                        "values: found shape [3, 4] for rotation vectors, wanted three numbers along the last axis");
        assertThatThrownBy(() ->
                        Values.on(Manifolds.rotations(), GradientKind.AMBIENT).tensor(new SplittableRandom(1), 3))
                .hasMessage("shape: found [3] of a point of the rotations, wanted at least two axes");
        assertThatThrownBy(() -> Values.labels(0)).hasMessage("classes: found 0, wanted at least 1");
        assertThatThrownBy(() -> Values.lengths(0)).hasMessage("most: found 0, wanted at least 1");
        assertThatThrownBy(() -> Values.addedMask(0)).hasMessage("closed: found 0.0, wanted a number below 0");
        assertThatThrownBy(() -> Values.logUniform(0, 1))
                .hasMessage("values: found the range 0.0 to 1.0, wanted finite numbers above 0, least <= most");
        assertThatThrownBy(() -> Values.symmetric().tensor(new SplittableRandom(1), 2, 3))
                .hasMessage("values: found shape [2, 3] for symmetric matrices, wanted two equal last axes");
        assertThatThrownBy(() -> Values.orthogonal().tensor(new SplittableRandom(1), 3))
                .hasMessage("values: found shape [3] for orthogonal matrices, wanted two axes or more");
    }

    @Test
    void matrices_with_more_columns_than_rows_have_orthonormal_rows_and_batches_are_of_matrices() {
        SplittableRandom random = new SplittableRandom(16);
        Tensor wide = Values.orthogonal().tensor(random, 2, 2, 4);
        for (int batch = 0; batch < 2; batch++) {
            double[][] rows = Tensor.of(new int[] {2, 4}, Arrays.copyOfRange(wide.values(), 8 * batch, 8 * batch + 8))
                    .toRows();
            assertThat(dot(rows[0], rows[1])).isCloseTo(0, within(1e-12));
            assertThat(dot(rows[1], rows[1])).isCloseTo(1, within(1e-12));
        }
        assertThat(Values.unitNorm().tensor(random, 0, 3).size()).isZero();
    }
}
