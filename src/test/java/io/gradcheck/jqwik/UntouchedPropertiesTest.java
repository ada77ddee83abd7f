package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.recording.Recording;
import io.gradcheck.result.TestName;
import io.gradcheck.subject.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the hook leaves alone: properties that check no gradient, and the tests that run properties within. */
class UntouchedPropertiesTest {

    static class WithoutChecks {
        static final AtomicInteger PASSING = new AtomicInteger();
        static final List<IllegalStateException> THROWN = new ArrayList<>();

        @Property(tries = 25, seed = "5")
        void passing(@ForAll int n) {
            PASSING.incrementAndGet();
        }

        @Property(seed = "5")
        void failing(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            if (n >= 7) {
                IllegalStateException thrown = new IllegalStateException(n < 100 ? "small" : "large");
                THROWN.add(thrown);
                throw thrown;
            }
        }

        @Property(seed = "5")
        boolean false_from_7_on(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            return n < 7;
        }

        @Property
        void half_by_assumption(@ForAll @IntRange(min = 0, max = 9) int n) {
            Assume.that(n < 5);
        }

        @Property
        void none_by_assumption(@ForAll @IntRange(min = 0, max = 9) int n) {
            Assume.that(n > 9);
        }
    }

    @TempDir
    private Path directory;

    @Test
    void properties_that_check_nothing_are_left_to_jqwik() {
        PropertyRuns runs = PropertyRuns.run(directory, WithoutChecks.class);

        assertThat(runs.with(SUCCESSFUL)).containsExactlyInAnyOrder("passing", "half_by_assumption");
        assertThat(WithoutChecks.PASSING).hasValue(25);
        assertThat(runs.thrown("failing"))
                .as("the last of those thrown by the property itself, whatever its message")
                .hasMessage("small")
                .isSameAs(WithoutChecks.THROWN.get(WithoutChecks.THROWN.size() - 1));
        assertThat(runs.published("failing", "failing").get(0)).containsPattern("Shrunk Sample .*\\R-+\\R  n: 7\\R");
        assertThat(runs.published("false_from_7_on", "false from 7 on").get(0))
                .containsPattern("Shrunk Sample .*\\R-+\\R  n: 7\\R");
        assertThat(runs.message("none_by_assumption"))
                .isEqualTo("Property [UntouchedPropertiesTest.WithoutChecks:none by assumption] exhausted after "
                        + "[1000] tries and [1000] rejections");
        assertThat(runs.published("failing", "gradcheck")).isEmpty();
        assertThat(runs.recorded()).isEmpty();
    }

    static class Wrong {
        @Property(seed = "5")
        void wrong(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::sin, n));
        }
    }

    @Test
    void the_record_of_a_test_that_runs_properties_within_is_its_own() {
        Recording outer = Recording.open(new TestName("c", "m", "junit-jupiter", "1"));
        outer.enter();

        EngineTestKit.engine("jqwik")
                .selectors(DiscoverySelectors.selectClass(Wrong.class))
                .configurationParameter(
                        "jqwik.database", directory.resolve("database").toString())
                .execute();
        GradientChecker.standard().check(Subject.scalar("cos", Math::cos, x -> -Math.sin(x), 0.3));

        outer.leave();
        assertThat(outer.close().subjects())
                .as("neither a series nor shrunk")
                .allSatisfy(subject -> assertThat(subject.shrinkingTries()).isZero())
                .anySatisfy(subject -> {
                    assertThat(subject.subject()).isEqualTo("cos");
                    assertThat(subject.seed()).isEqualTo(1);
                    assertThat(subject.verdicts()).containsExactly(Map.entry(Verdict.PASS, 1L));
                });
    }
}
