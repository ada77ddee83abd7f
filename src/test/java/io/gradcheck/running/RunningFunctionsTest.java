package io.gradcheck.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class RunningFunctionsTest {

    private static double value(double... x) {
        return Math.sin(x[0]) * Math.exp(x[1]);
    }

    private static double[] right(double... x) {
        return new double[] {Math.cos(x[0]) * Math.exp(x[1]), Math.sin(x[0]) * Math.exp(x[1])};
    }

    private static double[] wrong(double... x) {
        return new double[] {-Math.cos(x[0]) * Math.exp(x[1]), Math.sin(x[0]) * Math.exp(x[1])};
    }

    private static void call(UnaryOperator<double[]> gradient, double... x) {
        double[] unused = gradient.apply(x);
    }

    /** Checks without a limit of time. */
    private static RunningChecks every(int points) {
        AtomicLong clock = new AtomicLong();
        return RunningChecks.every(points).share(1).clock(() -> clock.addAndGet(1_000_000));
    }

    private static void walk(UnaryOperator<double[]> gradient, int from, int to) {
        for (int k = from; k < to; k++) {
            call(gradient, 0.3 + 0.01 * k, -0.2);
        }
    }

    @Test
    void hands_on_the_very_argument_and_the_very_result() {
        double[] result = {1, 2};
        List<double[]> arguments = new ArrayList<>();
        UnaryOperator<double[]> wrapped = every(2).gradient("loss", x -> x[0] + 2 * x[1], x -> {
            arguments.add(x);
            return result;
        });
        double[] first = {3, 4};
        double[] second = {5, 6};

        assertThat(wrapped.apply(first)).isSameAs(result);
        assertThat(wrapped.apply(second)).isSameAs(result);

        assertThat(arguments.get(0)).isSameAs(first);
        assertThat(arguments.get(arguments.size() - 1)).isSameAs(second);
        assertThat(arguments).hasSizeGreaterThan(3);
        assertThat(arguments.subList(1, arguments.size() - 1)).allMatch(x -> x != second);
        assertThat(second).containsExactly(5, 6);
    }

    @Test
    void a_right_gradient_passes_and_a_wrong_one_is_found_by_default() {
        RunningChecks right = RunningChecks.every(10);
        RunningChecks wrong = RunningChecks.every(10);

        walk(right.gradient("loss", RunningFunctionsTest::value, RunningFunctionsTest::right), 0, 20);
        walk(wrong.gradient("loss", RunningFunctionsTest::value, RunningFunctionsTest::wrong), 0, 20);

        right.report().throwIfFailed();
        assertThat(right.report().findings()).isEmpty();
        assertThatThrownBy(() -> wrong.report().throwIfFailed())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("loss: gradient of x is WRONG");
    }

    @Test
    void says_once_what_was_wrong_where_it_was_first_seen_and_how_to_repeat_it() {
        RunningChecks checks = every(10);
        walk(checks.gradient("loss", RunningFunctionsTest::value, RunningFunctionsTest::wrong), 0, 35);

        RunningReport report = checks.report();

        double[] tenth = {0.3 + 0.01 * 9, -0.2};
        String text = GradientChecker.standard()
                .seed(10)
                .check(Subject.objective("loss", RunningFunctionsTest::value, RunningFunctionsTest::wrong, tenth))
                .toString();
        assertThat(report)
                .hasToString("loss: gradient of x is WRONG, in 3 checks\n  first at point 10, call 10:\n"
                        + text.indent(4)
                        + "  repeat:\n"
                        + "    GradientChecker.standard().seed(10).check(Subject.objective(\"loss\", value, gradient, "
                        + tenth[0]
                        + ", -0.2)).throwIfFailed();\n"
                        + "loss: 35 calls, 35 new points, 3 checks, 0 skipped for lack of time: PASS 0, KINK 0, INCONCLUSIVE 0, "
                        + "FAIL 3\n"
                        + "checks took 42.9% of 0.007 s, allowed 100.0%\n"
                        + "FAILED: loss: "
                        + report.findings().get(0).signature());
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.count()).isEqualTo(3);
            assertThat(finding.first()).isEqualTo(10);
            assertThat(finding.point().get("x").values()).containsExactly(tenth);
        });
    }

    @Test
    void says_what_was_checked_where_nothing_is_wrong() {
        RunningChecks checks = every(10);
        walk(checks.gradient("loss", RunningFunctionsTest::value, RunningFunctionsTest::right), 0, 35);

        assertThat(checks.report())
                .hasToString("loss: 35 calls, 35 new points, 3 checks, 0 skipped for lack of time: "
                        + "PASS 3, KINK 0, INCONCLUSIVE 0, FAIL 0\n"
                        + "checks took 42.9% of 0.007 s, allowed 100.0%\n"
                        + "Nothing was found.");
    }

    @Test
    void a_point_that_comes_back_is_not_new() {
        RunningChecks checks = every(2);
        UnaryOperator<double[]> wrapped =
                checks.gradient("loss", RunningFunctionsTest::value, RunningFunctionsTest::right);

        for (int k = 0; k < 3; k++) {
            walk(wrapped, 0, 3);
        }

        RunningReport report = checks.report();
        assertThat(report.calls()).isEqualTo(9);
        assertThat(report.points()).isEqualTo(3);
        assertThat(report.checks()).isEqualTo(1);
    }

    @Test
    void a_point_is_new_again_after_64_others() {
        RunningChecks checks = every(1000);
        UnaryOperator<double[]> wrapped =
                checks.gradient("loss", RunningFunctionsTest::value, RunningFunctionsTest::right);

        walk(wrapped, 0, 65);
        walk(wrapped, 0, 1);

        assertThat(checks.report().points()).isEqualTo(66);
    }

    @Test
    void mistakes_in_two_functions_are_two_findings_and_the_right_one_is_none() {
        RunningChecks checks = every(1);
        walk(checks.gradient("one", RunningFunctionsTest::value, RunningFunctionsTest::wrong), 0, 3);
        walk(checks.gradient("two", RunningFunctionsTest::value, RunningFunctionsTest::right), 0, 3);
        walk(checks.gradient("three", RunningFunctionsTest::value, x -> new double[] {0, 0}), 0, 3);

        assertThat(checks.report().findings())
                .extracting(RunningFinding::subject, RunningFinding::count)
                .containsExactly(tuple("one", 3L), tuple("three", 3L));
    }

    @Test
    void a_mistake_that_looks_otherwise_elsewhere_is_one() {
        RunningChecks checks = every(1);
        // wrong by its sign at first, then by a factor
        UnaryOperator<double[]> wrapped = checks.gradient(
                "loss", x -> x[0] * x[0] * x[0], x -> new double[] {x[0] < 2.5 ? -3 * x[0] * x[0] : 6 * x[0] * x[0]});
        for (double x = 1; x < 5; x++) {
            call(wrapped, x);
        }

        assertThat(checks.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.count()).isEqualTo(4);
            assertThat(finding.lookedLike().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(2);
            assertThat(finding.lookedLike()).containsOnlyKeys("constant factor 2 or the like");
            assertThat(finding.toString()).contains("\n  seen too: constant factor 2 or the like in 2\n");
        });
    }

    @Test
    void checks_stay_within_their_share_up_to_the_last_one() {
        AtomicLong clock = new AtomicLong();
        RunningChecks checks = RunningChecks.every(1).clock(clock::get);
        UnaryOperator<double[]> wrapped = checks.gradient(
                "loss",
                x -> {
                    clock.addAndGet(1_000_000);
                    return value(x);
                },
                x -> {
                    clock.addAndGet(1_000_000);
                    return right(x);
                });

        long longest = 0;
        for (int k = 0; k < 5_000; k++) {
            long before = clock.get();
            walk(wrapped, k, k + 1);
            longest = Math.max(longest, clock.get() - before - 1_000_000);
        }

        RunningReport report = checks.report();
        assertThat(report.timeShare()).isLessThanOrEqualTo(0.05 + (double) longest / clock.get());
        assertThat(report.timeShare()).isGreaterThan(0.04);
        assertThat(report.checks()).isGreaterThan(5);
        assertThat(report.skipped()).isEqualTo(5_000 - report.checks());
        report.throwIfFailed();
    }

    @Test
    void the_first_check_of_each_name_is_made_whatever_it_takes_and_the_report_says_so() {
        AtomicLong clock = new AtomicLong();
        RunningChecks checks = RunningChecks.every(1).share(0).clock(() -> clock.addAndGet(1_000_000));

        walk(checks.gradient("one", RunningFunctionsTest::value, RunningFunctionsTest::right), 0, 5);
        walk(checks.gradient("two", RunningFunctionsTest::value, RunningFunctionsTest::right), 0, 5);

        RunningReport report = checks.report();
        assertThat(report.counts())
                .extracting(RunningReport.Counts::checks, RunningReport.Counts::skipped)
                .containsOnly(tuple(1L, 4L));
        assertThat(report.toString())
                .contains(
                        "checks took 15.4% of 0.013 s, allowed 0.0%; more, as the first check of each name always runs, "
                                + "and the longest took 0.001 s");
        assertThat(report.failed()).isFalse();
    }

    @Test
    void a_check_that_had_no_time_is_made_at_the_next_new_point_that_has() {
        AtomicLong clock = new AtomicLong();
        RunningChecks checks = RunningChecks.every(10).share(0.5).clock(clock::get);
        UnaryOperator<double[]> wrapped = checks.gradient(
                "loss",
                x -> {
                    clock.addAndGet(10);
                    return value(x);
                },
                RunningFunctionsTest::right);

        walk(wrapped, 0, 10); // checked, whatever it takes
        long spent = clock.get();
        walk(wrapped, 10, 22); // due at the 20th, when all the time was spent in checks
        assertThat(checks.report().checks()).isEqualTo(1);
        assertThat(checks.report().skipped()).isEqualTo(1);
        clock.addAndGet(2 * spent);
        walk(wrapped, 22, 23);

        assertThat(checks.report().checks()).isEqualTo(2);
        assertThat(checks.report().skipped()).isZero();
    }

    @Test
    void what_a_check_throws_is_a_finding_and_never_reaches_the_program() {
        RunningChecks checks = every(2);
        ToDoubleFunction<double[]> value = x -> {
            throw new IllegalStateException("no value today");
        };

        walk(checks.gradient("loss", value, RunningFunctionsTest::right), 0, 6);

        assertThat(checks.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.signature())
                    .startsWith("throws IllegalStateException at io.gradcheck.running.RunningFunctionsTest.");
            assertThat(finding.count()).isEqualTo(3);
            assertThat(finding.text()).startsWith("java.lang.IllegalStateException: no value today\n  at ");
        });
        assertThat(checks.report().failed()).isTrue();
    }

    @Test
    void errors_in_a_check_do_not_reach_the_program_either() {
        RunningChecks checks = every(1);

        walk(
                checks.gradient(
                        "loss",
                        x -> {
                            throw new StackOverflowError();
                        },
                        RunningFunctionsTest::right),
                0,
                1);

        assertThat(checks.report().findings())
                .extracting(RunningFinding::signature)
                .singleElement()
                .asString()
                .startsWith("throws StackOverflowError");
    }

    @Test
    void a_point_at_which_the_call_itself_throws_is_no_finding() {
        RunningChecks checks = every(1);
        IllegalArgumentException outside = new IllegalArgumentException("outside the domain");
        UnaryOperator<double[]> wrapped = checks.gradient(
                "loss",
                x -> {
                    if (x[0] < 0) {
                        throw outside;
                    }
                    return x[0] * x[0];
                },
                x -> {
                    if (x[0] < 0) {
                        throw outside;
                    }
                    return new double[] {2 * x[0]};
                });

        assertThat(catchThrowable(() -> wrapped.apply(new double[] {-1}))).isSameAs(outside);
        assertThat(checks.report().failures())
                .containsExactly("loss: nothing could be said in any of 1 checks: the call itself threw in 1");

        assertThat(wrapped.apply(new double[] {2})).containsExactly(4);
        assertThat(checks.report().failures()).isEmpty();
    }

    @Test
    void a_gradient_that_uses_what_the_value_has_left_finds_it() {
        RunningChecks checks = every(1).checker(GradientChecker.standard());
        double[] kept = new double[1];
        ToDoubleFunction<double[]> value = x -> {
            kept[0] = x[0];
            return x[0] * x[0];
        };
        UnaryOperator<double[]> wrapped = checks.gradient("loss", value, x -> new double[] {2 * kept[0]});

        for (double x = 1; x < 5; x++) {
            assertThat(value.applyAsDouble(new double[] {x})).isEqualTo(x * x);
            assertThat(wrapped.apply(new double[] {x})).containsExactly(2 * x);
        }

        assertThat(checks.report().checks()).isEqualTo(4);
    }

    @Test
    void what_a_check_calls_is_neither_counted_nor_checked() {
        RunningChecks checks = every(1);
        UnaryOperator<double[]> inner =
                checks.gradient("inner", RunningFunctionsTest::value, RunningFunctionsTest::right);
        UnaryOperator<double[]> outer =
                checks.gradient("outer", RunningFunctionsTest::value, x -> inner.apply(x.clone()));

        walk(outer, 0, 5);

        assertThat(checks.report().counts())
                .extracting(RunningReport.Counts::calls, RunningReport.Counts::checks)
                .containsOnly(tuple(5L, 5L));
    }

    @Test
    void several_threads_may_call() throws Exception {
        RunningChecks checks = every(3);
        UnaryOperator<double[]> right =
                checks.gradient("right", RunningFunctionsTest::value, RunningFunctionsTest::right);
        UnaryOperator<double[]> wrong =
                checks.gradient("wrong", RunningFunctionsTest::value, RunningFunctionsTest::wrong);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = 1_000 * t;
            all.add(threads.submit(() -> {
                for (int k = from; k < from + 100; k++) {
                    double[] x = {0.001 * k, 0.5};
                    assertThat(right.apply(x)).containsExactly(right(x));
                    assertThat(wrong.apply(x)).containsExactly(wrong(x));
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        RunningReport report = checks.report();
        assertThat(report.counts())
                .extracting(RunningReport.Counts::calls, RunningReport.Counts::points)
                .containsOnly(tuple(400L, 400L));
        assertThat(report.findings()).extracting(RunningFinding::subject).containsExactly("wrong");
        assertThat(report.counts()).allSatisfy(counts -> {
            assertThat(counts.checks()).isPositive();
            assertThat(counts.verdicts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(counts.checks());
        });
    }

    private record Evaluation(double value, double[] gradient) {}

    @Test
    void value_and_gradient_may_come_together() {
        RunningChecks checks = every(1);
        Function<double[], Evaluation> right = checks.valueAndGradient(
                "right", x -> new Evaluation(value(x), right(x)), Evaluation::value, Evaluation::gradient);
        Function<double[], Evaluation> wrong = checks.valueAndGradient(
                "wrong", x -> new Evaluation(value(x), wrong(x)), Evaluation::value, Evaluation::gradient);

        assertThat(right.apply(new double[] {0.3, 0.1}).gradient()).containsExactly(right(new double[] {0.3, 0.1}));
        assertThat(wrong.apply(new double[] {0.3, 0.1}).value()).isEqualTo(value(0.3, 0.1));

        assertThat(checks.report().findings())
                .extracting(RunningFinding::subject)
                .containsExactly("wrong");
    }

    @Test
    void a_gradient_may_be_stored_in_an_array_of_the_caller() {
        RunningChecks checks = every(1);
        ToDoubleBiFunction<double[], double[]> right = checks.storedGradient("right", (x, g) -> {
            if (g != null) {
                System.arraycopy(right(x), 0, g, 0, 2);
            }
            return value(x);
        });
        ToDoubleBiFunction<double[], double[]> wrong = checks.storedGradient("wrong", (x, g) -> {
            System.arraycopy(wrong(x), 0, g, 0, 2);
            return value(x);
        });
        double[] x = {0.3, 0.1};
        double[] g = new double[2];

        assertThat(right.applyAsDouble(x, g)).isEqualTo(value(x));
        assertThat(g).containsExactly(right(x));
        assertThat(right.applyAsDouble(new double[] {1, 1}, null)).isEqualTo(value(new double[] {1, 1}));
        assertThat(wrong.applyAsDouble(x, g)).isEqualTo(value(x));

        assertThat(checks.report().calls()).isEqualTo(2);
        assertThat(checks.report().findings())
                .extracting(RunningFinding::subject)
                .containsExactly("wrong");
    }

    @Test
    void a_jacobian_is_checked_too() {
        RunningChecks checks = every(1);
        UnaryOperator<double[]> polar = x -> new double[] {x[0] * Math.cos(x[1]), x[0] * Math.sin(x[1])};
        Function<double[], double[][]> jacobian =
                x -> new double[][] {{Math.cos(x[1]), -x[0] * Math.sin(x[1])}, {Math.sin(x[1]), x[0] * Math.cos(x[1])}};
        Function<double[], double[][]> transposed =
                x -> new double[][] {{Math.cos(x[1]), Math.sin(x[1])}, {-x[0] * Math.sin(x[1]), x[0] * Math.cos(x[1])}};

        assertThat(checks.jacobian("right", polar, jacobian).apply(new double[] {2, 0.3}))
                .isDeepEqualTo(jacobian.apply(new double[] {2, 0.3}));
        assertThat(checks.jacobian("wrong", polar, transposed).apply(new double[] {2, 0.3}))
                .isDeepEqualTo(transposed.apply(new double[] {2, 0.3}));

        assertThat(checks.report().findings())
                .extracting(RunningFinding::subject)
                .containsExactly("wrong");
    }

    @Test
    void a_checker_and_declarations_of_the_user_are_kept_to() {
        GradientChecker checker = GradientChecker.standard().strictAtKinks();
        RunningChecks checks = every(1).checker(checker).subjects(subject -> subject.maximised());

        walk(
                checks.gradient("loss", RunningFunctionsTest::value, x -> new double[] {-right(x)[0], -right(x)[1]}),
                0,
                1);
        walk(checks.gradient("other", RunningFunctionsTest::value, RunningFunctionsTest::right), 0, 1);

        assertThat(checks.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("other");
            assertThat(finding.code())
                    .isEqualTo("// the subject is then declared by subjects(...)\n"
                            + checker.seed(1).code()
                            + ".check(Subject.objective(\"other\", value, gradient, 0.3, -0.2)).throwIfFailed();");
        });
        assertThat(checks.report().counts().get(0).verdicts()).isEqualTo(Map.of(Verdict.PASS, 1L));
    }
}
