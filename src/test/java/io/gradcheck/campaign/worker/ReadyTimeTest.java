package io.gradcheck.campaign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadyTimeTest {

    private final ReadyTime time = new ReadyTime();

    @Test
    void counts_from_when_a_worker_is_ready() {
        time.begin();
        time.work(100);

        assertThat(time.isOver(150, 160, false)).isFalse();
        assertThat(time.isOver(500, 160, false)).isFalse();
        assertThat(time.isOver(600, 160, true)).isFalse();
        assertThat(time.isOver(659, 160, true)).isFalse();
        assertThat(time.isOver(660, 160, true)).isTrue();
    }

    @Test
    void what_was_waited_for_once_is_not_counted_in_later_work_of_the_campaign() {
        time.begin();
        time.work(100);
        time.isOver(600, 160, true);
        time.work(620);

        assertThat(time.isOver(620, 160, true)).isFalse();
        assertThat(time.isOver(659, 160, true)).isFalse();
        assertThat(time.isOver(660, 160, true)).isTrue();
    }

    @Test
    void a_later_campaign_of_workers_that_are_ready_has_its_own_time_alone() {
        time.begin();
        time.work(100);
        time.isOver(600, 160, true);
        time.begin();
        time.work(1000);

        assertThat(time.isOver(1000, 1060, true)).isFalse();
        assertThat(time.isOver(1060, 1060, true)).isTrue();
    }

    @Test
    void a_worker_that_ends_later_gives_no_more_time() {
        time.begin();
        time.work(100);
        time.isOver(600, 160, true);

        assertThat(time.isOver(660, 160, false)).isTrue();
    }
}
