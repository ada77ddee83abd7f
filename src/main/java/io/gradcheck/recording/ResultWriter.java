package io.gradcheck.recording;

import io.gradcheck.nn.Products;
import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.RecordWriter;
import io.gradcheck.result.RunEvent;
import io.gradcheck.result.RunEvent.PlannedClass;
import io.gradcheck.result.RunLog;
import io.gradcheck.result.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the tests of a run checked, a file for each test class.
 *
 * <p>The files of a run are its own, since its name is in theirs: runs that share a directory, such as the forks of one
 * build, do not meet. A file appears whole, and is replaced when more tests of its class have ended. A {@linkplain RunLog
 * log} says which classes were planned and what became of them, so that what is lost can be told. Where nothing can be
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
    private final RunLogWriter log;
    private final Map<String, Map<String, TestResult>> classes = new LinkedHashMap<>();
    private final Map<String, String> files =
            new HashMap<>(); // in small letters: not every file system tells them apart
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> unwritten = new LinkedHashSet<>();
    private boolean warned;
    private long plans;
    private @Nullable Recording others;
    private long othersHeard;
    private boolean late;

    /**
     * The run of this JVM, as far as it writes to a directory: a test that is run again in it replaces its first result.
     * What is not written when the JVM ends is written then.
     *
     * @param directory where the files are to be; made when there is something to write
     * @param project the directory of the project whose tests run
     * @return the writer; the same one for the same directory
     */
    public static ResultWriter to(Path directory, Path project) {
        return WRITERS.computeIfAbsent(directory.toAbsolutePath().normalize(), absolute -> {
            ResultWriter writer = new ResultWriter(absolute, project, System.err::println);
            Runtime.getRuntime().addShutdownHook(new Thread(writer::jvmEnds, "gradcheck-results"));
            return writer;
        });
    }

    /**
     * Begins a run.
     *
     * @param directory where the files are to be; made when there is something to write
     * @param project the directory of the project whose tests run
     * @param warnings hears, once, that nothing can be written, and why
     */
    ResultWriter(Path directory, Path project, Consumer<String> warnings) {
        this.directory = directory;
        this.warnings = warnings;
        this.run = TIME.format(started) + "-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
        this.log = new RunLogWriter(directory, run, started, project);
    }

    /** {@return the name of the run: when it began, in which process, and a random part} */
    public String run() {
        return run;
    }

    /**
     * Says that tests are going to be run.
     *
     * @param planned their classes. Not modified.
     * @return the number of the plan, to be told when it ends
     */
    public synchronized long planBegins(List<PlannedClass> planned) {
        plans++;
        tell(RunEvent.began(plans, planned));
        return plans;
    }

    /**
     * Says that tests have ended; all that is new is written.
     *
     * @param plan the number of the plan
     */
    public synchronized void planEnds(long plan) {
        writeAll();
        // With these lines nobody waits for what cannot come any more.
        List.copyOf(unwritten).forEach(testClass -> tell(RunEvent.lost(testClass, "its results could not be written")));
        tell(RunEvent.ended(plan));
    }

    /**
     * Says that the tests of a class have ended, and writes what is new of it.
     *
     * @param testClass the class
     */
    public synchronized void classEnded(String testClass) {
        write(testClass);
        if (!unwritten.contains(testClass)) {
            tell(RunEvent.classEnded(testClass));
        }
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
     * Where checks go that are no single test's: it is the same for all plans of the run, and open until the JVM ends.
     *
     * @param make makes it
     * @return the recording
     */
    public synchronized Recording others(Supplier<Recording> make) {
        if (others == null) {
            others = make.get();
        }
        return others;
    }

    /**
     * Adds what is no single test's, if there is anything new.
     *
     * @return whether there is
     */
    public synchronized boolean addOthers() {
        long heard = others == null ? 0 : others.heard();
        if (others == null || heard == othersHeard) {
            return false;
        }
        othersHeard = heard;
        add(others.test().testClass(), others.soFar());
        return true;
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
        unwritten.add(testClass); // until it is written
        try {
            ClassResult result = new ClassResult(
                    ClassResult.FORMAT,
                    run,
                    started,
                    Instant.now(),
                    testClass,
                    Products.nativeInUse().orElse(null),
                    new ArrayList<>(tests.values()));
            String text = RecordWriter.written(result) + "\n";
            String file = fileName(testClass);
            AtomicFile.write(directory.resolve(file), text);
            unwritten.remove(testClass);
            tell(RunEvent.written(testClass, file, text));
        } catch (IOException | RuntimeException | OutOfMemoryError cannotWrite) {
            warn(cannotWrite);
        }
    }

    private void tell(RunEvent event) {
        try {
            log.add(event);
        } catch (IOException | RuntimeException cannotWrite) {
            warn(cannotWrite);
        }
    }

    private void warn(Throwable cannotWrite) {
        if (!warned) {
            warned = true;
            warnings.accept("gradcheck: results cannot be written to " + directory.toAbsolutePath() + ": " + cannotWrite
                    + "; the tests go on without, and gradcheck:verify is going to fail. Another directory: -D"
                    + ResultDirectory.PROPERTY + "=...");
        }
    }

    /**
     * Writes all files in which there is anything new, and those that could not be written before.
     *
     * @return whether there were any
     */
    public synchronized boolean writeAll() {
        addOthers();
        changed.addAll(unwritten);
        List<String> all = List.copyOf(changed);
        all.forEach(this::write);
        return !all.isEmpty();
    }

    /**
     * Writes what is left when the JVM ends, as checks may have ended after all tests; nothing where the directory has been
     * deleted since.
     *
     * @return whether anything was left, now or when it was asked before
     */
    public synchronized boolean jvmEnds() {
        if (log.isInPlace()) {
            late |= writeAll();
        }
        return late;
    }

    private String fileName(String testClass) {
        String name = testClass.replaceAll("[^A-Za-z0-9._$-]", "_");
        String same = files.putIfAbsent(name.toLowerCase(Locale.ROOT), testClass);
        boolean taken = same != null && !same.equals(testClass);
        if (!name.equals(testClass) || name.length() > LONGEST_NAME || taken) {
            String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
            name = start + "-" + Integer.toHexString(testClass.hashCode());
        }
        return name + "-" + run + ".json";
    }
}
