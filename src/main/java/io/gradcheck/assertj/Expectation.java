package io.gradcheck.assertj;

import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an assertion expects, and the failures where something else was found; the one place that makes their texts.
 *
 * <p>A text says what was asserted, of which subject, what was found, and goes on with what the report says of it, with
 * how to repeat it.
 *
 * @param of of what, such as {@code the gradients of net}
 * @param wanted what, such as {@code be correct}
 */
record Expectation(String of, String wanted) {

    private static final int MOST_MUTANTS = 10;

    /** Of all gradients of a subject. */
    static String all(GradientReport report) {
        return "the gradients of " + report.subject();
    }

    /** Of one of them. */
    static String one(GradientReport report, String variable) {
        return "the gradient of " + variable + " in " + report.subject();
    }

    static Expectation correct(String of) {
        return new Expectation(of, "be correct");
    }

    static Expectation correctAt(String of, List<String> variables) {
        return new Expectation(of, "be correct at " + listed(variables));
    }

    static Expectation wrong(String of) {
        return new Expectation(of, "be wrong");
    }

    static Expectation wrongIn(String of, List<String> variables) {
        return new Expectation(of, "be wrong in " + listed(variables));
    }

    static Expectation verdict(String of, Verdict verdict) {
        return new Expectation(of, "have verdict " + verdict);
    }

    static Expectation detectionLimitBelow(String of, double limit) {
        return new Expectation(of, "have a detection limit below " + number(limit));
    }

    static Expectation mutantScoreOf(String of, double least) {
        return new Expectation(of, "have a mutant score of at least " + share(least));
    }

    static Expectation caught(String of, List<String> mistakes) {
        return new Expectation("the check of " + of, "catch " + listed(mistakes));
    }

    static Expectation diagnosis(String of, String mistake) {
        return new Expectation(of, "be diagnosed as " + mistake);
    }

    static Expectation held(String of, Law law) {
        return new Expectation(of, "hold law " + law);
    }

    static Expectation broken(String of, Law law) {
        return new Expectation(of, "break law " + law);
    }

    static Expectation variables(String of, List<String> variables) {
        return new Expectation(of, "be checked at " + listed(variables));
    }

    /** What has a verdict in a report: its variables by name, and its laws. */
    static List<String> of(Verdict verdict, GradientReport report) {
        Stream<String> variables = report.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(Finding::name);
        Stream<String> laws = report.laws().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(finding -> name(finding.law()));
        return Stream.concat(variables, laws).toList();
    }

    static String name(Law law) {
        return "law " + law;
    }

    /** What the report says of some of its variables. */
    static String text(GradientReport report, List<String> variables) {
        return variables.stream().map(report::text).collect(Collectors.joining("\n"));
    }

    Failure butWrong(List<String> wrong, String text) {
        return but("wrong: " + listed(wrong), text);
    }

    Failure butNotWrong(List<String> notWrong, String text) {
        return but("not wrong: " + listed(notWrong), text);
    }

    Failure butVerdict(Verdict found, String text) {
        return but(found.toString(), text);
    }

    Failure butLimits(List<Finding> above, String text) {
        String limits = above.stream()
                .map(finding -> finding.name() + " with " + number(finding.detectionLimit()))
                .collect(Collectors.joining(", "));
        return but("not below: " + limits, text);
    }

    Failure butScore(GradientReport report) {
        List<Mutant> mutants = report.mutants();
        List<Mutant> unseen =
                mutants.stream().filter(mutant -> !mutant.caught()).toList();
        String found = mutants.isEmpty()
                ? "no mutant, as no variable is right"
                : share(report.mutantScore()) + " (" + (mutants.size() - unseen.size()) + " of " + mutants.size() + ")";
        return but(found, lines(unseen) + report);
    }

    Failure butUnseen(List<Mutant> unseen, String text) {
        return but(
                "unseen in: "
                        + listed(
                                unseen.stream().map(Mutant::variable).distinct().toList()),
                lines(unseen) + text);
    }

    Failure butNoMutant(List<String> unknown, List<String> known, String text) {
        return but("no mutant " + listed(unknown) + "; there are: " + (known.isEmpty() ? "none" : listed(known)), text);
    }

    Failure butDiagnoses(List<Diagnosis> diagnoses, String text) {
        return but(
                diagnoses.isEmpty()
                        ? "no diagnosis"
                        : "it to look like: "
                                + listed(diagnoses.stream()
                                        .map(Diagnosis::mistake)
                                        .toList()),
                text);
    }

    Failure butBroken(String text) {
        return but("it broken", text);
    }

    Failure butHeld(String text) {
        return but("it held", text);
    }

    /** Names what is undecided; nothing, if nothing could have been seen. */
    Failure butUndecided(List<String> undecided, String text) {
        return but(undecided.isEmpty() ? "nothing that could be seen" : "undecided: " + listed(undecided), text);
    }

    Failure butNotJudged(List<LawFinding> judged, String text) {
        return but(
                "it not judged; judged were: "
                        + listed(judged.stream()
                                .map(finding -> finding.law().toString())
                                .toList()),
                text);
    }

    Failure butNotChecked(List<String> unknown, GradientReport report) {
        List<String> checked = report.findings().stream().map(Finding::name).toList();
        String excluded = report.excluded().isEmpty() ? "" : "; excluded were: " + listed(report.excluded());
        return but("no " + listed(unknown) + "; checked were: " + listed(checked) + excluded, "");
    }

    private Failure but(String found, String text) {
        String line = "Expecting " + of + " to " + wanted + ", but found " + found;
        return new Failure(wanted, found, text.isEmpty() ? line : line + "\n" + text);
    }

    private static String lines(List<Mutant> mutants) {
        List<String> lines = new ArrayList<>();
        mutants.stream().limit(MOST_MUTANTS).forEach(mutant -> lines.add("  " + mutant + "\n"));
        if (mutants.size() > MOST_MUTANTS) {
            lines.add("  and " + (mutants.size() - MOST_MUTANTS) + " more\n");
        }
        return String.join("", lines);
    }

    private static String listed(List<String> names) {
        return String.join(", ", names);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3e", value);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
