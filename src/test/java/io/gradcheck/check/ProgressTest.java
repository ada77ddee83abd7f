package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener hears of a long check. */
class ProgressTest {

    private final List<Long> heard = new ArrayList<>();
    private long now = 1_000;

    private ProgressMeter meter(long all) {
        return new ProgressMeter(
                (done, of) -> {
                    assertThat(of).isEqualTo(all);
                    heard.add(done);
                },
                all,
                () -> now);
    }

    @Test
    void a_listener_hears_ten_times_a_second_at_most() {
        ProgressMeter meter = meter(1_000);
        for (int k = 0; k < 1_000; k++) {
            now += 1_000_000;
            meter.step();
        }
        meter.end();

        assertThat(heard).containsExactly(100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L, 1_000L);
    }

    @Test
    void a_slow_check_tells_of_every_entry() {
        ProgressMeter meter = meter(3);
        for (int k = 0; k < 3; k++) {
            now += 2_000_000_000;
            meter.step();
        }
        meter.end();

        assertThat(heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_quick_check_tells_of_its_end_alone() {
        ProgressMeter meter = meter(50);
        for (int k = 0; k < 50; k++) {
            meter.step();
        }
        meter.end();

        assertThat(heard).containsExactly(50L);
    }

    @Test
    void a_check_that_ends_early_tells_where() {
        ProgressMeter meter = meter(50);
        meter.end();
        meter.step();
        meter.end();
        meter.end();

        assertThat(heard).containsExactly(0L, 1L);
    }

    @Test
    void an_exhaustive_check_tells_of_all_its_entries_in_order() {
        List<Long> all = Collections.synchronizedList(new ArrayList<>());
        GradientChecker checker = GradientChecker.standard().exhaustive((done, of) -> {
            heard.add(done);
            all.add(of);
        });

        checker.check(() -> Subject.scalar("exp", Math::exp, Math::exp, new double[300]));

        assertThat(all).isNotEmpty().containsOnly(300L);
        assertThat(heard).isSorted().last().isEqualTo(300L);
    }

    @Test
    void what_a_listener_throws_ends_the_check() {
        GradientChecker checker = GradientChecker.standard().exhaustive((done, of) -> {
            throw new IllegalStateException("enough");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> checker.check(Subject.scalar("exp", Math::exp, Math::exp, 1)))
                .withMessage("enough");
    }
}
