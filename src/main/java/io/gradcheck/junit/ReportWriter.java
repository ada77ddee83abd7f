package io.gradcheck.junit;

import io.gradcheck.recording.ResultWriter;
import io.gradcheck.report.Report;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes the report on a directory of results when runs of tests end, whether they passed or not.
 *
 * <p>Of runs within each other the outermost one writes. JVMs that share a directory, such as the forks of one build, take
 * turns: whoever is the last sees the results of all. Where a JVM has many runs, one for each class perhaps, and a report
 * takes long, a tenth of the time goes into reports, and what is left is written when the JVM ends. Where none can be
 * written that is said once, and never breaks a test. Thread-safe.
 */
final class ReportWriter {

    /** The name of the property that says, if it is false, that no report is to be written when tests end. */
    static final String SWITCH = "gradcheck.page";

    /** The name of the property that says where the report is to be, if not beside the results. */
    static final String DIRECTORY = "gradcheck.report";

    private static final Map<Place, ReportWriter> WRITERS = new ConcurrentHashMap<>();
    private static final String TURNS = ".lock";
    private static final long LONG = 500_000_000;
    private static final int SHARE = 10;

    private final Place place;
    private final String title;
    private final Consumer<String> warnings;
    private final LongSupplier clock;
    private int open;
    private boolean due;
    private boolean warned;
    private long ended;
    private long took;

    /**
     * What a report is about, and where it is.
     *
     * @param results the directory of the results
     * @param report the directory of the report
     */
    record Place(Path results, Path report) {}

    /**
     * The writer of this JVM for a report. What is not written when the JVM ends is written then.
     *
     * @param place where
     * @param title the title
     * @return the writer; the same one for the same place
     */
    static ReportWriter to(Place place, String title) {
        return WRITERS.computeIfAbsent(place, any -> {
            ReportWriter writer = new ReportWriter(place, title, System.err::println, System::nanoTime);
            Runtime.getRuntime().addShutdownHook(new Thread(writer::jvmEnds, "gradcheck-report"));
            return writer;
        });
    }

    /**
     * Makes a writer.
     *
     * @param place where
     * @param title the title
     * @param warnings hears, once, that nothing can be written, and why
     * @param clock tells the time in nanoseconds
     */
    ReportWriter(Place place, String title, Consumer<String> warnings, LongSupplier clock) {
        this.place = place;
        this.title = title;
        this.warnings = warnings;
        this.clock = clock;
        this.ended = clock.getAsLong();
    }

    /** {@return the page that is going to be there} */
    Path page() {
        return place.report.resolve(Report.PAGE);
    }

    synchronized void runBegins() {
        open++;
    }

    /** Says that there is something to report. */
    synchronized void isDue() {
        due = true;
    }

    synchronized void runEnds() {
        open--;
        boolean soon = took > LONG && clock.getAsLong() - ended < SHARE * took;
        if (open <= 0 && !soon) {
            writeIfDue();
        }
    }

    private void jvmEnds() {
        if (ResultWriter.to(place.results, Path.of("")).jvmEnds()) {
            isDue();
        }
        writeIfDue();
    }

    private synchronized void writeIfDue() {
        if (!due) {
            return;
        }
        due = false;
        long start = clock.getAsLong();
        boolean interrupted = Thread.interrupted(); // by a test: nothing could be written
        try {
            write();
        } catch (Throwable cannotWrite) { // errors too: a class path without the library of the templates, a small heap
            warn(cannotWrite);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        ended = clock.getAsLong();
        took = ended - start;
    }

    private void write() throws IOException {
        if (!Files.isDirectory(place.results)) {
            return;
        }
        Files.createDirectories(place.report);
        try (FileChannel turns =
                FileChannel.open(place.report.resolve(TURNS), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            await(turns);
            Report report = Report.readLast(List.of(place.results), title);
            if (!report.results().results().isEmpty()) {
                report.writeTo(place.report);
            }
        }
    }

    /** Waits until no other JVM reads and writes: what one has read before another ended must not be written after it. */
    private static void await(FileChannel turns) {
        try {
            turns.lock(); // until it is closed
        } catch (IOException | OverlappingFileLockException noLocks) {
            // Not every file system has any. Then the last report counts, as each is whole.
        }
    }

    private void warn(Throwable cannotWrite) {
        if (!warned) {
            warned = true;
            warnings.accept("gradcheck: the report cannot be written to " + place.report + ": "
                    + cannotWrite.toString().lines().findFirst().orElse("")
                    + "; the tests go on without. To do without it: -D" + SWITCH + "=false");
        }
    }
}
