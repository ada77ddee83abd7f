package io.gradcheck.campaign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerCrewsTest {

    private static final WorkerJvm JVM = new WorkerJvm("example.Main", List.of("fuzz", "--worker"));
    private static final WorkerJvm OTHER = new WorkerJvm("example.Main", List.of("fuzz", "--seed", "2", "--worker"));

    private final WorkerCrews crews = new WorkerCrews();

    @Test
    void a_crew_that_is_not_kept_has_one_campaign() {
        WorkerCrew crew = crews.take(2, JVM);
        crews.giveBack(crew);

        assertThat(crews.take(2, JVM)).isNotSameAs(crew);
    }

    @Test
    void one_that_is_kept_has_the_next_campaign_of_its_kind_and_no_other() {
        crews.keep();
        WorkerCrew crew = crews.take(2, JVM);
        assertThat(crews.take(2, JVM)).as("while it is at work").isNotSameAs(crew);
        crews.giveBack(crew);

        assertThat(crews.take(1, JVM)).isNotSameAs(crew);
        assertThat(crews.take(2, OTHER)).isNotSameAs(crew);
        assertThat(crews.take(2, new WorkerJvm("example.Main", List.of("fuzz", "--worker"))))
                .isSameAs(crew);
    }

    @Test
    void crews_are_kept_until_nobody_wants_it_any_more() {
        crews.keep();
        crews.keep();
        WorkerCrew crew = crews.take(2, JVM);
        crews.giveBack(crew);
        crews.release();
        assertThat(crews.take(2, JVM)).isSameAs(crew);

        crews.giveBack(crew);
        crews.release();
        assertThat(crews.take(2, JVM)).isNotSameAs(crew);
    }

    @Test
    void one_that_was_interrupted_is_not_kept() {
        crews.keep();
        WorkerCrew crew = crews.take(1, JVM);
        Thread.currentThread().interrupt();
        crew.work(() -> null, System.nanoTime() + 1_000_000_000L);
        assertThat(crew.isInterrupted()).isTrue();
        crews.giveBack(crew);

        assertThat(crews.take(1, JVM)).isNotSameAs(crew);
    }
}
