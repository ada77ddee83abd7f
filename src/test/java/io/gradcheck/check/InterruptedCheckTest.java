package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An exhaustive check that is interrupted ends with what it has. */
class InterruptedCheckTest {

    private static final GradientChecker CHECKER = GradientChecker.standard().exhaustive();
    private static final int NEVER = Integer.MAX_VALUE;

    private final Thread caller = Thread.currentThread();
    private final AtomicInteger evaluations = new AtomicInteger();

    @AfterEach
    void no_mark_is_left_for_the_next_test() {
        Thread.interrupted();
    }

    /** {@code sum sin(x_i)} over two vectors of 100 entries; interrupts the caller when it has been evaluated so often. */
    private Subject sines(int interruptedAfter, double errorInB) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("a", Tensor.zeros(100));
        point.put("b", Tensor.zeros(100));
        point.forEach((name, x) -> {
            for (int i = 0; i < 100; i++) {
                x.values()[i] = Math.cos(i + name.charAt(0));
            }
        });
        return Subject.of(
                "sines",
                point,
                at -> {
                    if (evaluations.incrementAndGet() == interruptedAfter) {
                        caller.interrupt();
                    }
                    double sum = 0;
                    for (int i = 0; i < 100; i++) {
                        sum += Math.sin(at.get("a").get(i))
                                + Math.sin(at.get("b").get(i));
                    }
                    return Tensor.scalar(sum);
                },
                (at, u) -> {
                    Map<String, Tensor> gradient = new LinkedHashMap<>();
                    at.forEach((name, x) -> {
                        Tensor g = x.copy();
                        for (int i = 0; i < 100; i++) {
                            g.values()[i] = u.get() * Math.cos(x.get(i));
                        }
                        gradient.put(name, g);
                    });
                    gradient.get("b").values()[3] += u.get() * errorInB;
                    return gradient;
                });
    }

    @Test
    void entries_that_were_not_reached_are_undecided_and_the_report_says_so() {
        GradientReport report = CHECKER.check(sines(500, 0));

        int reached = (int) report.entries().checked();
        assertThat(reached).isBetween(20, 80);
        assertThat(report.entries()).isEqualTo(new EntryCounts(200, reached, 0, 200 - reached));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.finding("a").reason())
                .isEqualTo("interrupted after " + reached
                        + " of 100 entries: let it run to its end, or check without exhaustive()");
        assertThat(report.finding("a").detectionLimit()).isInfinite();
        assertThat(report.finding("a").analytic()).isFinite();
        assertThat(report.finding("b").reason())
                .isEqualTo("interrupted after 0 of 100 entries: let it run to its end, or check without exhaustive()");
        assertThat(report.finding("b").analytic()).isNaN();
        assertThat(report.finding("b").vacuous()).isFalse();
        assertThat(report.toString())
                .startsWith("sines: INCONCLUSIVE, judged: 0 of 2 variables (2 undecided)   seed 1")
                .endsWith("\n  checked %d of 200 entries: %d undecided".formatted(reached, 200 - reached));
    }

    @Test
    void the_thread_stays_marked_as_interrupted() {
        CHECKER.check(sines(500, 0));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_thread_that_was_interrupted_before_reaches_no_entry() {
        caller.interrupt();

        GradientReport report = CHECKER.check(sines(NEVER, 0));

        assertThat(report.entries()).isEqualTo(new EntryCounts(200, 0, 0, 200));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_check_that_is_not_interrupted_leaves_no_mark() {
        assertThat(CHECKER.check(sines(NEVER, 0)).entries()).isEqualTo(new EntryCounts(200, 200, 0, 0));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_wrong_entry_that_was_reached_is_a_failure_and_their_number_is_a_lower_limit() {
        GradientReport report = CHECKER.check(sines(1300, 0.1));

        Finding finding = report.finding("b");
        int open = (int) finding.counts().undecided();
        assertThat(open).isBetween(1, 90);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.reason())
                .isEqualTo("interrupted after " + (100 - open)
                        + " of 100 entries: let it run to its end, or check without exhaustive()");
        assertThat(finding.wrongEntries()).extracting(WrongEntry::indexText).containsExactly("[3]");
        assertThat(finding.wrong().countKind()).isEqualTo(CountKind.AT_LEAST);
        assertThat(report.toString())
                .contains("\n  at least 1 of 100 entries differ\n")
                .endsWith("\n  checked %d of 200 entries: %d undecided".formatted(200 - open, open));
    }

    @Test
    void several_threads_stop_all() {
        GradientReport report = CHECKER.check(() -> sines(1000, 0));

        assertThat(report.entries().undecided()).isBetween(50L, 180L);
        assertThat(report.entries().checked() + report.entries().undecided()).isEqualTo(200);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_failure_that_needs_a_second_look_is_undecided_without_it() {
        // The kink in y asks for a second look at x, where the chain rule gives 0 in place of 1.
        Subject identity = GivenSubject.ofTwo(
                0,
                0,
                (x, y) -> Math.max(0, x) - Math.max(0, -x) + Math.max(0, y),
                (x, y) -> (x > 0 ? 1 : 0) + (x < 0 ? 1 : 0),
                (x, y) -> y > 0 ? 1 : 0);
        GradientChecker interrupting = GradientChecker.standard().exhaustive((done, all) -> caller.interrupt());

        GradientReport report = interrupting.check(identity);

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.finding("x").reason())
                .isEqualTo("interrupted before a second look: let it run to its end, or check without exhaustive()");
        assertThat(report.finding("y").verdict()).isEqualTo(Verdict.KINK);
        assertThat(report.entries()).isEqualTo(new EntryCounts(2, 1, 0, 1));
    }

    @Test
    void the_standard_way_is_not_interrupted() {
        caller.interrupt();

        assertThat(GradientChecker.standard().check(sines(NEVER, 0)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(Thread.interrupted()).isTrue();
    }
}
