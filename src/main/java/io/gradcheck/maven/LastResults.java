package io.gradcheck.maven;

import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The results of the last run of each test class: files of earlier runs stay until the project is cleaned. */
final class LastResults {

    private LastResults() {}

    /**
     * A report on them.
     *
     * @param directories where results lie
     * @param title what the report is about
     * @throws IOException if a directory cannot be read
     */
    static Report in(List<Path> directories, String title) throws IOException {
        Map<String, Instant> last = new HashMap<>();
        for (ClassResult result : Report.read(directories, title).results().results()) {
            last.merge(result.testClass(), result.started(), (one, other) -> one.isAfter(other) ? one : other);
        }
        return Report.read(directories, result -> result.started().equals(last.get(result.testClass())), title);
    }
}
