package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A slope that is hidden between neighbouring numbers is held against nobody. */
class LastPlacesTest {

    private static final double HALF_TURN = Math.PI / 2;
    private static final String HIDDEN =
            "within the last places of the point, as beside a pole: no step shows a slope there; "
                    + "check at another point";

    private static double secant(double x) {
        return 1 / (Math.cos(x) * Math.cos(x));
    }

    /** The angle of {@code (x - 2, y - 3)}, which has no direction where both are rounding; its slope is off by a factor. */
    private static Subject angle(double factor, double x, double y) {
        return Subject.objective(
                "angle",
                at -> Math.atan2(at[1] - 3, at[0] - 2),
                at -> {
                    double a = at[0] - 2;
                    double b = at[1] - 3;
                    double square = a * a + b * b;
                    return new double[] {-factor * b / square, factor * a / square};
                },
                x,
                y);
    }

    private static Stream<Subject> rightAtPoles() {
        DoubleUnaryOperator inverse = x -> 1 / (x - 1);
        return Stream.of(
                Subject.scalar("tan", Math::tan, LastPlacesTest::secant, HALF_TURN),
                Subject.scalar("tan", Math::tan, LastPlacesTest::secant, HALF_TURN + 1e-13),
                Subject.scalar("inverse", inverse, x -> -1 / ((x - 1) * (x - 1)), Math.nextUp(1)),
                Subject.objective(
                        "tan and product",
                        x -> Math.tan(x[0]) + x[1] * x[2],
                        x -> new double[] {secant(x[0]), x[2], x[1]},
                        HALF_TURN,
                        1e5,
                        3),
                angle(1, Math.nextUp(2), Math.nextUp(3)));
    }

    @ParameterizedTest
    @MethodSource("rightAtPoles")
    void a_right_gradient_at_a_pole_is_not_called_wrong(Subject subject) {
        for (int seed = 0; seed < 40; seed++) {
            GradientReport report = GradientChecker.standard().seed(seed).check(subject);

            assertThat(report.verdict()).as("%s", report).isNotEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void the_report_says_what_the_value_does() {
        GradientReport report =
                GradientChecker.standard().check(Subject.scalar("tan", Math::tan, LastPlacesTest::secant, HALF_TURN));

        assertThat(report.findings().get(0).reason())
                .startsWith("the value moves by 1.75e+16 ")
                .endsWith(HIDDEN);
    }

    private static Subject besideOthers(double second, double third) {
        return Subject.objective(
                "tan and product",
                x -> Math.tan(x[0]) + x[1] * x[2],
                x -> new double[] {secant(x[0]), x[2], x[1]},
                HALF_TURN,
                second,
                third);
    }

    /** Whose last places are far larger, far smaller, or next to nothing. */
    @Test
    void a_pole_of_one_entry_is_seen_beside_entries_of_other_sizes() {
        for (Subject subject : List.of(besideOthers(1e6, 3), besideOthers(1e-6, 3), besideOthers(0, 1e6))) {
            assertThat(IntStream.range(0, 20))
                    .as("%s", subject.name())
                    .anyMatch(seed -> GradientChecker.standard()
                            .seed(seed)
                            .check(subject)
                            .findings()
                            .get(0)
                            .reason()
                            .endsWith(HIDDEN));
        }
    }

    @Test
    void a_claim_of_no_such_slope_is_not_excused_by_a_pole() {
        for (double claim : new double[] {-3e4, 1, 1e9}) {
            Subject subject = Subject.scalar("tan", Math::tan, x -> claim, HALF_TURN);

            assertThat(GradientChecker.standard().check(subject).finding("x").reason())
                    .doesNotContain("last places");
        }
    }

    @Test
    void a_pole_at_an_edge_of_the_domain_is_seen_from_within() {
        Subject edge =
                Subject.scalar("tan", x -> x > HALF_TURN ? Double.NaN : Math.tan(x), LastPlacesTest::secant, HALF_TURN);

        assertThat(GradientChecker.standard().check(edge).verdict()).isNotEqualTo(Verdict.FAIL);
    }

    /** Values that move as much everywhere have no pole, however steep the claim. */
    @Test
    void a_claim_far_too_steep_of_noisy_values_is_called_wrong() {
        SplittableRandom random = new SplittableRandom(4);
        for (int seed = 0; seed < 40; seed++) {
            Subject noisy = Subject.scalar(
                    "noisy", x -> Math.sin(x) + 1e-10 * random.nextDouble(), x -> 1e8, 0.3 + seed / 100.0);

            GradientReport report = GradientChecker.standard().seed(seed).check(noisy);

            assertThat(report.finding("x").verdict()).as("%s", report).isEqualTo(Verdict.FAIL);
        }
    }

    /** A jump of 1e-3 at the point alone is far less than what the claim is wrong by there. */
    @Test
    void a_claim_that_the_last_places_do_not_explain_is_called_wrong() {
        Subject step = Subject.scalar("sine", x -> Math.sin(x) + (x == 0.5 ? 1e-7 : 0), x -> 1e14, 0.5);

        assertThat(GradientChecker.standard().check(step).finding("x").reason()).doesNotContain("last places");
    }

    @Test
    void a_wrong_one_farther_from_the_pole_is_called_wrong() {
        for (double distance : new double[] {1e-6, 1e-3, 0.1}) {
            Subject wrong = Subject.scalar("tan", Math::tan, x -> 1.1 * secant(x), HALF_TURN - distance);

            assertThat(GradientChecker.standard().check(wrong).verdict()).isEqualTo(Verdict.FAIL);
        }
        assertThat(GradientChecker.standard()
                        .check(angle(1.1, 2 + 1e-6, 3 + 1e-6))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    /** Its values move as much within the last places of every point. */
    @Test
    void a_wrong_gradient_of_noisy_values_is_called_wrong() {
        SplittableRandom random = new SplittableRandom(4);
        for (int seed = 0; seed < 40; seed++) {
            Subject noisy = Subject.scalar(
                    "noisy",
                    x -> Math.sin(x) + 1e-10 * random.nextDouble(),
                    x -> 1.1 * Math.cos(x),
                    0.3 + seed / 100.0);

            GradientReport report = GradientChecker.standard().seed(seed).check(noisy);

            assertThat(report.finding("x").verdict()).as("%s", report).isEqualTo(Verdict.FAIL);
        }
    }
}
