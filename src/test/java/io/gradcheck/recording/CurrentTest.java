package io.gradcheck.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a thread works for. */
class CurrentTest {

    private final Current<String> current = new Current<>();

    @Test
    void the_innermost_that_was_entered_counts() {
        current.enter("outer");
        current.enter("inner");
        assertThat(current.get()).isEqualTo("inner");

        current.leave("inner");
        assertThat(current.get()).isEqualTo("outer");

        current.leave("outer");
        assertThat(current.get()).isNull();
    }

    @Test
    void leaving_out_of_order_keeps_the_others() {
        current.enter("a");
        current.enter("b");

        current.leave("a");

        assertThat(current.get()).isEqualTo("b");
    }

    @Test
    void a_thread_that_entered_nothing_works_for_the_only_one_that_is_open() throws InterruptedException {
        current.open("only");
        current.enter("only");

        assertThat(seenByAnotherThread()).isEqualTo("only");
    }

    @Test
    void of_several_that_are_open_it_cannot_know_which() throws InterruptedException {
        current.open("a");
        current.open("b");
        assertThat(seenByAnotherThread()).isNull();

        current.otherwise("others");
        assertThat(seenByAnotherThread()).isEqualTo("others");

        current.close("b");
        assertThat(seenByAnotherThread()).isEqualTo("a");
    }

    @Test
    void others_within_others_count_until_they_are_over_and_the_last_one_stays_for_threads_that_are_late()
            throws InterruptedException {
        current.otherwise("outer");
        current.otherwise("inner");
        assertThat(seenByAnotherThread()).isEqualTo("inner");

        current.otherwiseIsOver("inner");
        assertThat(seenByAnotherThread()).isEqualTo("outer");

        current.otherwiseIsOver("outer");
        assertThat(seenByAnotherThread()).isEqualTo("outer");
    }

    private String seenByAnotherThread() throws InterruptedException {
        AtomicReference<String> seen = new AtomicReference<>();
        Thread thread = new Thread(() -> seen.set(current.get()));
        thread.start();
        thread.join();
        return seen.get();
    }
}
