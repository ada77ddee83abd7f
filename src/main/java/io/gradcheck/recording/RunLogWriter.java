package io.gradcheck.recording;

import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.RecordWriter;
import io.gradcheck.result.RunEvent;
import io.gradcheck.result.RunLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log of a run. Its head appears whole, with the first event; lines are added as things happen. What cannot be
 * written is kept and written with the next event. Not thread-safe.
 */
final class RunLogWriter {

    private final Path results;
    private final String run;
    private final Instant started;
    private final Path project;
    private final StringBuilder all = new StringBuilder();
    private @Nullable Path file;
    private int writtenBytes;
    private int writtenChars;

    RunLogWriter(Path results, String run, Instant started, Path project) {
        this.results = results;
        this.run = run;
        this.started = started;
        this.project = project;
    }

    /**
     * Adds an event.
     *
     * @throws IOException if it cannot be written now
     */
    void add(RunEvent event) throws IOException {
        if (all.length() == 0) {
            RunLog.Head head =
                    RunLog.Head.of(results, run, started, project, ClassDirectories.of(project, System::getProperty));
            file = results.resolve(RunLog.DIRECTORY).resolve(head.file());
            all.append(RecordWriter.written(head)).append('\n');
        }
        all.append(RecordWriter.written(event)).append('\n');
        flush();
    }

    /** Whether it is where it was written, or was not yet: nothing is written to a directory that somebody has deleted. */
    boolean isInPlace() {
        return file == null || writtenChars == 0 || Files.isRegularFile(file);
    }

    /**
     * Writes what is not written yet.
     *
     * @throws IOException if it cannot be written
     */
    void flush() throws IOException {
        if (file == null || (writtenChars == all.length() && isInPlace())) {
            return;
        }
        boolean whole = writtenChars > 0 && Files.isRegularFile(file) && Files.size(file) == writtenBytes;
        if (whole) {
            byte[] further = all.substring(writtenChars).getBytes(StandardCharsets.UTF_8);
            Files.write(file, further, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            writtenBytes += further.length;
        } else { // the first time, after a line that was written in part, or where it was deleted
            String text = all.toString();
            AtomicFile.write(file, text);
            writtenBytes = text.getBytes(StandardCharsets.UTF_8).length;
        }
        writtenChars = all.length();
    }
}
