package io.gradcheck.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopFilesTest {

    private static final String OF_SPARK = "spark.hadoop.fs.other.impl";

    @TempDir
    private Path directory;

    /** A file system that only Hadoop knows, and that has no rename over a file. */
    public static final class Other extends RawLocalFileSystem {
        /** Made by Hadoop. */
        public Other() {}

        @Override
        public URI getUri() {
            return URI.create("other:///");
        }

        @Override
        public String getScheme() {
            return "other";
        }

        @Override
        public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
            return !exists(to) && super.rename(from, to);
        }
    }

    @BeforeEach
    void register() {
        System.setProperty(OF_SPARK, Other.class.getName());
    }

    @AfterEach
    void forget() {
        System.clearProperty(OF_SPARK);
    }

    private String path(String scheme, String name) {
        return scheme + "://" + directory.resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "other"})
    void report_results_and_corpus_are_written_to_any_file_system(String scheme) throws IOException {
        Fuzz found = Fuzz.local(SparkFuzzTest.options(
                List.of(Planted.NoFactor.class, Planted.Right.class),
                "--tries",
                40,
                "--partitions",
                2,
                "--report",
                path(scheme, "deep/report.txt"),
                "--results",
                path(scheme, "deep/results.json"),
                "--corpus",
                path(scheme, "corpus")));

        assertThat(found.code()).isEqualTo(1);
        assertThat(found.out()).doesNotContain("cannot");
        assertThat(directory.resolve("deep").toFile().list()).containsExactlyInAnyOrder("report.txt", "results.json");
        assertThat(directory.resolve("corpus").toFile().list()).hasSize(1);

        Fuzz again = Fuzz.local(SparkFuzzTest.options(
                List.of(Planted.NoFactor.class, Planted.Right.class),
                "--tries",
                1,
                "--seed",
                3,
                "--partitions",
                2,
                "--corpus",
                path(scheme, "corpus")));

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.out())
                .contains("corpus: " + directory.resolve("corpus").toFile().list()[0] + " FAILS: ")
                .contains(" and 1 of the corpus: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "other"})
    void a_file_is_replaced_as_a_whole_and_a_failure_leaves_nothing(String scheme) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("fs.other.impl", Other.class.getName());
        HadoopFiles files = new HadoopFiles(configuration);

        files.write(path(scheme, "file"), out -> out.write("one".getBytes(StandardCharsets.UTF_8)));
        files.write(path(scheme, "file"), out -> out.write("two".getBytes(StandardCharsets.UTF_8)));
        assertThat(directory.resolve("file")).hasContent("two");

        assertThatThrownBy(() -> files.write(path(scheme, "file"), out -> {
                    out.write(1);
                    throw new IOException("planted");
                }))
                .hasMessage("planted");
        assertThatThrownBy(() -> files.write(path(scheme, "file/below"), out -> out.write(1)))
                .isInstanceOf(IOException.class);
        assertThat(directory.resolve("file")).hasContent("two");
        assertThat(directory.toFile().list()).containsExactly("file");
    }

    @Test
    void no_directory_is_an_empty_corpus() throws IOException {
        HadoopFiles files = new HadoopFiles(new Configuration());

        assertThat(files.corpus(directory.resolve("none").toString())).isEmpty();
        Files.writeString(directory.resolve("a.json"), "{}");
        Files.writeString(directory.resolve("README"), "");
        assertThat(files.corpus(directory.toString())).containsExactly(Map.entry("a.json", new byte[] {'{', '}'}));
    }

    @Test
    void what_cannot_be_written_is_told_and_the_rest_is_written() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");

        Fuzz spark = Fuzz.local(SparkFuzzTest.options(
                List.of(Planted.Right.class),
                "--tries",
                8,
                "--partitions",
                2,
                "--report",
                file + "/report.txt",
                "--results",
                directory.resolve("results.json")));

        assertThat(spark.code()).isEqualTo(1);
        assertThat(spark.out())
                .contains("Nothing was found.")
                .contains("--report: cannot write " + file + "/report.txt: ");
        assertThat(directory.resolve("results.json")).exists();
    }
}
