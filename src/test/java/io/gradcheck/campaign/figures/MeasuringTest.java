package io.gradcheck.campaign.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gradcheck.campaign.WrongSubject;
import io.gradcheck.campaign.figures.EntryErrors.SizeOfError;
import io.gradcheck.campaign.figures.Figures.Extent;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The measuring itself: what it sums up, and what it calls a change. */
class MeasuringTest {

    @Tag("thorough")
    @Test
    void threads_change_nothing() throws InterruptedException {
        Extent extent = new Extent(150, 120, 0, 110, 3);

        assertThat(Figures.measured(extent, new Blocks(3)).page())
                .isEqualTo(Figures.measured(extent, new Blocks(1)).page());
    }

    @Test
    void blocks_are_added_in_their_order() throws InterruptedException {
        List<Integer> sum = new Blocks(3).<List<Integer>>sum(250, ArrayList::new, List::add, List::addAll);

        assertThat(sum).isEqualTo(IntStream.range(0, 250).boxed().toList());
    }

    @Test
    void what_ends_a_block_early_is_told() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Blocks(2)
                        .sum(
                                5,
                                ArrayList::new,
                                (sum, index) -> {
                                    throw new ArithmeticException("index " + index);
                                },
                                List::addAll))
                .withCause(new ArithmeticException("index 0"));
    }

    @Test
    void indices_do_not_share_networks() {
        assertThat(IntStream.range(0, 3)
                        .mapToLong(index ->
                                Drawn.first(index, 3, number -> number < 6 ? Optional.empty() : Optional.of(number))))
                .containsExactly(6L, 7L, 8L);
    }

    @Test
    void errors_of_one_entry_are_counted_by_verdict() throws InterruptedException {
        EntryErrors errors = EntryErrors.planted(40, new Blocks(1));

        for (SizeOfError size : errors.sizes()) {
            assertThat(size.seen().trials()).isEqualTo(40);
            assertThat(size.missed()).hasSize(40 - size.count(Verdict.FAIL));
        }
        assertThat(errors.of(1e-2).count(Verdict.FAIL)).isEqualTo(40);
    }

    private static final Subject ABSOLUTE_AT_ZERO =
            Subject.objective("abs", x -> Math.abs(x[0]), x -> new double[] {Math.signum(x[0])}, 0);

    private static Change change(Subject right, WrongSubject.Claim claim) {
        return new Change(right, new WrongSubject(right, claim));
    }

    private static Map<String, Tensor> only(Subject subject, double slope) {
        return Map.of(subject.point().keySet().iterator().next(), Tensor.vector(slope));
    }

    @Test
    void another_slope_at_a_kink_changes_nothing_nearby() {
        Change change = change(
                ABSOLUTE_AT_ZERO,
                (at, u) -> only(
                        ABSOLUTE_AT_ZERO,
                        u.get() * (at.values().iterator().next().values()[0] < 0 ? -1 : 1)));

        assertThat(change.isVisible()).isTrue();
        assertThat(change.isVisibleNearby(1)).isFalse();
    }

    @Test
    void a_slope_that_is_wrong_on_one_side_of_a_kink_changes_something_nearby() {
        Change change = change(ABSOLUTE_AT_ZERO, (at, u) -> only(ABSOLUTE_AT_ZERO, u.get()));

        assertThat(change.isVisible()).isTrue();
        assertThat(change.isVisibleNearby(1)).isTrue();
    }

    private static final Subject STEEP = Subject.objective("steep", x -> 1e6 * x[0], x -> new double[] {1e6}, 1);

    @Test
    void a_change_is_more_than_rounding() {
        assertThat(change(STEEP, (at, u) -> only(STEEP, u.get() * 1e6 * (1 + 1e-14)))
                        .isVisible())
                .isFalse();
        assertThat(change(STEEP, (at, u) -> only(STEEP, u.get() * 1e6 * (1 + 1e-11)))
                        .isVisible())
                .isTrue();
    }

    @Test
    void a_change_is_below_the_limits_or_above_them() {
        Change tiny = change(STEEP, (at, u) -> only(STEEP, u.get() * 1e6 * (1 + 2e-13)));
        Change large = change(STEEP, (at, u) -> only(STEEP, u.get() * 1e6 * (1 + 1e-3)));

        assertThat(tiny.isBelowLimits(GradientChecker.standard().check(tiny.wrong())))
                .isTrue();
        assertThat(large.isBelowLimits(GradientChecker.standard().check(large.wrong())))
                .isFalse();
    }
}
