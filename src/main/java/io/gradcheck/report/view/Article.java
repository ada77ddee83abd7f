package io.gradcheck.report.view;

import io.gradcheck.finding.EntryDifferences;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Profile;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.SubjectResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a subject that did not pass.
 *
 * @param one the subject
 * @param sections the check shown, or each mistake that a campaign found
 * @param complete whether it has its pictures and all of its text; else there was no room for them
 */
record Article(ReportedSubject one, List<Section> sections, boolean complete) {

    private static final int MOST_PROFILES = 3;
    private static final int MOST_MISTAKES = 10;
    private static final int MOST_MUTANTS = 20;
    private static final int MOST_STEPS = 60;
    private static final int LONGEST_TEXT = 20_000;
    private static final int SHORT_TEXT = 1_500;

    /**
     * A check with its text and pictures.
     *
     * @param heading what it is, empty where there is only one
     * @param note how often, and where first; empty where there is nothing to tell
     * @param check the check; null where none was kept
     * @param text the text of the failure
     * @param code the code that repeats it
     * @param pictures its pictures
     */
    record Section(
            String heading,
            String note,
            @Nullable CheckResult check,
            String text,
            String code,
            List<Picture> pictures) {}

    static Article complete(ReportedSubject one) {
        return new Article(one, sections(one, true), true);
    }

    static Article brief(ReportedSubject one) {
        return new Article(one, sections(one, false), false);
    }

    private static List<Section> sections(ReportedSubject one, boolean complete) {
        int longest = complete ? LONGEST_TEXT : SHORT_TEXT;
        List<Section> sections = new ArrayList<>();
        CheckResult shown = one.subject().shown();
        if (shown != null) {
            List<Picture> pictures = complete ? pictures("s" + one.number(), shown) : List.of();
            sections.add(new Section("", "", shown, cut(shown.text(), longest), one.repeat(), pictures));
        }
        List<MistakeResult> mistakes = one.subject().mistakes();
        for (MistakeResult mistake : mistakes.subList(0, Math.min(MOST_MISTAKES, mistakes.size()))) {
            String id = "s" + one.number() + "m" + sections.size();
            List<Picture> pictures = new ArrayList<>();
            if (complete && mistake.network() != null) {
                pictures.add(NetworkDrawing.of(id + "-network", mistake.network()));
            }
            if (complete && mistake.shown() != null) {
                pictures.addAll(pictures(id, mistake.shown()));
            }
            sections.add(new Section(
                    mistake.signature(),
                    "in " + Numbers.plural(mistake.count(), "case", "cases") + ", first in case " + mistake.first()
                            + " of seed " + one.subject().seed(),
                    mistake.shown(),
                    cut(mistake.text(), longest),
                    cut(mistake.code(), longest),
                    pictures));
        }
        return sections;
    }

    /** Pictures of the variables that did not pass, the wrong ones first. */
    private static List<Picture> pictures(String id, CheckResult check) {
        Map<String, Verdict> verdicts =
                check.variables().stream().collect(Collectors.toMap(Finding::name, Finding::verdict, Verdict::worse));
        List<Picture> pictures = new ArrayList<>();
        List<Profile> profiles = check.profiles().stream()
                .sorted((one, other) -> verdicts.getOrDefault(other.variable(), Verdict.PASS)
                        .compareTo(verdicts.getOrDefault(one.variable(), Verdict.PASS)))
                .limit(MOST_PROFILES)
                .toList();
        for (EntryDifferences one : check.differences()) {
            if (one.values().size() > 1 && pictures.size() < MOST_PROFILES) {
                pictures.add(HeatMap.of(id + "-p" + pictures.size(), one));
            }
        }
        for (Profile profile : profiles) {
            boolean wrong = verdicts.get(profile.variable()) == Verdict.FAIL;
            AroundPoint.of(id + "-p" + pictures.size(), profile, wrong).ifPresent(pictures::add);
            StepErrors.of(id + "-p" + pictures.size(), profile, wrong).ifPresent(pictures::add);
        }
        return pictures;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, longest) + "\n… (" + Numbers.count(text.length() - longest)
                        + " more characters in gradcheck.json)";
    }

    /** {@return how many mistakes are left out} */
    int mistakesLeftOut() {
        return Math.max(0, one.subject().mistakes().size() - MOST_MISTAKES);
    }

    /** {@return how many of its tries had which verdict} */
    String tries() {
        SubjectResult subject = one.subject();
        String verdicts = subject.verdicts().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String shrinking = subject.shrinkingTries() == 0
                ? ""
                : "; " + Numbers.count(subject.shrinkingTries()) + " to make it small";
        return subject.tries() == 1 && shrinking.isEmpty()
                ? "1"
                : Numbers.count(subject.tries()) + ": " + verdicts + shrinking;
    }

    String style() {
        return one.verdict().name().toLowerCase(Locale.ROOT);
    }

    /** {@return why a variable has its verdict: its reason, or what it looks like; empty on a plain PASS} */
    static String why(Finding variable) {
        if (!variable.diagnoses().isEmpty()) {
            return "looks like: " + variable.diagnoses().get(0);
        }
        return variable.vacuous() && variable.reason().isEmpty()
                ? "vacuous: nothing could have been seen"
                : variable.reason();
    }

    /** {@return what was done for the verdict on a variable, a line each} */
    static String steps(Finding variable) {
        List<TraceStep> trace = variable.trace();
        String steps = trace.subList(0, Math.min(MOST_STEPS, trace.size())).stream()
                .map(TraceStep::toString)
                .collect(Collectors.joining("\n"));
        return trace.size() <= MOST_STEPS
                ? steps
                : steps + "\n… (" + Numbers.count(trace.size() - MOST_STEPS) + " more steps in gradcheck.json)";
    }

    static List<Mutant> first(List<Mutant> unseen) {
        return unseen.subList(0, Math.min(MOST_MUTANTS, unseen.size()));
    }
}
