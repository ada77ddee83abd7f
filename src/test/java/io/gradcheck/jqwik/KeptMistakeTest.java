package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.WrongSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Shrinking ends at the smallest sample that shows the mistake that was found, not at another mistake. */
class KeptMistakeTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private static final Subject NEGATED = Subject.scalar("sin", Math::sin, x -> -Math.cos(x), 0.3);

    /** Of the sine: a factor from 100 on, another function below. */
    private static Subject twoMistakes(int n) {
        return Subject.scalar("sin", Math::sin, n < 100 ? Math::sin : x -> 2 * Math.cos(x), n);
    }

    static class Numbers {
        static final AtomicInteger NOBODY_LOOKS = new AtomicInteger();
        static final AtomicInteger UNDECIDED = new AtomicInteger();

        @Property(seed = "5")
        void nobody_looks(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            NOBODY_LOOKS.incrementAndGet();
            CHECKER.check(twoMistakes(n));
        }

        @Property(seed = "5")
        void thrown(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            CHECKER.check(twoMistakes(n)).throwIfFailed();
        }

        @Property(seed = "5")
        void asserted(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            assertThat(CHECKER.check(twoMistakes(n)).verdict()).isEqualTo(Verdict.PASS);
        }

        @Property(seed = "5")
        void undecided_when_small(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            UNDECIDED.incrementAndGet();
            CHECKER.check(n < 100 ? Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0) : twoMistakes(n));
        }

        @Property(seed = "5")
        void unseen_when_small(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            CHECKER.check(n < 100 ? Subject.scalar("one", x -> 1, x -> 0, n) : twoMistakes(n));
        }

        @Property(seed = "5")
        void beside_one_that_stays(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            CHECKER.check(twoMistakes(n)).throwIfFailed();
            CHECKER.check(twoMistakes(1)).throwIfFailed();
        }

        @Property(seed = "5")
        void behind_one_that_is_expected(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            assertThat(CHECKER.check(NEGATED).verdict()).isEqualTo(Verdict.FAIL);
            CHECKER.check(twoMistakes(n));
        }

        @Property(seed = "5")
        void thrown_behind_one_that_is_expected(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            assertThat(CHECKER.check(NEGATED).verdict()).isEqualTo(Verdict.FAIL);
            CHECKER.check(twoMistakes(n)).throwIfFailed();
        }

        @Property(seed = "5")
        void same_mistake_in_another_place(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            Subject doubled =
                    Subject.scalar("sin", Math::sin, x -> 2 * Math.cos(x), n).about(Math.class);
            if (n < 100) {
                CHECKER.check(doubled).throwIfFailed();
            }
            CHECKER.check(doubled).throwIfFailed();
        }

        @Property(seed = "5")
        boolean answered(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            return CHECKER.check(twoMistakes(n)).verdict() == Verdict.PASS;
        }
    }

    static class Networks {
        static final AtomicInteger TRIES = new AtomicInteger();

        @Property(seed = "5")
        void a_factor_in_deep_networks_and_a_sign_in_others(@ForAll @Depth(max = 4) NetworkCase network) {
            TRIES.incrementAndGet();
            double factor = network.network().layers() < 3 ? -1 : 2;
            Subject right = network.subject();
            CHECKER.allowVacuous()
                    .check(new WrongSubject(
                            right,
                            (at, upstream) -> Map.of(
                                    "W1",
                                    times(factor, right.gradient(at, upstream).get("W1")))));
        }

        private static Tensor times(double factor, Tensor gradient) {
            double[] values = gradient.values();
            return Tensor.of(
                    gradient.shape(), Arrays.stream(values).map(v -> factor * v).toArray());
        }
    }

    @TempDir
    private Path directory;

    @Test
    void numbers_end_at_the_smallest_that_shows_the_factor() {
        PropertyRuns runs = PropertyRuns.run(directory, Numbers.class);

        String text = """
                sin: gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                  looks like: constant factor 2; analytic/numeric = 2
                  at    analytic     numeric       difference  allowed
                  x[0]  1.724637745  0.8623188723  8.6e-01     3.3e-11""";
        assertThat(runs.message("nobody_looks")).isEqualTo(text);
        assertThat(runs.message("thrown")).isEqualTo(text);
        assertThat(runs.message("undecided_when_small")).isEqualTo(text);
        assertThat(runs.message("unseen_when_small")).isEqualTo(text);
        assertThat(runs.message("beside_one_that_stays")).isEqualTo(text);
        assertThat(runs.message("behind_one_that_is_expected")).isEqualTo(text);
        assertThat(runs.message("thrown_behind_one_that_is_expected")).isEqualTo(text);
        assertThat(runs.message("same_mistake_in_another_place")).isEqualTo(text);
        assertThat(runs.thrown("asserted")).hasMessageContaining("expected: PASS");
        assertThat(runs.with(Status.FAILED))
                .hasSize(10)
                .allSatisfy(property -> assertThat(runs.published(property, property.replace('_', ' '))
                                .get(0))
                        .containsPattern("Shrunk Sample .*\\R-+\\R  n: 100\\R"));
        assertThat(Numbers.NOBODY_LOOKS).hasValueLessThan(70);
        assertThat(Numbers.UNDECIDED).hasValue(Numbers.NOBODY_LOOKS.get());
        assertThat(shown(runs, "asserted")).containsExactly(text);
        assertThat(shown(runs, "answered")).containsExactly(text);
        assertThat(shown(runs, "thrown_behind_one_that_is_expected")).containsExactly(text);
        assertThat(shown(runs, "same_mistake_in_another_place"))
                .as("jqwik takes an exception at another place for another one")
                .containsExactly(text);
    }

    private static List<String> shown(PropertyRuns runs, String property) {
        return runs.recorded().get(property).subjects().stream()
                .map(subject -> subject.shown().text())
                .toList();
    }

    @Test
    void networks_end_at_the_fewest_units_that_show_the_factor() {
        PropertyRuns runs = PropertyRuns.run(directory, Networks.class);

        String text = """
                network 1-1-1-1 identity/identity/squared_error: gradient of W1 is WRONG   \
                seed 1   (repeat: GradientChecker.standard().seed(1).allowVacuous())
                  looks like: constant factor 2; analytic/numeric = 2
                  at       analytic      numeric       difference  allowed
                  W1[0,0]  -4.000000000  -2.000000000  2.0e+00     4.4e-12
                  x is vacuous: nothing could have been seen; check at another point
                  W2 is vacuous: nothing could have been seen; check at another point
                  W3 is vacuous: nothing could have been seen; check at another point
                  b1, a1, h1, b2, a2, h2, b3, a3 agree (detection limit 2.2e-12)""";
        assertThat(runs.message("a_factor_in_deep_networks_and_a_sign_in_others"))
                .isEqualTo(text);
        assertThat(Networks.TRIES).hasValueLessThan(130);
        assertThat(runs.recorded()
                        .get("a_factor_in_deep_networks_and_a_sign_in_others")
                        .subjects())
                .singleElement()
                .satisfies(subject -> {
                    assertThat(subject.tries()).isEqualTo(1);
                    assertThat(subject.shrinkingTries()).isEqualTo(Networks.TRIES.get() - 1);
                    assertThat(subject.subject()).isEqualTo("network 1-1-1-1 identity/identity/squared_error");
                    assertThat(subject.shown().text()).isEqualTo(text);
                });
    }

    static class Abandoned {
        static final AtomicInteger CALLS = new AtomicInteger();
        static final CountDownLatch NEXT_RUNS = new CountDownLatch(1);
        static final CountDownLatch CHECKED_MEANWHILE = new CountDownLatch(3);

        @Property(seed = "5")
        void shrinking_that_takes_too_long(@ForAll @IntRange(min = 1, max = 100_000) int n) throws Exception {
            if (CALLS.incrementAndGet() > 1) {
                NEXT_RUNS.await(1, TimeUnit.MINUTES);
            }
            CHECKER.check(twoMistakes(n));
            CHECKED_MEANWHILE.countDown();
        }
    }

    static class Next {
        @Example
        void next() throws Exception {
            Abandoned.NEXT_RUNS.countDown();
            assertThat(Abandoned.CHECKED_MEANWHILE.await(1, TimeUnit.MINUTES)).isTrue();
            CHECKER.check(Subject.scalar("cos", Math::cos, x -> -Math.sin(x), 0.3));
        }
    }

    @Test
    void shrinking_that_jqwik_gives_up_is_not_taken_for_the_next_property() {
        PropertyRuns runs = PropertyRuns.run(
                directory, Map.of("jqwik.shrinking.bounded.seconds", "1"), Abandoned.class, Next.class);

        assertThat(runs.with(Status.FAILED)).containsExactly("shrinking_that_takes_too_long");
        assertThat(runs.with(Status.SUCCESSFUL)).containsExactly("next");
        assertThat(runs.recorded().get("shrinking_that_takes_too_long").subjects())
                .singleElement()
                .satisfies(subject -> assertThat(subject.verdicts()).containsExactly(Map.entry(Verdict.FAIL, 1L)));
        List<SubjectResult> next = runs.recorded().get("next").subjects();
        assertThat(next).extracting(SubjectResult::subject).containsExactly("cos");
    }
}
