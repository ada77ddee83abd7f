package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on laws has them all, in the words of the code. */
class LawsPageTest {

    @ParameterizedTest
    @EnumSource
    void a_law_has_a_section_that_says_what_it_requires(Law law) throws IOException {
        assertThat(Files.readString(Path.of("src/site/markdown/laws.md")))
                .contains("\n## " + law + "\n*" + law.requirement() + "*\n");
    }
}
