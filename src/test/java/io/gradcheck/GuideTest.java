package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code that the guide shows is code that the build runs. */
class GuideTest {

    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (file|excerpt of): (\\S+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);

    private static List<MatchResult> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("src/site/markdown/guide.md")))
                .results()
                .toList();
    }

    /** The formatter breaks lines of a class elsewhere than those of a page. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void every_block_of_code_is_of_a_file_that_the_build_runs() throws IOException {
        assertThat(blocks()).hasSizeGreaterThan(5).allSatisfy(block -> {
            assertThat(block.group(2)).as("the file of\n%s", block.group(3)).isNotNull();
            String file = Files.readString(Path.of(block.group(2)));
            assertThat(flat(file)).as(block.group(2)).contains(flat(block.group(3)));
        });
    }
}
