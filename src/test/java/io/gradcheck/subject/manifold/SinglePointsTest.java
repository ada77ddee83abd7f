package io.gradcheck.subject.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifolds of one number: a point that cannot move, and beside which other variables can. */
class SinglePointsTest {

    private static final int CASES = 300;

    static Stream<Arguments> manifolds() {
        return Stream.of(
                        Map.entry(Manifolds.sphere(), false),
                        Map.entry(Manifolds.simplex(), false),
                        Map.entry(Manifolds.rotations(), true),
                        Map.entry(Manifolds.stiefel(), true))
                .flatMap(manifold -> Stream.of(GradientKind.values())
                        .map(kind -> Arguments.of(manifold.getKey(), manifold.getValue(), kind)));
    }

    /** {@code y^2 sum sin x_i}; the gradient by {@code y} is wrong by a factor. */
    private static FunctionSource sines(Manifold manifold, boolean isMatrix, GradientKind kind, double factor) {
        return FunctionSource.of(
                        "sines",
                        (s, v) -> Subject.of(
                                "sines",
                                v,
                                at -> Tensor.scalar(square(at) * sum(at.get("x"))),
                                (at, u) -> gradient(at, u.get(), manifold, kind, factor)))
                .inputs(s -> {
                    int[] shape = {isMatrix ? s.width() : s.batch(), s.width()};
                    Map<String, Variable> inputs = new LinkedHashMap<>();
                    inputs.put("x", new Variable(Values.on(manifold, kind), shape));
                    inputs.put("y", new Variable(Values.normal()));
                    return inputs;
                });
    }

    private static double square(Map<String, Tensor> at) {
        return at.get("y").get() * at.get("y").get();
    }

    private static double sum(Tensor x) {
        double sum = 0;
        for (double entry : x.values()) {
            sum += Math.sin(entry);
        }
        return sum;
    }

    private static Map<String, Tensor> gradient(
            Map<String, Tensor> at, double u, Manifold manifold, GradientKind kind, double factor) {
        Tensor x = at.get("x");
        Tensor g = x.copy();
        for (int i = 0; i < g.size(); i++) {
            g.values()[i] = u * square(at) * Math.cos(x.values()[i]);
        }
        Tensor byX = kind == GradientKind.RIEMANNIAN ? manifold.project(x, g) : g;
        return Map.of("x", byX, "y", Tensor.scalar(factor * u * 2 * at.get("y").get() * sum(x)));
    }

    @ParameterizedTest
    @MethodSource("manifolds")
    void default_sizes_have_no_finding(Manifold manifold, boolean isMatrix, GradientKind kind) {
        CampaignReport report = Campaign.of(sines(manifold, isMatrix, kind, 1))
                .tries(CASES)
                .threads(1)
                .run();

        report.throwIfFailed();
        assertThat(report.cases()).isEqualTo(CASES);
    }

    @ParameterizedTest
    @MethodSource("manifolds")
    void beside_a_point_other_variables_are_checked(Manifold manifold, boolean isMatrix, GradientKind kind) {
        Map<String, Tensor> values = Map.of(
                "x",
                manifold.random(new SplittableRandom(1), isMatrix ? new int[] {1, 1} : new int[] {1}),
                "y",
                Tensor.scalar(0.7));
        Subject wrong = Subject.of(
                "sines",
                values,
                at -> Tensor.scalar(square(at) * sum(at.get("x"))),
                (at, u) -> gradient(at, u.get(), manifold, kind, 2));

        GradientReport report = GradientChecker.standard().check(Manifolds.on(wrong, "x", manifold, kind));

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finding("y").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(text(report.finding("y"))).contains("constant factor").doesNotContain("transposed", "component");
    }

    private static String text(Finding finding) {
        return finding.diagnoses().toString();
    }

    @Test
    void alone_it_leaves_nothing_to_see() {
        Subject square = Subject.objective("square", x -> x[0] * x[0], x -> new double[] {2 * x[0]}, 1);

        assertThat(GradientChecker.standard()
                        .check(Manifolds.on(square, Manifolds.sphere(), GradientKind.AMBIENT))
                        .isVacuous())
                .isTrue();
    }

    @Test
    void why_there_is_nothing_to_see_is_said() {
        Subject square = Subject.objective("square", x -> x[0] * x[0], x -> new double[] {2 * x[0]}, 1);
        String reason =
                "x: the simplex of shape [1] is a single point: there is nothing to move along; take a larger shape, of"
                        + " random cases such as s.between(\"n\", 2, 8), or hold the variable constant";

        assertThat(GradientChecker.standard()
                        .check(Manifolds.on(square, Manifolds.simplex(), GradientKind.AMBIENT))
                        .toString())
                .startsWith(
                        "square (x along tangents of the simplex): INCONCLUSIVE, nothing could be seen of any variable: "
                                + reason + "   seed 1")
                .contains("vacuous: nothing could have been seen; the simplex of shape [1] is a single point: ")
                .doesNotContain("check at another point");
        assertThat(GradientChecker.standard()
                        .exhaustive()
                        .check(Manifolds.on(square, Manifolds.simplex(), GradientKind.AMBIENT))
                        .toString())
                .contains(reason);
    }

    @ParameterizedTest
    @MethodSource("manifolds")
    void one_number_of_any_of_them_is_pinned_and_two_are_not(Manifold manifold, boolean isMatrix, GradientKind kind) {
        assertThat(pinned(manifold, kind, isMatrix ? new int[] {1, 1} : new int[] {1}))
                .isEqualTo(Map.of("x", manifold.name() + " of shape " + (isMatrix ? "[1, 1]" : "[1]")));
        assertThat(pinned(manifold, kind, isMatrix ? new int[] {3, 1, 1} : new int[] {3, 1}))
                .containsOnlyKeys("x");
        assertThat(pinned(manifold, kind, isMatrix ? new int[] {2, 2} : new int[] {1, 2}))
                .isEmpty();
    }

    private static Map<String, String> pinned(Manifold manifold, GradientKind kind, int... shape) {
        Tensor x = manifold.random(new SplittableRandom(1), shape);
        Subject sines = Subject.of(
                "sines", Map.of("x", x), at -> Tensor.scalar(sum(at.get("x"))), (at, u) -> Map.of("x", at.get("x")));
        return Manifolds.on(sines, "x", manifold, kind).pinned();
    }

    @Test
    void a_function_that_is_flat_there_is_not_said_to_be_pinned() {
        Subject flat = Subject.objective("flat", x -> 3, x -> new double[] {0, 0}, 0.6, 0.8);

        assertThat(GradientChecker.standard()
                        .check(Manifolds.on(flat, Manifolds.sphere(), GradientKind.AMBIENT))
                        .toString())
                .contains("nothing could be seen of any variable: check at another point, or say allowVacuous()")
                .doesNotContain("nothing to move along");
    }

    @Test
    void a_normal_component_is_one_there_too() {
        Subject square = Subject.objective("square", x -> x[0] * x[0], x -> new double[] {2 * x[0]}, 1);

        assertThat(GradientChecker.standard()
                        .check(Manifolds.on(square, Manifolds.sphere(), GradientKind.RIEMANNIAN))
                        .toString())
                .contains("a component normal to the unit sphere, without which it is right");
    }

    @Test
    void what_has_no_number_at_all_is_refused() {
        assertThatThrownBy(() -> Manifolds.stiefel().random(new SplittableRandom(1), 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "shape: found [2, 0] of a point of the Stiefel manifold, wanted matrices with at least as many"
                                + " rows as columns, and at least one column");
    }
}
