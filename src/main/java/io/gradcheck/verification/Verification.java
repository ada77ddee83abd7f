package io.gradcheck.verification;

import io.gradcheck.report.Report;
import io.gradcheck.result.MergedResults.DamagedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tests of a module have recorded, to be held against rules. */
public final class Verification {

    private final Module module;
    private final RecordedRuns runs;
    private final List<DamagedFile> lost;
    private final Map<String, Checked> checked;

    /**
     * Where a module has what is read.
     *
     * @param name its name, for the text of a failure
     * @param title what its report is called
     * @param directory the directory of the project
     * @param build where Surefire and Failsafe have left their reports
     * @param classes its classes
     * @param tests the classes of its tests
     * @param results what its tests have recorded
     */
    public record Module(
            String name, String title, Path directory, Path build, Path classes, Path tests, Path results) {}

    private Verification(Module module, RecordedRuns runs, List<DamagedFile> lost) {
        this.module = module;
        this.runs = runs;
        this.lost = lost;
        this.checked = Checked.byClass(runs.results());
    }

    /**
     * Reads what there is.
     *
     * @param module the module
     * @param mustRecord whether a run of tests that has left no log is a loss
     * @param began when this build began
     * @return what was read
     * @throws IOException if a directory cannot be read
     */
    public static Verification of(Module module, boolean mustRecord, Instant began) throws IOException {
        RecordedRuns runs;
        try {
            runs = new RecordedRuns(module.results(), module.directory(), module.tests(), began);
        } catch (IOException unreadable) {
            throw new IOException("Cannot read results in " + module.results(), unreadable);
        }
        List<DamagedFile> lost = new ArrayList<>(runs.lost());
        if (mustRecord) {
            try {
                lost.addAll(LaunchedTests.unrecorded(module.build(), runs::hasLaunch));
            } catch (IOException unreadable) {
                throw new IOException("Cannot read the reports of the tests", unreadable);
            }
        }
        return new Verification(module, runs, lost);
    }

    /**
     * The classes that rules want to be checked.
     *
     * @param rules the rules
     * @param classes the module's classes
     * @param classPath where the types of the rules, and what is between, may lie; those classes too
     * @return their names
     * @throws IllegalArgumentException if a type of the rules is not on that class path
     */
    public static List<String> wanted(Rules rules, Path classes, List<String> classPath) {
        if (rules.types().isEmpty()) {
            return List.of();
        }
        List<String> all = new Implementations(classes, classPath).of(rules.types());
        return Implementations.chosen(all, rules.includes(), rules.excludes());
    }

    /** {@return what is worth knowing, and no reason to fail} */
    public List<String> warnings() {
        return runs.warnings();
    }

    /** {@return what is lost and not counted, a text each} */
    public List<String> lost() {
        return lost.stream()
                .map(one -> "Lost, and not counted: " + one.file() + ": " + one.problem())
                .toList();
    }

    /** {@return whether no results count} */
    public boolean isEmpty() {
        return runs.results().isEmpty();
    }

    /** {@return the report on the results that count and what is lost} */
    public Report report() {
        return Report.of(runs.results(), lost, module.title());
    }

    /**
     * The rules that do not hold.
     *
     * @param rules what must hold
     * @param wanted the classes that must have been checked
     * @return a text for each violation
     */
    public List<String> violations(Rules rules, List<String> wanted) {
        return Judge.violations(rules, checked, wanted);
    }

    /**
     * What is lost, as a violation.
     *
     * @param toGoOn the option that goes on without it
     * @return the text
     */
    public String lossAsViolation(String toGoOn) {
        StringBuilder text = new StringBuilder("results that were lost: found ")
                .append(lost.size())
                .append(", wanted none (mvn clean, and the tests again; to go on without: ")
                .append(toGoOn)
                .append(')');
        lost.forEach(
                one -> text.append("\n    ").append(one.file()).append(": ").append(one.problem()));
        return text.toString();
    }

    /**
     * What is said if rules do not hold.
     *
     * @param violations a text for each
     * @param page the page of the report
     * @return the text
     */
    public String failure(List<String> violations, Path page) {
        StringBuilder text = new StringBuilder("gradients are not verified: ")
                .append(violations.size() == 1 ? "1 rule is" : violations.size() + " rules are")
                .append(" violated in ")
                .append(module.name());
        violations.forEach(violation -> text.append("\n  ").append(violation));
        if (isEmpty()) {
            text.append("\n  no results of the classes that are built in ").append(module.results());
        }
        return text.append("\n  report: ").append(page).toString();
    }

    /**
     * What is said if all rules hold.
     *
     * @param page the page of the report
     * @return the text
     */
    public String success(Path page) {
        long checks = checked.values().stream().mapToLong(Checked::tries).sum();
        return "All rules hold: " + checks + " checks of " + checked.size() + " classes. Report: " + page;
    }
}
