package io.gradcheck.recording;

import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.RecordWriter;
import io.gradcheck.result.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes what the tests of a run checked, a file for each test class.
 *
 * <p>The files of a run are its own, since its name is in theirs: runs that share a directory, such as the forks of one
 * build, do not meet. A file appears whole, and is replaced when more tests of its class have ended. Where nothing can be
 * written that is said once, and never breaks a test. Thread-safe.
 */
public final class ResultWriter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Map<Path, ResultWriter> WRITERS = new ConcurrentHashMap<>();
    private static final int LONGEST_NAME = 120;
    private static final int RANDOM_DIGITS = 8;

    private final Path directory;
    private final Consumer<String> warnings;
    private final Instant started = Instant.now();
    private final String run;
    private final Map<String, Map<String, TestResult>> classes = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * The run of this JVM, as far as it writes to a directory: a test that is run again in it replaces its first result.
     * What is not written when the JVM ends is written then.
     *
     * @param directory where the files are to be; made when there is something to write
     * @return the writer; the same one for the same directory
     */
    public static ResultWriter to(Path directory) {
        return WRITERS.computeIfAbsent(directory.toAbsolutePath().normalize(), absolute -> {
            ResultWriter writer = new ResultWriter(absolute, System.err::println);
            Runtime.getRuntime().addShutdownHook(new Thread(writer::writeAll, "gradcheck-results"));
            return writer;
        });
    }

    /**
     * Begins a run.
     *
     * @param directory where the files are to be; made when there is something to write
     * @param warnings hears, once, that nothing can be written, and why
     */
    ResultWriter(Path directory, Consumer<String> warnings) {
        this.directory = directory;
        this.warnings = warnings;
        this.run = TIME.format(started) + "-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    }

    /** {@return the name of the run: when it began, in which process, and a random part} */
    public String run() {
        return run;
    }

    /**
     * Adds what a test checked. A test that ran before in this run is replaced.
     *
     * @param testClass the class of the test
     * @param result what it checked
     */
    public synchronized void add(String testClass, TestResult result) {
        classes.computeIfAbsent(testClass, any -> new LinkedHashMap<>()).put(result.id(), result);
        changed.add(testClass);
    }

    /**
     * Writes the file of a class, if there is anything new.
     *
     * @param testClass the class
     */
    public synchronized void write(String testClass) {
        Map<String, TestResult> tests = classes.get(testClass);
        if (tests == null || !changed.remove(testClass)) {
            return;
        }
        ClassResult result = new ClassResult(
                ClassResult.FORMAT, run, started, Instant.now(), testClass, new ArrayList<>(tests.values()));
        Path file = directory.resolve(fileName(testClass));
        try {
            AtomicFile.write(file, RecordWriter.written(result) + "\n");
        } catch (IOException | RuntimeException cannotWrite) {
            if (warned.compareAndSet(false, true)) {
                warnings.accept("gradcheck: results cannot be written to " + directory.toAbsolutePath() + ": "
                        + cannotWrite + "; the tests go on without. Another directory: -D" + ResultDirectory.PROPERTY
                        + "=...");
            }
        }
    }

    /** Writes all files in which there is anything new. */
    public synchronized void writeAll() {
        new ArrayList<>(changed).forEach(this::write);
    }

    private String fileName(String testClass) {
        String name = testClass.replaceAll("[^A-Za-z0-9._$-]", "_");
        if (!name.equals(testClass) || name.length() > LONGEST_NAME) {
            String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
            name = start + "-" + Integer.toHexString(testClass.hashCode());
        }
        return name + "-" + run + ".json";
    }
}
