package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found where a subject writes to its arguments, and that later calls do not suffer from it. */
class WatchedCallsTest {

    private static final Tensor UPSTREAM = Tensor.vector(3, 4);

    private final JudgedLaws laws = new JudgedLaws();
    private final Evaluations evaluations = new Evaluations(100);
    private final WatchedCalls.Argument argument =
            WatchedCalls.Argument.of(NamedTensors.of(Map.of("x", Tensor.vector(1, 2))));

    private interface Write {
        void to(Map<String, Tensor> at);
    }

    /** {@code x_i^2}, with something written to the point at each call, and a factor to the upstream gradient. */
    private WatchedCalls calls(Write byEvaluate, Write byGradient, double upstreamTimes) {
        Subject subject = Subject.of(
                "square",
                Map.of("x", Tensor.vector(1, 2)),
                at -> {
                    double[] x = at.get("x").values();
                    Tensor y = Tensor.vector(x[0] * x[0], x[1] * x[1]);
                    byEvaluate.to(at);
                    return y;
                },
                (at, u) -> {
                    double[] x = at.get("x").values();
                    Tensor g = Tensor.vector(2 * u.get(0) * x[0], 2 * u.get(1) * x[1]);
                    byGradient.to(at);
                    u.values()[1] *= upstreamTimes;
                    return Map.of("x", g);
                });
        return new WatchedCalls(subject, EntryNames.NONE, laws, evaluations);
    }

    private static void nothing(Map<String, Tensor> at) {}

    private static void seven(Map<String, Tensor> at) {
        at.get("x").values()[0] = 7;
    }

    private LawFinding found() {
        assertThat(laws.isBroken(Law.ARGUMENTS_UNTOUCHED)).isTrue();
        return laws.findings(Set.of(), false).get(0);
    }

    @Test
    void calls_that_leave_their_arguments_alone_break_no_law() {
        WatchedCalls calls = calls(WatchedCallsTest::nothing, WatchedCallsTest::nothing, 1);
        Tensor handed = UPSTREAM.copy();

        assertThat(calls.evaluate(argument).values()).containsExactly(1, 4);
        assertThat(calls.gradient(argument, UPSTREAM, handed).get("x").values()).containsExactly(6, 16);

        assertThat(laws.findings(Set.of(), false)).isEmpty();
        assertThat(evaluations.spent()).isEqualTo(2);
    }

    @Test
    void an_evaluation_that_writes_to_the_point_is_named_and_the_next_call_finds_it_restored() {
        WatchedCalls calls = calls(WatchedCallsTest::seven, WatchedCallsTest::nothing, 1);

        calls.evaluate(argument);

        assertThat(found().checked()).contains("evaluate");
        assertThat(found().found()).contains("x[0]", "1.000000000 before", "7.000000000 after");
        assertThat(calls.evaluate(argument).values()).containsExactly(1, 4);
    }

    @Test
    void a_gradient_that_writes_to_the_point_is_named_and_the_next_call_finds_it_restored() {
        WatchedCalls calls = calls(WatchedCallsTest::nothing, WatchedCallsTest::seven, 1);
        Tensor handed = UPSTREAM.copy();

        calls.gradient(argument, UPSTREAM, handed);

        assertThat(found().checked()).contains("gradient");
        assertThat(found().found()).contains("x[0]");
        assertThat(calls.gradient(argument, UPSTREAM, handed).get("x").values()).containsExactly(6, 16);
    }

    @Test
    void a_variable_that_is_taken_out_of_the_point_is_put_back() {
        WatchedCalls calls = calls(Map::clear, WatchedCallsTest::nothing, 1);

        calls.evaluate(argument);

        assertThat(found().found()).contains("x");
        assertThat(calls.evaluate(argument).values()).containsExactly(1, 4);
    }

    @Test
    void an_upstream_gradient_that_is_overwritten_is_named_and_put_back() {
        WatchedCalls calls = calls(WatchedCallsTest::nothing, WatchedCallsTest::nothing, 2);
        Tensor handed = UPSTREAM.copy();

        calls.gradient(argument, UPSTREAM, handed);

        assertThat(found().found()).contains("upstream[1]", "4.000000000 before", "8.000000000 after");
        assertThat(handed.values()).containsExactly(UPSTREAM.values());
        assertThat(UPSTREAM.values()).containsExactly(3, 4);
    }

    @Test
    void what_a_subject_throws_is_outside_its_domain_and_was_paid_for() {
        Subject subject = Subject.of(
                "throws",
                Map.of("x", Tensor.vector(1, 2)),
                at -> {
                    throw new ArithmeticException("no value");
                },
                (at, u) -> {
                    throw new ArithmeticException("no slope");
                });
        WatchedCalls calls = new WatchedCalls(subject, EntryNames.NONE, laws, evaluations);

        assertThatExceptionOfType(OutsideDomain.class).isThrownBy(() -> calls.evaluate(argument));
        assertThatExceptionOfType(OutsideDomain.class)
                .isThrownBy(() -> calls.gradient(argument, UPSTREAM, UPSTREAM.copy()));
        assertThat(evaluations.spent()).isEqualTo(2);
    }
}
