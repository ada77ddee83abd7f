package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

class ThrowingSubjectTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private static final class NotPositive extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPositive(double x) {
            super(x + " is not positive");
        }
    }

    static Stream<DoubleFunction<Throwable>> outsides() {
        return Stream.of(
                NotPositive::new,
                x -> new IndexOutOfBoundsException("no row for " + x),
                x -> new AssertionError("negative: " + x),
                x -> new StackOverflowError());
    }

    /** The square root of positive numbers, near the edge of its domain. */
    private static Subject root(DoubleFunction<Throwable> outside, double factor) {
        return Subject.scalar(
                "root", x -> Math.sqrt(positive(x, outside)), x -> factor / Math.sqrt(positive(x, outside)), 1e-3, 0.7);
    }

    private static double positive(double x, DoubleFunction<Throwable> outside) {
        if (x < 0) {
            ThrowingSubjectTest.<RuntimeException>raise(outside.apply(x));
        }
        return x;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("outsides")
    void what_is_thrown_beside_the_point_is_outside_the_domain(DoubleFunction<Throwable> outside) {
        assertThat(CHECKER.check(root(outside, 0.5)).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("outsides")
    void a_wrong_gradient_is_seen_whatever_is_thrown_outside_the_domain(DoubleFunction<Throwable> outside) {
        assertThat(CHECKER.check(root(outside, 0.6)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @MethodSource("outsides")
    void what_is_thrown_at_the_point_is_told_with_the_subject_and_its_cause(DoubleFunction<Throwable> outside) {
        Throwable thrown = outside.apply(0);
        Subject never = Subject.scalar(
                "never",
                x -> {
                    ThrowingSubjectTest.<RuntimeException>raise(thrown);
                    return x;
                },
                x -> 1,
                0.5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(never))
                .withMessageStartingWith("subject never: found that it throws " + thrown)
                .withCause(thrown);
    }

    @Test
    void a_gradient_that_throws_an_error_at_the_point_breaks_a_law() {
        Subject unfinished = Subject.scalar(
                "unfinished",
                x -> x,
                x -> {
                    throw new AssertionError("to do");
                },
                0.5);

        GradientReport report = CHECKER.check(unfinished);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.text(Law.THROWS_TOGETHER)).contains("java.lang.AssertionError: to do");
    }

    static Stream<RuntimeException> ends() {
        return Stream.of(
                new CancellationException("stop"),
                new IllegalStateException("stopped", new InterruptedException()),
                new TestAbortedException("assumption"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void who_wants_the_work_to_end_ends_the_check(RuntimeException end) {
        Subject stopped = Subject.scalar(
                "stopped",
                x -> {
                    if (x != 0.5) {
                        throw end;
                    }
                    return x;
                },
                x -> 1,
                0.5);

        assertThatThrownBy(() -> CHECKER.check(stopped)).isSameAs(end);
    }

    @Test
    void a_machine_in_trouble_ends_the_check() {
        OutOfMemoryError full = new OutOfMemoryError("none left");
        Subject large = Subject.scalar(
                "large",
                x -> {
                    if (x != 0.5) {
                        throw full;
                    }
                    return x;
                },
                x -> 1,
                0.5);

        assertThatThrownBy(() -> CHECKER.check(large)).isSameAs(full);
    }

    @Test
    void a_shape_that_changes_far_away_breaks_a_law() {
        Subject growing = VectorFunctions.vjp(
                "growing",
                x -> x[0] > 2.02 ? new double[] {x[0], 1} : new double[] {x[0]},
                (x, u) -> new double[] {u[0]},
                2);

        GradientReport report = CHECKER.check(growing);

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.text(Law.SHAPES)).contains("BROKEN");
        assertThat(CHECKER.without(Law.SHAPES).check(growing).laws())
                .extracting(LawFinding::law)
                .doesNotContain(Law.SHAPES);
    }

    @Test
    void a_missing_result_is_told_with_the_subject_and_what_was_wanted() {
        Map<String, Tensor> point = Map.of("w", Tensor.vector(1, 2));
        Map<String, Tensor> nothing = new HashMap<>();
        nothing.put("w", null);

        assertRefused(Subject.of("s", point, x -> null, (x, u) -> x), "subject s: evaluate returned null, wanted");
        assertRefused(
                Subject.of("s", point, x -> Tensor.scalar(1), (x, u) -> null),
                "subject s: gradient returned null, wanted");
        assertRefused(
                Subject.of("s", point, x -> Tensor.scalar(1), (x, u) -> nothing),
                "subject s: gradient returned null, wanted a tensor for variable w");
        assertRefused(
                VectorFunctions.vjp("s", x -> x, (x, u) -> null, 1, 2), "subject s: the vjp returned null, wanted one");
        assertRefused(
                VectorFunctions.jacobian("s", x -> x, x -> new double[2][], 1, 2), "Jacobian of s: found 2 rows of 0");
        assertRefused(
                VectorFunctions.jvp("s", x -> x, (x, v) -> null, 1, 2), "subject s: the jvp returned null, wanted 2");
    }

    private static void assertRefused(Subject subject, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(subject))
                .withMessageStartingWith(message);
    }

    @Test
    void a_failing_listener_loses_neither_the_report_nor_the_other_listeners() {
        AtomicInteger told = new AtomicInteger();

        GradientReport report = CHECKER.heardBy(check -> {
                    throw new IllegalStateException("disk full");
                })
                .heardBy(check -> told.incrementAndGet())
                .check(root(NotPositive::new, 0.6));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(told).hasValue(1);
        assertThat(report.toString()).contains("  a listener failed: java.lang.IllegalStateException: disk full");
    }

    @Test
    void failing_suspects_lose_neither_the_report_nor_the_other_mutants() {
        Subject asked = new SuspectsThatThrow(Subject.scalar("square", x -> x * x, x -> 2 * x, 0.3, 0.7));

        GradientReport report = CHECKER.check(asked);

        assertThat(report.mutantScore()).isEqualTo(1);
        assertThat(report.toString())
                .contains("  asking the subject for suspects failed: java.lang.IllegalStateException: none known");
    }

    @Test
    void a_failing_diagnosis_loses_no_failure() {
        Subject asked = new SuspectsThatThrow(Subject.scalar("square", x -> x * x, x -> 3 * x, 0.3, 0.7));

        GradientReport report = CHECKER.check(asked);

        assertThat(report.finding("x").wrongEntries()).hasSize(2);
        assertThat(report.toString())
                .contains("  the diagnosis of x failed: java.lang.IllegalStateException: none known");
    }

    @Test
    void a_report_of_which_nothing_failed_tells_of_no_failure() {
        GradientReport report = CHECKER.heardBy(CompletedCheck::profiles).check(root(NotPositive::new, 0.6));

        assertThat(report.mutants()).isEmpty();
        assertThat(report.toString()).doesNotContain(" failed: ");
    }

    private static final class SuspectsThatThrow extends ForwardingSubject {

        SuspectsThatThrow(Subject subject) {
            super(subject);
        }

        @Override
        public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
            throw new IllegalStateException("none known");
        }
    }
}
