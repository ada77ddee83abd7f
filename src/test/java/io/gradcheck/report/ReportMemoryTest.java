package io.gradcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.RecordWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much memory the report of many subjects takes: a JVM of its own has no more. */
@Tag("long")
class ReportMemoryTest {

    @TempDir
    private Path directory;

    /** Writes a report. */
    static final class Fork {
        private Fork() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            Report.readLast(List.of(directory.resolve("results")), "acme").writeTo(directory.resolve("report"));
        }
    }

    @Test
    void a_hundred_thousand_subjects_take_half_a_gigabyte() throws Exception {
        List<ClassResult> classes = SampleResults.passed(1_000, 100);
        for (int k = 0; k < classes.size(); k++) {
            AtomicFile.write(directory.resolve("results/" + k + ".json"), RecordWriter.written(classes.get(k)));
        }

        Process fork = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fork.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(fork.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(fork.waitFor()).as(said).isZero();
        assertThat(Files.size(directory.resolve("report").resolve(Report.PAGE))).isLessThan(5_000_000);
        assertThat(directory.resolve("report").resolve(Report.SUMMARY))
                .content()
                .contains("The gradients of all 100,000 subjects are right.");
    }
}
