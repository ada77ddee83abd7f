package io.gradcheck.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documented format of results knows every kind of mistake that a result can name. */
class MistakeSchemaTest {

    private static final Path SCHEMA = Path.of("src/site/resources/schema/result-2.json");
    private static final Pattern KINDS = Pattern.compile("\"enum\": \\[\\s*\"SIGN\",[^]]*]");

    @Test
    void the_schema_lists_all_kinds() throws IOException {
        Matcher kinds = KINDS.matcher(Files.readString(SCHEMA));

        assertThat(kinds.find()).isTrue();
        List<String> listed = Pattern.compile("\"([A-Z_]{2,})\"")
                .matcher(kinds.group())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Mistake.values()).map(Enum::name).toList());
    }
}
