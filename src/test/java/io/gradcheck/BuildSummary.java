package io.gradcheck;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The last words of {@code mvn verify}: what has been shown, and what has been left out. */
final class BuildSummary {

    private final Path target;
    private final Instant began;

    BuildSummary(Path target, Instant began) {
        this.target = target;
        this.began = began;
    }

    /** What a directory of reports counts. */
    private static final class Counts {
        private long tests;
        private long skipped;
        private long classes;
        private final List<String> skippedClasses = new ArrayList<>();

        private void add(Element suite) {
            tests += Long.parseLong(suite.getAttribute("tests"));
            long left = Long.parseLong(suite.getAttribute("skipped"));
            skipped += left;
            classes++;
            if (left > 0) {
                String name = suite.getAttribute("name");
                skippedClasses.add(name.substring(name.lastIndexOf('.') + 1));
            }
        }
    }

    /**
     * Prints it.
     *
     * @param args the directory of the build, when it began, and the tags of the tests that it leaves out
     */
    public static void main(String[] args) throws IOException {
        System.out.print(
                new BuildSummary(Path.of(args[0]), Instant.parse(args[1])).text(args.length > 2 ? args[2] : ""));
    }

    String text(String tagsLeftOut) throws IOException {
        Counts unit = counts("surefire-reports");
        Counts integration = counts("failsafe-reports");
        List<String> projects = projects();
        if (unit.tests + integration.tests == 0) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("\nShown on Java " + Runtime.version().feature() + ":\n");
        text.append(String.format(Locale.ROOT, "  %,d tests of %,d classes%n", unit.tests, unit.classes));
        if (!projects.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %d projects built that use the packaged jar, and %d tests of what they say: %s%n",
                    projects.size(),
                    integration.tests,
                    String.join(", ", projects)));
        }
        text.append("Left out:\n");
        if (unit.skipped > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %,d tests that say why: %s%n",
                    unit.skipped,
                    String.join(", ", unit.skippedClasses)));
        }
        text.append(
                tagsLeftOut.contains("thorough")
                        ? "  what takes minutes, more projects that use the jar, and coverage: -Pthorough\n"
                        : "");
        text.append(tagsLeftOut.contains("long") ? "  what takes up to an hour: -Plong\n" : "");
        return text.append("  the measured pages, mutants and benchmarks: src/site/markdown/contributing.md\n")
                .toString();
    }

    private List<String> projects() throws IOException {
        List<String> projects = new ArrayList<>();
        for (Element project : read("invoker-reports", "BUILD-*.xml")) {
            projects.add(project.getAttribute("project").replaceFirst("/pom\\.xml$", ""));
        }
        projects.removeIf("setup"::equals);
        projects.sort(null);
        return projects;
    }

    private Counts counts(String directory) throws IOException {
        Counts counts = new Counts();
        for (Element suite : read(directory, "TEST-*.xml")) {
            counts.add(suite);
        }
        counts.skippedClasses.sort(null);
        return counts;
    }

    /** What the files of one kind that this build has written have at their root; nothing where there is no such directory. */
    private List<Element> read(String directory, String files) throws IOException {
        Path reports = target.resolve(directory);
        List<Element> roots = new ArrayList<>();
        if (!Files.isDirectory(reports)) {
            return roots;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(reports, files)) {
            for (Path file : all) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(began)) {
                    continue; // of an earlier build
                }
                roots.add(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getDocumentElement());
            }
        } catch (ParserConfigurationException | SAXException damaged) {
            throw new IOException("damaged report in " + reports, damaged);
        }
        return roots;
    }
}
