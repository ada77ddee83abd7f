package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that share a row of tasks. */
class WorkersTest {

    private final Thread asking = Thread.currentThread();

    @AfterEach
    void no_mark_is_left_for_the_next_test() {
        Thread.interrupted();
    }

    @Test
    void one_worker_does_all_tasks_in_their_order() {
        List<Long> done = new ArrayList<>();
        Workers workers = new Workers(1);

        workers.run(5, (thread, task) -> done.add(task));

        assertThat(done).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void several_workers_do_every_task_once() {
        Queue<Long> done = new ConcurrentLinkedQueue<>();
        Queue<Integer> threads = new ConcurrentLinkedQueue<>();

        new Workers(3).run(100, (thread, task) -> {
            done.add(task);
            threads.add(thread);
        });

        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 100).boxed().toList());
        assertThat(threads).allSatisfy(thread -> assertThat(thread).isBetween(0, 2));
    }

    @Test
    void an_interrupted_worker_leaves_later_tasks_and_the_mark() {
        List<Long> done = new ArrayList<>();
        Workers workers = new Workers(1);

        workers.run(5, (thread, task) -> {
            done.add(task);
            if (task == 2) {
                asking.interrupt();
            }
        });

        assertThat(done).containsExactly(0L, 1L, 2L);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void what_was_interrupted_once_begins_nothing_more_even_if_the_mark_is_gone() {
        List<Long> done = new ArrayList<>();
        Workers workers = new Workers(1);
        asking.interrupt();
        workers.run(5, (thread, task) -> done.add(task));
        Thread.interrupted();

        workers.run(5, (thread, task) -> done.add(task));

        assertThat(done).isEmpty();
        assertThat(Thread.interrupted())
                .as("restored, as a pool may take it off")
                .isTrue();
    }
}
