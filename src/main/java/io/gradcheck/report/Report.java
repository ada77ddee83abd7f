package io.gradcheck.report;

import io.gradcheck.report.view.Page;
import io.gradcheck.report.view.Summary;
import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.MergedResults.DamagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
     * @return the report; files that are damaged are left out and named in it
     * @throws IOException if a directory or a file cannot be read
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
     * @return the report; files that are damaged are left out and named in it
     * @throws IOException if a directory or a file cannot be read
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
     * @return the report; files that are damaged are left out and named in it
     * @throws IOException if a directory or a file cannot be read
     */
    public static Report readLast(List<Path> directories, String title) throws IOException {
        List<ClassResult> results = new ArrayList<>();
        List<DamagedFile> damaged = new ArrayList<>();
        for (Path directory : directories) {
            List<ClassResult> all = read(directory, damaged);
            Map<String, Instant> last = new HashMap<>();
            all.forEach(one -> last.merge(
                    one.testClass(), one.started(), (first, second) -> first.isAfter(second) ? first : second));
            results.addAll(all.stream()
                    .filter(one -> one.started().equals(last.get(one.testClass())))
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
            } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException noResult) {
                damaged.add(new DamagedFile(file.toString(), problem(noResult)));
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

    private static Report of(List<ClassResult> results, List<DamagedFile> damaged, String title) {
        return new Report(new MergedResults(
                MergedResults.FORMAT, title, Instant.now(), List.copyOf(results), List.copyOf(damaged)));
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(RESULTS) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private static String problem(Exception noResult) {
        return noResult instanceof IllegalArgumentException ? String.valueOf(noResult.getMessage()) : "it is no UTF-8";
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

    /**
     * Writes the page, the data and the summary; each file appears whole or not at all, and replaces one that is there.
     *
     * @param directory where they are to be; made where it is missing
     * @return the page
     * @throws IOException if a file cannot be written
     */
    public Path writeTo(Path directory) throws IOException {
        AtomicFile.write(directory.resolve(DATA), wellFormed(results.json()));
        AtomicFile.write(directory.resolve(SUMMARY), wellFormed(new Summary(results).markdown()));
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
