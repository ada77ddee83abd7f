package io.gradcheck.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody knows who wrote it is read within bounds. */
class JsonInputTest {

    @TempDir
    private Path directory;

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> JsonInput.object(json, "file.json"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static void assertNoFile(Path file, String message) {
        assertThatThrownBy(() -> JsonInput.text(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void what_is_within_the_bounds_is_read() throws IOException {
        String deep = "{\"a\":".repeat(JsonBounds.DEEPEST - 1) + "{}" + "}".repeat(JsonBounds.DEEPEST - 1);
        assertThat(JsonInput.object(deep, "deep")).hasSize(1);
        assertThat(JsonInput.object(
                        "{\"a\": [1.7976931348623157e308, -0.0, 9223372036854775807], \"b\": {\"a\": \"{[\\\" 1e999\"}}",
                        "x"))
                .containsOnlyKeys("a", "b");
        assertThat(JsonInput.object("[{}]".substring(1, 3), "x")).isEmpty();
        Path file = Files.writeString(directory.resolve("file.json"), "{\"ä\uD83D\uDE00\": 1}");
        assertThat(JsonInput.text(file)).isEqualTo("{\"ä\uD83D\uDE00\": 1}");
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), file.getFileName());
        assertThat(JsonInput.text(link)).as("a link to its neighbour").isEqualTo(JsonInput.text(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void what_is_nested_too_deep_is_refused_whatever_the_stack(String one) {
        assertThatThrownBy(() -> JsonInput.object(one.repeat(200_000), "file.json"))
                .hasMessageStartingWith(
                        "file.json: found objects and lists within each other more than 100 deep, at character ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"a\":1,\"a\":2}; the field \"a\" twice in one object, at character 10",
                "{\"a\":{\"b\":1, \"b\" :2}}; the field \"b\" twice in one object, at character 17",
                "{\"a\":1,\"\\u0061\":2}; the field \"a\" twice in one object, at character 15",
                "{\"a\":1e999}; the number 1e999, which is too large, at character 10",
                "{\"a\":[0,-1e309]}; the number -1e309, which is too large, at character 14",
            })
    void fields_of_one_name_and_numbers_that_are_infinite_are_refused(String json, String found) {
        assertRefused(json, "file.json: found " + found);
    }

    @Test
    void more_values_than_memory_is_known_to_hold_are_refused() {
        assertThatThrownBy(() -> JsonInput.object("{\"a\":[" + "0,".repeat(JsonBounds.MOST_VALUES), "file.json"))
                .hasMessageStartingWith("file.json: found more than 5000000 values, at character ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\":1}}",
                "\"",
                "{\"a\":\"\\",
                "{\"a\":٣}",
                "nothing",
                "{\"a\":--1}"
            })
    void what_is_no_json_object_is_refused(String text) {
        assertThatThrownBy(() -> JsonInput.object(text, "file.json"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("file.json: found no JSON: ");
    }

    @Test
    void what_is_no_file_of_its_directory_is_not_opened() throws Exception {
        Path results = Files.createDirectories(directory.resolve("results"));
        assertThatThrownBy(() -> JsonInput.text(results.resolve("none.json"))).isInstanceOf(NoSuchFileException.class);

        assertNoFile(
                Files.createDirectories(results.resolve("directory.json")),
                "directory.json: found a directory, wanted a file");

        Path pipe = results.resolve("pipe.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertNoFile(pipe, "pipe.json: found a pipe or device, wanted a file");

        Path device = Path.of("/dev/zero");
        assertNoFile(device, "zero: found a pipe or device, wanted a file");
        assertNoFile(
                Files.createSymbolicLink(results.resolve("device.json"), device),
                "device.json: found a link to /dev/zero, wanted a file in " + results);

        Path outside = Files.writeString(directory.resolve("outside.json"), "{}");
        assertNoFile(
                Files.createSymbolicLink(results.resolve("link.json"), Path.of("../outside.json")),
                "link.json: found a link to " + outside + ", wanted a file in " + results);
    }

    @Test
    void a_file_that_is_too_large_is_not_read() throws IOException {
        Path file = directory.resolve("large.json");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(200L << 20); // without any blocks
        }

        assertNoFile(file, "large.json: found 209715200 bytes, wanted at most 67108864");
    }

    @Test
    void what_is_no_plain_utf8_is_refused() throws IOException {
        Path marked = Files.writeString(directory.resolve("marked.json"), "\uFEFF{}");
        Path latin = Files.write(directory.resolve("latin.json"), "{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1));

        assertNoFile(marked, "marked.json: found a byte order mark, wanted UTF-8 without one");
        assertNoFile(latin, "latin.json: it is no UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775808", "-9223372036854775809", "9.3e18", "1e300", "0.5", "9223372036854775808.0"
            })
    void a_whole_number_that_is_none_or_too_large_is_refused(String number) {
        assertThatThrownBy(() -> RecordReader.read(
                        "{\"testClass\":\"a\",\"tests\":" + number + "}", RunEvent.PlannedClass.class, "x"))
                .hasMessageEndingWith(", wanted a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "3", "3.0"})
    void a_whole_number_is_read(String number) {
        RunEvent.PlannedClass read =
                RecordReader.read("{\"testClass\":\"a\",\"tests\":" + number + "}", RunEvent.PlannedClass.class, "x");

        assertThat(read.tests()).isEqualTo(number.equals("3.0") ? 3 : Long.parseLong(number));
    }
}
