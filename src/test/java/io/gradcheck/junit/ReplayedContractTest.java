package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Cases in which a mistake was found before are tests of their contract. */
class ReplayedContractTest {

    private static final Path CORPUS = Path.of("target", "corpus-of-contracts");
    private static final String REPLAY = "gradients are right in cases found before";

    /** With a mistake. */
    static class Wrong extends Contracts.WrongSign {
        @Override
        protected Path corpus() {
            return CORPUS;
        }

        @Override
        public String name() {
            return "scale";
        }
    }

    /** The same without it. */
    static class Mended extends Contracts.Right {
        @Override
        protected Path corpus() {
            return CORPUS;
        }

        @Override
        public String name() {
            return "scale";
        }
    }

    /** Another layer in the same project. */
    static class Other extends Contracts.Right {
        @Override
        protected Path corpus() {
            return CORPUS;
        }
    }

    @BeforeEach
    void fuzz() throws IOException {
        if (Files.isDirectory(CORPUS)) {
            try (Stream<Path> old = Files.walk(CORPUS)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Campaign.of(new Wrong()).tries(50).corpus(CORPUS).run();
    }

    private static List<String> replayed(EngineExecutionResults results, boolean failed) {
        return Runs.paths(
                        failed
                                ? results.testEvents().failed()
                                : results.testEvents().succeeded())
                .stream()
                .filter(path -> path.startsWith(REPLAY))
                .toList();
    }

    @Test
    void a_mistake_that_is_still_there_fails_its_case() {
        EngineExecutionResults results = Runs.run(Wrong.class);

        assertThat(replayed(results, true)).contains(REPLAY + "/scale-sign-flipped.json");
        assertThat(replayed(results, false)).isEmpty();
    }

    @Test
    void a_mistake_that_is_mended_passes_its_case() {
        EngineExecutionResults results = Runs.run(Mended.class);

        assertThat(replayed(results, false)).contains(REPLAY + "/scale-sign-flipped.json");
        assertThat(results.testEvents().failed().count()).isZero();
    }

    @Test
    void cases_of_others_are_not_its_own_and_a_damaged_file_fails() throws IOException {
        assertThat(replayed(Runs.run(Other.class), false)).isEmpty();

        Files.writeString(CORPUS.resolve("damaged.json"), "{");

        assertThat(replayed(Runs.run(Other.class), true)).containsExactly(REPLAY + "/damaged.json");
    }
}
