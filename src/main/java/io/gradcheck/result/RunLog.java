package io.gradcheck.result;

import com.grack.nanojson.JsonObject;
import io.gradcheck.result.RunEvent.PlannedClass;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of itself, so that what is missing from its results can be told: a file of lines, the first one its head,
 * each further one an {@linkplain RunEvent event}, which is added when it happens.
 */
public final class RunLog {

    /** The version of the format that is written and read. */
    public static final int FORMAT = 1;

    /** The directory of the logs, below that of the results. */
    public static final String DIRECTORY = "runs";

    private static final String ENDING = ".jsonl";
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(.+)" + Pattern.quote(ENDING));

    private final Head head;
    private final Map<String, Long> planned = new LinkedHashMap<>();
    private final Map<String, WrittenFile> written = new LinkedHashMap<>();
    private final Map<String, String> lost = new LinkedHashMap<>();
    private final Set<String> endedClasses = new TreeSet<>();
    private final Map<Long, List<PlannedClass>> open = new LinkedHashMap<>();
    private boolean cut;

    /**
     * What is known of a run when it begins.
     *
     * @param format the version of the format, {@value #FORMAT}
     * @param run the name of the run
     * @param number larger than that of each run that began before in this directory, whatever a clock says
     * @param started when it began
     * @param project the directory of the project whose tests run, from that of the results on if that is possible
     * @param launch the command that started the JVM; empty if it is not known
     * @param classes the classes that are tested, and those of the tests
     */
    public record Head(
            int format,
            String run,
            long number,
            Instant started,
            String project,
            String launch,
            List<BuiltClasses> classes) {

        /**
         * The head of a run that begins.
         *
         * @param results the directory of the results
         * @param run the name of the run
         * @param started when it began
         * @param project the directory of the project
         * @param classes the classes that are tested, and those of the tests
         * @return the head
         * @throws IOException if the directory cannot be read
         */
        public static Head of(Path results, String run, Instant started, Path project, List<BuiltClasses> classes)
                throws IOException {
            return new Head(
                    FORMAT,
                    run,
                    1
                            + numbers(results).values().stream()
                                    .mapToLong(Long::longValue)
                                    .max()
                                    .orElse(0),
                    started,
                    BuiltClasses.relative(results, project),
                    command(),
                    classes);
        }

        /** {@return the name of the file} */
        public String file() {
            return number + "-" + run + ENDING;
        }
    }

    /**
     * A file of results.
     *
     * @param file its name
     * @param digest the digest of its text
     */
    public record WrittenFile(String file, String digest) {

        /**
         * Whether a text is what was written.
         *
         * @param text the text
         * @return whether it is
         */
        public boolean holds(String text) {
            return BuiltClasses.digest(text).equals(digest);
        }
    }

    private RunLog(Head head) {
        this.head = head;
    }

    /** Surefire writes it into its reports, by which these are known to be of this JVM. */
    private static String command() {
        return Optional.ofNullable(System.getProperty("sun.java.command")).orElse("");
    }

    /**
     * The numbers of the runs that have a log.
     *
     * @param results the directory of the results
     * @return the numbers by the names of the runs; none if there is no directory
     * @throws IOException if it cannot be read
     */
    public static Map<String, Long> numbers(Path results) throws IOException {
        Map<String, Long> numbers = new HashMap<>();
        for (Path file : files(results)) {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
                numbers.put(name.group(2), Long.parseLong(name.group(1)));
            }
        }
        return numbers;
    }

    /**
     * The logs in a directory of results.
     *
     * @param results the directory of the results
     * @return the files; none if there is no directory
     * @throws IOException if it cannot be read
     */
    public static List<Path> files(Path results) throws IOException {
        Path directory = results.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + ENDING)) {
            all.forEach(files::add);
        }
        Collections.sort(files);
        return files;
    }

    /**
     * Reads a log.
     *
     * @param file the file
     * @return what it says, as far as it goes: the last line may have been cut off when its JVM ended
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is damaged, or of another format; the message says where
     */
    public static RunLog read(Path file) throws IOException {
        String name = DIRECTORY + "/" + file.getFileName();
        String text = JsonInput.text(file);
        boolean cut = !text.endsWith("\n");
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || (cut && lines.size() == 1)) {
            throw new IllegalArgumentException(name + ": found no head of a run, wanted one in the first line");
        }
        JsonObject first = JsonInput.object(lines.get(0), name);
        Format.check(first, FORMAT, name);
        RunLog log = new RunLog(RecordReader.read(first, Head.class, name));
        log.cut = cut;
        for (int k = 1; k < lines.size() - (cut ? 1 : 0); k++) {
            log.add(RecordReader.read(lines.get(k), RunEvent.class, name + ", line " + (k + 1)));
        }
        return log;
    }

    private void add(RunEvent event) {
        String testClass = event.testClass() == null ? "" : event.testClass();
        switch (event.kind()) {
            case BEGAN -> {
                open.put(event.plan(), event.planned());
                event.planned().forEach(one -> planned.merge(one.testClass(), one.tests(), Math::max));
                event.planned().forEach(one -> endedClasses.remove(one.testClass()));
            }
            case CLASS_ENDED -> endedClasses.add(testClass);
            case WRITTEN -> {
                written.put(testClass, new WrittenFile(present(event.file()), present(event.digest())));
                lost.remove(testClass);
            }
            case LOST -> lost.put(testClass, present(event.reason()));
            case ENDED -> open.remove(event.plan());
        }
    }

    private static String present(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** {@return what is known since it began} */
    public Head head() {
        return head;
    }

    /** {@return how many methods were planned of each test class} */
    public Map<String, Long> planned() {
        return Collections.unmodifiableMap(planned);
    }

    /** {@return the last file that was written of each test class} */
    public Map<String, WrittenFile> written() {
        return Collections.unmodifiableMap(written);
    }

    /** {@return why results were lost, by the test class} */
    public Map<String, String> lost() {
        return Collections.unmodifiableMap(lost);
    }

    /** {@return the test classes that were planned and have not ended, as their run has not; none if it has} */
    public Set<String> unended() {
        Set<String> unended = new TreeSet<>();
        open.values().forEach(plan -> plan.forEach(one -> unended.add(one.testClass())));
        unended.removeAll(endedClasses);
        return unended;
    }

    /** {@return whether the run has ended, with all its plans} */
    public boolean hasEnded() {
        return open.isEmpty() && !cut;
    }
}
