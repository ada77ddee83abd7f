package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.ABORTED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.Status;
import io.gradcheck.result.TestResult;
import io.gradcheck.subject.Subject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.footnotes.EnableFootnotes;
import net.jqwik.api.footnotes.Footnotes;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a property, by what its tries check and what they assert. */
class GradientHookTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final Subject CONSTANT = Subject.scalar("one", x -> 1, x -> 0, 0.3);

    private static Subject right(int n) {
        return Subject.scalar("sin", Math::sin, Math::cos, n);
    }

    /** Wrong by a factor from 7 on. */
    private static Subject doubled(int n) {
        return Subject.scalar("sin", Math::sin, x -> (n < 7 ? 1 : 2) * Math.cos(x), n);
    }

    /** Undecided where it is zero. */
    private static Subject root(int n) {
        return Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), n);
    }

    private static final String DOUBLED_TEXT = """
            sin: gradient of x is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
              looks like: constant factor 2; analytic/numeric = 2
              at    analytic     numeric       difference  allowed
              x[0]  1.507804509  0.7539022543  7.5e-01     4.6e-11""";

    private static final String UNDECIDED_TEXT = """
            sqrt: INCONCLUSIVE, judged: 0 of 1 variable (1 undecided)   seed 1   (repeat: GradientChecker.standard().seed(1))
              variable  entries  verdict       detection limit  relative  evaluations
              x         1        INCONCLUSIVE  -                -         35           the entry is not finite, at an edge \
            of the domain, where the slope has no bound or near overflow; it cannot be compared: check at another point, or leave it out: excluding("x")
            sqrt: law FINITE is undecided   seed 1   (repeat: GradientChecker.standard().seed(1))
              checked  whether the gradient of x is finite at the point
              found    x[0] is Infinity, 1 of 1 entries are not finite
              wanted   finite values: nothing can be compared with these
              remedy   check at a point inside the domain, or rewrite the formula so that it does not overflow there
              opt out  GradientChecker.standard().without(Law.FINITE)
              checked 0 of 1 entries: 1 undecided""";

    static class Judged {
        @Property(tries = 20, seed = "5")
        void right_gradients(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            CHECKER.check(right(n));
        }

        @Property(seed = "5")
        void wrong_and_nobody_looks(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            CHECKER.check(doubled(n));
        }

        @Property(seed = "5")
        void wrong_and_thrown(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            CHECKER.check(doubled(n)).throwIfFailed();
        }

        @Property(seed = "5")
        void wrong_on_another_thread(@ForAll @IntRange(min = 1, max = 100_000) int n) throws InterruptedException {
            Thread thread = new Thread(() -> CHECKER.check(doubled(n)));
            thread.start();
            thread.join();
        }

        @Property(seed = "5")
        void wrong_on_a_thread_without_its_code(@ForAll @IntRange(min = 1, max = 100_000) int n) throws Exception {
            Function<Subject, GradientReport> check = CHECKER::check;
            CompletableFuture.completedFuture(doubled(n)).thenApplyAsync(check).get();
        }

        @Property(tries = 20, seed = "5")
        void wrong_and_expected(@ForAll @IntRange(min = 7, max = 100_000) int n) {
            assertThat(CHECKER.check(doubled(n)).verdict()).isEqualTo(Verdict.FAIL);
        }

        @Property(tries = 20, seed = "5")
        void nothing_to_see(@ForAll int n) {
            CHECKER.check(CONSTANT);
        }

        @Property(tries = 20, seed = "5")
        void nothing_to_see_and_thrown(@ForAll int n) {
            CHECKER.check(CONSTANT).throwIfFailed();
        }

        @Property(tries = 20, seed = "5")
        void nothing_to_see_and_allowed(@ForAll int n) {
            CHECKER.allowVacuous().check(CONSTANT).throwIfFailed();
        }

        @Property
        void nothing_to_see_in_8_of_10(@ForAll @IntRange(min = 0, max = 9) int n) {
            CHECKER.check(n < 8 ? CONSTANT : right(n));
        }

        @Property
        void nothing_to_see_in_9_of_10_and_thrown(@ForAll @IntRange(min = 0, max = 9) int n) {
            CHECKER.check(n < 9 ? CONSTANT : right(n)).throwIfFailed();
        }

        @Property
        void kinks_in_6_of_11(@ForAll @IntRange(min = -5, max = 5) int n) {
            CHECKER.check(Subject.scalar("hinge", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, Math.max(0, n), 1));
        }

        @Property(tries = 20, seed = "5")
        void failing_for_another_cause(@ForAll @IntRange(min = 1, max = 100_000) int n) {
            CHECKER.check(right(n)).throwIfFailed();
            throw new IllegalStateException("broken");
        }
    }

    @EnableFootnotes
    static class WithFootnotes {
        @Property(seed = "5")
        void wrong_with_a_footnote(@ForAll @IntRange(min = 1, max = 100_000) int n, Footnotes footnotes) {
            CHECKER.check(doubled(n));
            footnotes.addFootnote("of " + n);
        }
    }

    static class Undecided {
        @Property
        void one_of_10(@ForAll @IntRange(min = 0, max = 9) int n) {
            CHECKER.check(root(n));
        }

        @Property
        void one_of_10_thrown(@ForAll @IntRange(min = 0, max = 9) int n) {
            CHECKER.check(root(n)).throwIfFailed();
        }

        @Property
        void two_of_10(@ForAll @IntRange(min = 0, max = 9) int n) {
            CHECKER.check(root(n / 2));
        }

        @Property
        void two_of_10_thrown(@ForAll @IntRange(min = 0, max = 9) int n) {
            CHECKER.check(root(n / 2)).throwIfFailed();
        }

        @Property
        void two_of_10_and_expected(@ForAll @IntRange(min = 0, max = 9) int n) {
            assertThat(CHECKER.check(root(n / 2)).verdict()).isIn(Verdict.PASS, Verdict.INCONCLUSIVE);
        }

        @Property
        void one_of_9(@ForAll @IntRange(min = 0, max = 8) int n) {
            CHECKER.check(root(n));
        }

        @Property
        void one_of_5_beside_5_by_assumption(@ForAll @IntRange(min = 0, max = 9) int n) {
            Assume.that(n < 5);
            CHECKER.check(root(n));
        }

        @Property
        void all_of_4(@ForAll @IntRange(min = 0, max = 3) int n) {
            CHECKER.check(root(0));
        }

        @Property
        void undecided_for_two_reasons(@ForAll @IntRange(min = 0, max = 9) int n) {
            CHECKER.check(n < 3 ? root(0) : Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0, 1));
        }

        @Property
        void the_only_one(@ForAll @IntRange(min = 0, max = 0) int n) {
            CHECKER.check(root(n));
        }

        @Property
        void wrong_beside_an_undecided_one(@ForAll @IntRange(min = 7, max = 9) int n) {
            CHECKER.check(doubled(n));
            CHECKER.check(root(0)).throwIfFailed();
        }
    }

    static class Examples {
        @Example
        void right_example() {
            CHECKER.check(right(1));
            CHECKER.seed(4).check(root(1));
        }

        @Example
        void example_of_nothing_to_see() {
            CHECKER.check(CONSTANT);
        }

        @Example
        void wrong_example() {
            CHECKER.check(doubled(7));
        }

        @Example
        void undecided_example() {
            CHECKER.check(root(0));
        }

        @Example
        void undecided_example_thrown() {
            CHECKER.check(root(0)).throwIfFailed();
        }
    }

    static class Around {
        @BeforeTry
        void before() {
            CHECKER.check(doubled(7));
        }

        @Property(tries = 5)
        void wrong_before_a_try(@ForAll int n) {
            CHECKER.check(right(1));
        }
    }

    static class AroundThrown {
        @AfterTry
        void after() {
            CHECKER.check(root(0)).throwIfFailed();
        }

        @Property(tries = 5)
        void undecided_after_a_try(@ForAll int n) {
            CHECKER.check(right(1));
        }
    }

    static class Outside {
        @AfterProperty
        void after() {
            CHECKER.check(doubled(7));
        }

        @Property(tries = 5)
        void wrong_after_the_property(@ForAll int n) {
            CHECKER.check(right(1));
        }
    }

    static class OutsideUndecided {
        @BeforeProperty
        void before() {
            CHECKER.check(root(0));
        }

        @Property(tries = 5)
        void undecided_before_the_property(@ForAll int n) {
            CHECKER.check(right(1));
        }
    }

    @TempDir
    private static Path directory;

    private static PropertyRuns runs;

    @BeforeAll
    static void run() {
        runs = PropertyRuns.run(
                directory,
                Judged.class,
                WithFootnotes.class,
                Undecided.class,
                Examples.class,
                Around.class,
                AroundThrown.class,
                Outside.class,
                OutsideUndecided.class);
    }

    @Test
    void right_and_expected_and_allowed_gradients_pass_and_no_others() {
        assertThat(runs.with(SUCCESSFUL))
                .containsExactlyInAnyOrder(
                        "right_gradients",
                        "wrong_and_expected",
                        "nothing_to_see_and_allowed",
                        "nothing_to_see_in_8_of_10",
                        "kinks_in_6_of_11",
                        "one_of_10",
                        "one_of_10_thrown",
                        "two_of_10_and_expected",
                        "right_example");
        assertThat(runs.with(ABORTED))
                .containsExactlyInAnyOrder(
                        "the_only_one",
                        "undecided_example",
                        "undecided_example_thrown",
                        "undecided_before_the_property");
    }

    @Test
    void a_wrong_gradient_falsifies_the_property_whoever_looks_and_is_shrunk() {
        assertThat(runs.message("wrong_and_nobody_looks")).isEqualTo(DOUBLED_TEXT);
        assertThat(runs.message("wrong_and_thrown")).isEqualTo(DOUBLED_TEXT);
        assertThat(runs.message("wrong_on_another_thread")).isEqualTo(DOUBLED_TEXT);
        assertThat(runs.published("wrong_and_nobody_looks", "wrong and nobody looks"))
                .singleElement()
                .satisfies(report -> assertThat(report)
                        .containsPattern("Shrunk Sample \\(\\d+ steps\\)\\R-+\\R  n: 7\\R")
                        .contains("seed = 5 "));
        assertThat(runs.message("wrong_example")).isEqualTo(DOUBLED_TEXT);
        assertThat(runs.message("wrong_beside_an_undecided_one")).isEqualTo(DOUBLED_TEXT);
    }

    /** All frames of the container on the stack of what a property ended with. */
    private static List<String> frames(String property) {
        return Arrays.stream(runs.thrown(property).getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(GradientHookTest.class.getName() + "$"))
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    @Test
    void a_failure_has_the_stack_of_its_check() {
        for (String property : List.of(
                "wrong_and_nobody_looks",
                "wrong_and_thrown",
                "nothing_to_see",
                "nothing_to_see_and_thrown",
                "two_of_10",
                "two_of_10_thrown",
                "the_only_one",
                "undecided_example",
                "undecided_example_thrown")) {
            assertThat(frames(property)).as(property).containsExactly(property);
        }
        assertThat(frames("wrong_on_another_thread"))
                .singleElement()
                .satisfies(method -> assertThat(method).startsWith("lambda$wrong_on_another_thread$"));
        assertThat(frames("undecided_for_two_reasons")).containsExactly("undecided_for_two_reasons");
        assertThat(frames("wrong_before_a_try")).containsExactly("before");
        assertThat(frames("wrong_after_the_property")).containsExactly("after");
        assertThat(frames("wrong_on_a_thread_without_its_code")).containsExactly("wrong_on_a_thread_without_its_code");
        assertThat(frames("failing_for_another_cause")).containsExactly("failing_for_another_cause");
        assertThat(runs.thrown("wrong_and_nobody_looks").getStackTrace()[0].getClassName())
                .isEqualTo(GradientChecker.class.getName());
    }

    @Test
    void footnotes_stay() {
        assertThat(runs.message("wrong_with_a_footnote")).isEqualTo(DOUBLED_TEXT);
        assertThat(runs.published("wrong_with_a_footnote", "wrong with a footnote"))
                .singleElement()
                .satisfies(report -> assertThat(report).contains("#1 of 7"));
    }

    @Test
    void nothing_to_see_in_more_than_five_sixths_of_the_tries_fails_the_property_and_in_an_example_the_example() {
        String vacuous = """
                one: INCONCLUSIVE, nothing could be seen of any variable: check at another point, or say allowVacuous() if that is intended   \
                seed 1   (repeat: GradientChecker.standard().seed(1))
                  variable  entries  verdict  detection limit  relative  evaluations
                  x         1        PASS     5.8e-13          -         8            vacuous: nothing could have been seen; check at another point""";
        String text = """
                nothing could be seen of the gradients in %s tries; wanted five sixths at most
                  what to do: draw values at which the gradients are not all zero, or say allowVacuous() of the checker
                the first of these:
                """ + vacuous.indent(2).stripTrailing();
        assertThat(runs.message("nothing_to_see")).isEqualTo(text.replace("%s", "20 of 20"));
        assertThat(runs.message("nothing_to_see_and_thrown")).isEqualTo(text.replace("%s", "20 of 20"));
        assertThat(runs.message("nothing_to_see_in_9_of_10_and_thrown")).isEqualTo(text.replace("%s", "9 of 10"));
        assertThat(runs.message("example_of_nothing_to_see")).isEqualTo(vacuous);
    }

    @Test
    void more_than_a_tenth_of_the_tries_discarded_fails_the_property() {
        String text = """
                nothing can be said of the gradients in 2 of 10 tries; wanted a tenth at most
                  commonest reason, in 2 of them: the entry is not finite, at an edge of the domain, where the slope has no \
                bound or near overflow; it cannot be compared: check at another point, or leave it out: excluding("x")
                  what to do: keep such values out by the arbitrary or by Assume.that(...), leave the variable out by \
                excluding(...), or assert that the verdict is INCONCLUSIVE
                the first of these:
                """ + UNDECIDED_TEXT.indent(2).stripTrailing();
        assertThat(runs.message("two_of_10")).isEqualTo(text);
        assertThat(runs.message("two_of_10_thrown")).isEqualTo(text);
        assertThat(runs.message("one_of_9")).startsWith("nothing can be said of the gradients in 1 of 9 tries; ");
        assertThat(runs.message("all_of_4")).startsWith("nothing can be said of the gradients in 4 of 4 tries; ");
        assertThat(runs.message("one_of_5_beside_5_by_assumption"))
                .startsWith("nothing can be said of the gradients in 1 of 5 tries; ");
    }

    @Test
    void the_commonest_reason_is_named_not_the_first() {
        assertThat(runs.message("undecided_for_two_reasons"))
                .startsWith("nothing can be said of the gradients in 10 of 10 tries; wanted a tenth at most\n"
                        + "  commonest reason, in 7 of them: # of # entries are not finite, ")
                .contains("\n    x         2        INCONCLUSIVE  ");
    }

    @Test
    void a_property_of_a_single_undecided_try_is_aborted_with_the_reason() {
        assertThat(runs.message("the_only_one")).isEqualTo(UNDECIDED_TEXT);
        assertThat(runs.message("undecided_example")).isEqualTo(UNDECIDED_TEXT);
        assertThat(runs.message("undecided_example_thrown")).isEqualTo(UNDECIDED_TEXT);
    }

    @Test
    void the_first_kink_is_published_and_the_others_are_counted() {
        assertThat(runs.published("kinks_in_6_of_11", "gradcheck"))
                .containsExactly("hinge: every gradient is right; at kinks, around the point   "
                        + "seed 1   (repeat: GradientChecker.standard().seed(1)), and 5 more in this property");
        assertThat(runs.published("right_gradients", "gradcheck")).isEmpty();
    }

    @Test
    void a_failure_of_another_kind_is_left_as_it_is() {
        assertThat(runs.thrown("failing_for_another_cause"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("broken")
                .hasNoSuppressedExceptions();
    }

    @Test
    void checks_of_lifecycle_methods_count_for_their_try_or_property() {
        assertThat(runs.message("wrong_before_a_try")).isEqualTo(DOUBLED_TEXT);
        assertThat(runs.message("undecided_after_a_try"))
                .startsWith("nothing can be said of the gradients in 5 of 5 tries; ");
        assertThat(runs.message("wrong_after_the_property")).isEqualTo(DOUBLED_TEXT);
        assertThat(runs.message("undecided_before_the_property")).isEqualTo(UNDECIDED_TEXT);
    }

    @Test
    void tries_are_recorded_with_the_seed_of_the_property() {
        TestResult right = runs.recorded().get("right_gradients");

        assertThat(right.engine()).isEqualTo("jqwik");
        assertThat(right.status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(right.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.tries()).isEqualTo(20);
            assertThat(subject.shrinkingTries()).isZero();
            assertThat(subject.verdicts()).containsExactly(Map.entry(Verdict.PASS, 20L));
            assertThat(subject.seed()).isEqualTo(5);
        });
        assertThat(runs.recorded().get("two_of_10").subjects())
                .singleElement()
                .satisfies(subject -> assertThat(subject.verdicts())
                        .containsExactly(Map.entry(Verdict.PASS, 8L), Map.entry(Verdict.INCONCLUSIVE, 2L)));
    }

    @Test
    void of_a_failure_the_smallest_sample_is_recorded_and_its_steps_are_no_tries() {
        TestResult wrong = runs.recorded().get("wrong_and_nobody_looks");

        assertThat(wrong.status()).isEqualTo(Status.FAILED);
        assertThat(wrong.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.verdicts()).containsEntry(Verdict.FAIL, 1L);
            assertThat(subject.tries())
                    .isEqualTo(subject.verdicts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            assertThat(subject.shrinkingTries()).isBetween(1L, 100L);
            assertThat(subject.seed()).isEqualTo(5);
            assertThat(subject.shown().text()).isEqualTo(DOUBLED_TEXT);
        });
    }

    @Test
    void an_example_keeps_its_subjects_apart_and_the_seed_of_each_check() {
        assertThat(runs.recorded().get("right_example").subjects())
                .satisfiesExactly(
                        first -> {
                            assertThat(first.subject()).isEqualTo("sin");
                            assertThat(first.seed()).isEqualTo(1);
                        },
                        second -> {
                            assertThat(second.subject()).isEqualTo("sqrt");
                            assertThat(second.seed()).isEqualTo(4);
                        });
        assertThat(runs.recorded().get("undecided_example").status()).isEqualTo(Status.ABORTED);
    }
}
