package io.gradcheck.report;

import io.gradcheck.report.view.Page;
import io.gradcheck.report.view.Summary;
import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.MergedResults.DamagedFile;
import io.gradcheck.result.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A report on recorded results: {@value #PAGE}, a page that opens without a network; {@value #DATA}, the same as data; and
 * {@value #SUMMARY}, a summary in Markdown that fits into a pull request.
 *
 * <pre>{@code
 * Report report = Report.read(List.of(Path.of("target/gradcheck")), "my-project");
 * Path page = report.writeTo(Path.of("target/gradcheck-report"));   // index.html in it
 * }</pre>
 *
 * <p>It shows wrong gradients, and is written whether there are any or not: it judges nothing.
 */
public final class Report {

    /** The name of the page. */
    public static final String PAGE = "index.html";

    /** The name of the file with all results, as {@link MergedResults}. */
    public static final String DATA = "gradcheck.json";

    /** The name of the summary. */
    public static final String SUMMARY = "summary.md";

    private static final String RESULTS = ".json";
    private static final String BESIDE = "-report";
    private static final char REPLACEMENT = '\uFFFD';

    private final MergedResults results;

    private Report(MergedResults results) {
        this.results = results;
    }

    /**
     * A report on all results in some directories.
     *
     * @param directories where recorded results lie; one that does not exist holds none
     * @param title what the report is about, such as the project's name
     * @return the report; files that cannot be read or are damaged are left out and named in it
     * @throws IOException if a directory cannot be read
     */
    public static Report read(List<Path> directories, String title) throws IOException {
        return read(directories, any -> true, title);
    }

    /**
     * A report on some of the results in some directories, such as those of the last run.
     *
     * @param directories where recorded results lie; one that does not exist holds none
     * @param included which of the results it is about
     * @param title what the report is about, such as the project's name
     * @return the report; files that cannot be read or are damaged are left out and named in it
     * @throws IOException if a directory cannot be read
     */
    public static Report read(List<Path> directories, Predicate<ClassResult> included, String title)
            throws IOException {
        List<ClassResult> results = new ArrayList<>();
        List<DamagedFile> damaged = new ArrayList<>();
        for (Path directory : directories) {
            results.addAll(read(directory, damaged).stream().filter(included).toList());
        }
        return of(results, damaged, title);
    }

    /**
     * A report on the last run of each test class in each of some directories: files of earlier runs stay until a project is
     * cleaned.
     *
     * @param directories where recorded results lie, one for each module; one that does not exist holds none
     * @param title what the report is about, such as the project's name
     * @return the report; files that cannot be read or are damaged are left out and named in it
     * @throws IOException if a directory cannot be read
     */
    public static Report readLast(List<Path> directories, String title) throws IOException {
        List<ClassResult> results = new ArrayList<>();
        List<DamagedFile> damaged = new ArrayList<>();
        for (Path directory : directories) {
            List<ClassResult> all = read(directory, damaged);
            Map<String, Long> numbers = RunLog.numbers(directory);
            // Runs are numbered, as a clock may be set back; those of earlier releases are not.
            Comparator<ClassResult> order = Comparator.<ClassResult>comparingLong(
                            one -> numbers.getOrDefault(one.run(), 0L))
                    .thenComparing(ClassResult::started);
            Map<String, ClassResult> last = new HashMap<>();
            all.forEach(one -> last.merge(one.testClass(), one, BinaryOperator.maxBy(order)));
            results.addAll(all.stream()
                    .filter(one -> order.compare(one, last.get(one.testClass())) == 0)
                    .toList());
        }
        return of(results, damaged, title);
    }

    /** The results in one directory; what is wrong with the files that hold none is added to the damaged ones. */
    private static List<ClassResult> read(Path directory, List<DamagedFile> damaged) throws IOException {
        List<ClassResult> results = new ArrayList<>();
        for (Path file : files(directory)) {
            try {
                results.add(ClassResult.read(file));
            } catch (IOException unreadable) {
                damaged.add(new DamagedFile(file.toString(), "cannot be read: " + unreadable));
            } catch (IllegalArgumentException noResult) {
                damaged.add(new DamagedFile(file.toString(), String.valueOf(noResult.getMessage())));
            }
        }
        return results;
    }

    /**
     * A report on results that are at hand.
     *
     * @param results the results. Not modified.
     * @param title what the report is about, such as the project's name
     * @return the report
     */
    public static Report of(List<ClassResult> results, String title) {
        return of(results, List.of(), title);
    }

    /**
     * A report on results that are at hand, and on what is missing from them.
     *
     * @param results the results. Not modified.
     * @param damaged the files that hold none, although they should. Not modified.
     * @param title what the report is about, such as the project's name
     * @return the report
     */
    public static Report of(List<ClassResult> results, List<DamagedFile> damaged, String title) {
        return new Report(new MergedResults(
                MergedResults.FORMAT, title, Instant.now(), List.copyOf(results), List.copyOf(damaged)));
    }

    /**
     * The files in a directory that are named as results are, whatever they are.
     *
     * @param directory the directory
     * @return the files by name; none if there is no directory
     * @throws IOException if it cannot be read
     */
    public static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(RESULTS))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Where a report on some results is, if nobody names another place.
     *
     * @param results the directory of the results
     * @return the directory beside it, such as {@code target/gradcheck-report} beside {@code target/gradcheck}
     */
    public static Path directoryBeside(Path results) {
        Path whole = results.toAbsolutePath().normalize();
        Path name = whole.getFileName();
        return whole.resolveSibling((name == null ? "" : name) + BESIDE);
    }

    /** {@return what it is about} */
    public MergedResults results() {
        return results;
    }

    /** {@return the summary in Markdown, of at most 60,000 characters} */
    public String summary() {
        return wellFormed(new Summary(results).markdown());
    }

    /**
     * Writes the page, the data and the summary; each file appears whole or not at all, and replaces one that is there.
     *
     * @param directory where they are to be; made where it is missing
     * @return the page
     * @throws IOException if a file cannot be written
     */
    public Path writeTo(Path directory) throws IOException {
        AtomicFile.write(directory.resolve(DATA), writer -> {
            for (Iterator<String> parts = results.parts().iterator(); parts.hasNext(); ) {
                writer.write(wellFormed(parts.next()));
            }
        });
        AtomicFile.write(directory.resolve(SUMMARY), summary());
        Path page = directory.resolve(PAGE);
        AtomicFile.write(page, wellFormed(new Page(results).html()));
        return page;
    }

    /** Names of tests hold anything; halves of characters and control characters are no part of a text file. */
    private static String wellFormed(String text) {
        StringBuilder well = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            boolean control = Character.isISOControl(character) && character != '\n' && character != '\t';
            if (half || control) {
                well.append(REPLACEMENT);
            } else {
                well.appendCodePoint(character);
            }
        });
        return well.toString();
    }
}
