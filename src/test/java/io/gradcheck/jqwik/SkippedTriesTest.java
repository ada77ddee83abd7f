package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.Case;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.subject.Subject;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Properties some of whose cases are impossible. */
class SkippedTriesTest {

    @TempDir
    private Path directory;

    /** A sine that says of some points that they are impossible. */
    private static void check(int n, int from, double factor) {
        Subject sine = Subject.scalar(
                "sine",
                x -> n >= from ? Case.skip("n is " + n + " here") : Math.sin(x),
                x -> factor * Math.cos(x),
                0.1 * n);
        GradientChecker.standard().check(sine);
    }

    static class Skipping {
        @Property(tries = 100, seed = "1")
        void mostly(@ForAll @IntRange(min = 1, max = 100) int n) {
            check(n, 30, 1);
        }

        @Property(tries = 100, seed = "1")
        @MostSkipped(0.8)
        void mostly_as_expected(@ForAll @IntRange(min = 1, max = 100) int n) {
            check(n, 30, 1);
        }

        @Property(tries = 100, seed = "1")
        void seldom(@ForAll @IntRange(min = 1, max = 100) int n) {
            check(n, 70, 1);
        }

        @Property(tries = 100, seed = "1")
        @MostSkipped(0.1)
        void oftener_than_expected(@ForAll @IntRange(min = 1, max = 100) int n) {
            check(n, 70, 1);
        }

        @Property(tries = 100, seed = "1")
        void wrong(@ForAll @IntRange(min = 1, max = 100) int n) {
            check(n, 70, 2);
        }

        @Example
        void once() {
            Case.skip("a single try");
        }

        @Example
        void once_in_a_check() {
            check(1, 1, 1);
        }
    }

    @Test
    void too_many_impossible_tries_fail_with_their_share_and_reasons() {
        PropertyRuns runs = PropertyRuns.run(directory, Skipping.class);

        assertThat(runs.with(Status.SUCCESSFUL)).containsExactlyInAnyOrder("mostly_as_expected", "seldom");
        assertThat(runs.with(Status.FAILED)).containsExactlyInAnyOrder("mostly", "oftener_than_expected", "wrong");
        assertThat(runs.with(Status.ABORTED)).containsExactlyInAnyOrder("once", "once_in_a_check");
        assertThat(runs.message("mostly"))
                .matches(
                        "\\d\\d of 100 cases were skipped, wanted 50% at most \\(n is # here \\d\\d\\); see @MostSkipped");
        assertThat(runs.message("oftener_than_expected"))
                .matches(
                        "\\d\\d of 100 cases were skipped, wanted 10% at most \\(n is # here \\d\\d\\); see @MostSkipped");
        assertThat(runs.message("wrong")).contains("looks like: ", "analytic/numeric = 2");
    }

    @MostSkipped(0.9)
    static class Drawn {
        @Property(tries = 50, seed = "1")
        void rare(@ForAll("rare") SubjectCase rare) {
            GradientChecker.standard().check(rare.subject());
        }

        @Property(tries = 50, seed = "1")
        @MostSkipped(0.5)
        void too_rare(@ForAll("rare") SubjectCase rare) {
            GradientChecker.standard().check(rare.subject());
        }

        @Provide
        Arbitrary<SubjectCase> rare() {
            return CaseArbitraries.of(FunctionSource.of(
                            "rare",
                            (s, v) -> s.between("n", 1, 8) < 7
                                    ? Case.skip("n is " + s.between("n", 1, 8))
                                    : Subject.of("rare", v, at -> at.get("x"), (at, u) -> Map.of("x", u)))
                    .input("x", s -> new int[] {s.between("n", 1, 8)}));
        }
    }

    @Test
    void the_share_holds_for_drawn_cases_too() {
        PropertyRuns runs = PropertyRuns.run(directory, Drawn.class);

        assertThat(runs.with(Status.SUCCESSFUL)).containsExactly("rare");
        assertThat(runs.with(Status.FAILED)).containsExactly("too_rare");
        assertThat(runs.thrown("too_rare"))
                .hasStackTraceContaining("100 cases were skipped, wanted 50% at most (n is # ");
    }

    static class Misdeclared {
        @Property(tries = 10)
        @MostSkipped(2)
        void never(@ForAll @IntRange(min = 1, max = 100) int n) {
            check(n, 70, 1);
        }
    }

    @Test
    void a_share_that_is_none_is_refused() {
        PropertyRuns runs = PropertyRuns.run(directory, Misdeclared.class);

        assertThat(runs.with(Status.FAILED)).containsExactly("never");
        assertThat(runs.thrown("never")).hasStackTraceContaining("found 2.0, wanted a number from 0 to 1");
    }
}
