package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.finding.EntryDifferences;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Profile;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What can be drawn of a check. */
class PicturesTest {

    private static final Subject SIN = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject SIN_AND_SIN = Subject.scalar("sin", Math::sin, Math::sin, 0.3);
    private static final Subject RELU = Subject.scalar("relu", x -> Math.max(x, 0), x -> x > 0 ? 1 : 0, 0);
    private static final Subject ONE_OF_THREE_WRONG = Subject.objective(
            "squares",
            x -> x[0] * x[0] + x[1] * x[1] + x[2] * x[2],
            x -> new double[] {2 * x[0], 2 * x[1] + 0.25, 2 * x[2]},
            1,
            2,
            3);

    private final List<Profile> profiles = new ArrayList<>();
    private final List<EntryDifferences> differences = new ArrayList<>();
    private final GradientChecker checker = GradientChecker.standard().heardBy(check -> {
        profiles.addAll(check.profiles());
        differences.addAll(check.differences());
    });

    @Test
    void what_passes_needs_no_picture() {
        checker.check(SIN);

        assertThat(profiles).isEmpty();
        assertThat(differences).isEmpty();
    }

    @Test
    void a_profile_of_a_wrong_variable_shows_the_slope_that_the_check_saw() {
        Finding finding = checker.check(SIN_AND_SIN).finding("x");

        Profile profile = profiles.get(0);
        Profile.Sample middle = profile.samples().get(12);
        assertThat(profiles).hasSize(1);
        assertThat(profile.variable()).isEqualTo("x");
        assertThat(profile.analytic()).isEqualTo(finding.analytic());
        assertThat(profile.numeric()).isEqualTo(finding.numeric());
        assertThat(profile.error()).isEqualTo(finding.error());
        assertThat((middle.ahead() - middle.behind()) / (2 * middle.step())).isCloseTo(finding.numeric(), within(1e-9));
    }

    @Test
    void entries_are_drawn_up_to_256() {
        checker.check(wrongAtSeven(256));
        checker.check(wrongAtSeven(257));

        assertThat(profiles).as("both have a profile").hasSize(2);
        assertThat(differences).hasSize(1);
        assertThat(differences.get(0).values()).hasSize(256);
    }

    private static Subject wrongAtSeven(int size) {
        double[] slopes = new double[size];
        slopes[7] = 2;
        return Subject.objective("one of many", x -> x[7], x -> slopes, new double[size]);
    }

    @Test
    void steps_grow_over_twelve_decades() {
        checker.check(SIN_AND_SIN);

        List<Profile.Sample> samples = profiles.get(0).samples();
        assertThat(samples).isSortedAccordingTo((one, other) -> Double.compare(one.step(), other.step()));
        assertThat(samples.get(20).step() / samples.get(0).step()).isGreaterThan(1e12);
    }

    @Test
    void a_profile_of_a_kink_shows_both_one_sided_slopes() {
        checker.check(RELU);

        Profile.Sample sample = profiles.get(0).samples().get(20);
        assertThat(Math.max(-sample.behind(), sample.ahead()) / sample.step()).isBetween(0.5, 1.0);
        assertThat(Math.min(-sample.behind(), sample.ahead())).isZero();
        assertThat(differences).isEmpty();
    }

    @Test
    void differences_are_zero_but_in_the_entry_that_is_wrong() {
        checker.check(ONE_OF_THREE_WRONG);

        assertThat(differences).hasSize(1);
        assertThat(differences.get(0).variable()).isEqualTo("x");
        assertThat(differences.get(0).shape()).containsExactly(3);
        assertThat(differences.get(0).values().get(0)).isZero();
        assertThat(differences.get(0).values().get(1)).isCloseTo(0.25, within(1e-9));
        assertThat(differences.get(0).values().get(2)).isZero();
    }

    @Test
    void a_report_is_the_same_whoever_looks() {
        GradientReport looked = checker.check(ONE_OF_THREE_WRONG);
        GradientReport alone = GradientChecker.standard().check(ONE_OF_THREE_WRONG);

        assertThat(looked).hasToString(alone.toString());
        assertThat(looked.evaluations()).isEqualTo(alone.evaluations());
    }

    @Test
    void where_the_function_is_not_defined_there_is_no_number() {
        checker.check(Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0));

        Profile.Sample sample = profiles.get(0).samples().get(20);
        assertThat(Double.isNaN(sample.behind())).isNotEqualTo(Double.isNaN(sample.ahead()));
    }

    @Test
    void what_a_subject_throws_after_its_check_costs_the_picture_alone() {
        AtomicBoolean closed = new AtomicBoolean();
        Subject closing = Subject.scalar("closing", x -> squareUnless(closed, x), x -> 7, 0.3);

        GradientReport report = GradientChecker.standard()
                .heardBy(check -> {
                    closed.set(true);
                    profiles.addAll(check.profiles());
                    differences.addAll(check.differences());
                })
                .check(closing);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(profiles).isEmpty();
        assertThat(differences).isEmpty();
        assertThat(report.toString()).contains("  a picture of x failed: java.lang.IllegalStateException: closed");
    }

    private static double squareUnless(AtomicBoolean closed, double x) {
        if (closed.get()) {
            throw new IllegalStateException("closed");
        }
        return x * x;
    }
}
