package io.gradcheck.verification;

import io.gradcheck.report.Report;
import io.gradcheck.report.view.FoundMistake;
import io.gradcheck.result.BuiltClasses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What GitHub Actions shows of a verification: mistakes and violated rules as annotations, which are <a
 * href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">workflow commands</a> on
 * standard output; and the summary of the report as that of the job.
 */
public final class GitHubActions {

    private static final String ACTIONS = "GITHUB_ACTIONS";
    private static final String WORKSPACE = "GITHUB_WORKSPACE";
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";
    private static final int MOST_SHOWN = 10; // error annotations of one step
    private static final int LONGEST_TITLE = 250; // 255 in the interface for checks
    private static final int LONGEST_MESSAGE = 3_900; // the runner cuts what is longer than 4,096
    private static final long LARGEST_SUMMARY = 1 << 20; // bytes of one step; of more nothing is shown

    private final Map<String, String> environment;

    /**
     * Looks at an environment.
     *
     * @param environment its variables. Not modified.
     */
    public GitHubActions(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The annotations of a verification.
     *
     * @param module the module
     * @param roots where the sources of its tests are, beside {@code src/test/java} and the like
     * @param report the report on what was found
     * @param violations a text for each violated rule
     * @return lines for standard output: one for each mistake, then one for each violated rule, ten at most, the last of
     *     which says how many more there are; none outside of GitHub Actions
     */
    public List<String> annotations(
            Verification.Module module, List<Path> roots, Report report, List<String> violations) {
        if (!"true".equals(environment.get(ACTIONS))) {
            return List.of();
        }
        List<FoundMistake> mistakes = FoundMistake.of(report.results());
        List<Annotation> shown = new ArrayList<>();
        try (TestSources sources = new TestSources(module.directory(), module.tests(), roots)) {
            mistakes.stream()
                    .limit(MOST_SHOWN)
                    .map(mistake -> annotation(module, sources, mistake))
                    .forEach(shown::add);
        }
        violations.stream()
                .limit(MOST_SHOWN - shown.size())
                .map(violation -> new Annotation(
                        "", "gradients are not verified in " + module.name(), cut(violation, LONGEST_MESSAGE)))
                .forEach(shown::add);
        int more = mistakes.size() + violations.size() - shown.size();
        if (more > 0) {
            Annotation last = shown.remove(MOST_SHOWN - 1);
            shown.add(new Annotation(
                    last.place(),
                    last.title(),
                    last.message() + "\nand " + more + " more: GitHub shows " + MOST_SHOWN
                            + " of a step, the report has all mistakes and the log all rules"));
        }
        return shown.stream().map(Annotation::toString).toList();
    }

    private Annotation annotation(Verification.Module module, TestSources sources, FoundMistake mistake) {
        String place = sources.place(mistake.testClass(), mistake.method())
                .map(found -> properties(module, found))
                .orElse("");
        return new Annotation(place, cut(mistake.title(), LONGEST_TITLE), cut(mistake.text(), LONGEST_MESSAGE));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + " ...";
    }

    private String properties(Verification.Module module, TestSources.Place place) {
        Path file = place.file();
        String workspace = environment.getOrDefault(WORKSPACE, "");
        Path base = module.directory();
        if (!workspace.isEmpty()
                && file.startsWith(Path.of(workspace).toAbsolutePath().normalize())) {
            base = Path.of(workspace);
        }
        String line = place.line() == null ? "" : ",line=" + place.line();
        return "file=" + Annotation.property(BuiltClasses.relative(base, file)) + line + ",";
    }

    /**
     * Adds the summary of a report to that of the job, after what is there of others.
     *
     * @param report the report
     * @return why it could not be added, as a warning; empty if it was
     */
    public Optional<String> addToJobSummary(Report report) {
        String name = environment.getOrDefault(SUMMARY, "");
        if (name.isEmpty()) {
            return Optional.of("No summary for the job: the environment variable " + SUMMARY
                    + " is not set, as it is in GitHub Actions");
        }
        try {
            return append(Path.of(name), report.summary());
        } catch (IOException | InvalidPathException unwritable) {
            return Optional.of(
                    "No summary for the job: " + name + ", named by " + SUMMARY + ", cannot be written: " + unwritable);
        }
    }

    /** One at a time, as modules may be verified at once. */
    private static synchronized Optional<String> append(Path file, String summary) throws IOException {
        long before = Files.exists(file) ? Files.size(file) : 0;
        byte[] text = ((before == 0 ? "" : "\n") + summary).getBytes(StandardCharsets.UTF_8);
        if (Files.isRegularFile(file) && before + text.length > LARGEST_SUMMARY) {
            return Optional.of("No summary for the job: it would have " + (before + text.length)
                    + " bytes with this one, and GitHub shows none of more than " + LARGEST_SUMMARY);
        }
        Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Optional.empty();
    }

    /**
     * A workflow command.
     *
     * @param place the properties that say where, each with a comma after it; may be empty
     * @param title its title
     * @param message its text
     */
    private record Annotation(String place, String title, String message) {

        /** A comma ends a property, a colon them all. */
        private static String property(String value) {
            return data(value).replace(":", "%3A").replace(",", "%2C");
        }

        private static String data(String value) {
            return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
        }

        @Override
        public String toString() {
            return "::error " + place + "title=" + property(title) + "::" + data(message);
        }
    }
}
