package io.gradcheck.report.view;

import io.gradcheck.finding.EntryDifferences;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Profile;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.SubjectResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a finding: the first subject that met it, and who else did.
 *
 * @param entry the finding
 * @param section the check shown; of a campaign the mistake
 * @param complete whether it has its pictures and all of its text; else there was no room for them
 */
record Article(Entry entry, Section section, boolean complete) {

    private static final int MOST_PROFILES = 3;
    private static final int MOST_MET = 50;
    private static final int MOST_MET_IN_BRIEF = 10;
    private static final int MOST_PARTS = 5;
    private static final int MOST_NOT_JUDGED = 20;
    private static final int MOST_MUTANTS = 100;
    private static final int MOST_STEPS = 60;
    private static final int LONGEST_TEXT = 20_000;
    private static final int SHORT_TEXT = 1_500;

    /**
     * A check with its text and pictures.
     *
     * @param note how often, and where first; empty where there is nothing to tell
     * @param check the check; null where none was kept
     * @param text the text of the failure; empty where none was kept
     * @param code the code that repeats it; empty where there is none
     * @param pictures its pictures
     */
    record Section(String note, @Nullable CheckResult check, String text, String code, List<Picture> pictures) {}

    /**
     * A standard mistake in one variable.
     *
     * @param variable the variable
     * @param mistake the mistake
     * @param seen whether the check would have caught it
     * @param reason why not
     */
    record MutantRow(String variable, String mistake, boolean seen, String reason) {}

    static Article complete(Entry entry) {
        return new Article(entry, section(entry, true), true);
    }

    static Article brief(Entry entry) {
        return new Article(entry, section(entry, false), false);
    }

    private static Section section(Entry entry, boolean complete) {
        int longest = complete ? LONGEST_TEXT : SHORT_TEXT;
        ReportedSubject one = entry.first().one();
        MistakeResult mistake = entry.first().mistake();
        List<Picture> pictures = new ArrayList<>();
        if (mistake != null) {
            if (complete && mistake.network() != null) {
                pictures.add(NetworkDrawing.of(entry.anchor() + "-network", mistake.network()));
            }
            if (complete && mistake.shown() != null) {
                pictures.addAll(pictures(entry.anchor(), mistake.shown()));
            }
            return new Section(
                    "in " + Numbers.plural(mistake.count(), "case", "cases") + ", first in case " + mistake.first()
                            + " of seed " + one.subject().seed(),
                    mistake.shown(),
                    cut(mistake.text(), longest),
                    cut(mistake.code(), longest),
                    pictures);
        }
        CheckResult shown = one.subject().shown();
        if (shown == null) {
            return new Section("", null, "", "", List.of());
        }
        if (complete) {
            pictures.addAll(pictures(entry.anchor(), shown));
        }
        return new Section("", shown, cut(shown.text(), longest), one.repeat(), pictures);
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

    ReportedSubject one() {
        return entry.first().one();
    }

    /** {@return what was found, in one line; the subject where there is nothing to tell} */
    String title() {
        String note = entry.first().note();
        return note.isEmpty() ? one().subject().subject() : note;
    }

    /** {@return what the text is about} */
    String shownHeading() {
        return entry.met().size() == 1 ? "Report" : "Report of the first of them";
    }

    /** {@return those who met it that the page names} */
    List<Entry.Occurrence> met() {
        return first(entry.met(), complete ? MOST_MET : MOST_MET_IN_BRIEF);
    }

    /** {@return how many who met it are left out} */
    int metLeftOut() {
        return entry.met().size() - met().size();
    }

    /** {@return how many of the tries of a subject had which verdict; of how many a campaign's mistake was seen} */
    static String tries(Entry.Occurrence met) {
        SubjectResult subject = met.one().subject();
        if (met.mistake() != null) {
            return Numbers.count(met.mistake().count()) + " of " + Numbers.count(subject.tries());
        }
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

    /** {@return the parts of a test that did not pass, as its engine displays them, with how they ended; a line each} */
    static List<String> parts(Entry.Occurrence met) {
        List<PartResult> parts = met.one().parts().stream()
                .filter(part -> !part.name().isEmpty())
                .toList();
        List<String> lines = new ArrayList<>();
        first(parts, MOST_PARTS).forEach(part -> lines.add(part.name() + ": " + part.status()));
        long more = parts.size() - lines.size() + met.one().test().furtherNotPassed();
        if (more > 0) {
            lines.add("and " + Numbers.plural(more, "more part", "more parts") + " that did not pass");
        }
        return lines;
    }

    /** {@return why tests that met it could not judge, each reason once} */
    List<PartResult> notJudged() {
        return first(allNotJudged(), MOST_NOT_JUDGED);
    }

    /** {@return how many of these are left out} */
    int notJudgedLeftOut() {
        return allNotJudged().size() - notJudged().size();
    }

    private List<PartResult> allNotJudged() {
        return entry.met().stream()
                .flatMap(met -> met.one().notJudged().stream())
                .filter(part -> !part.reason().isEmpty())
                .distinct()
                .toList();
    }

    String style() {
        return entry.verdict().name().toLowerCase(Locale.ROOT);
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

    /** {@return the standard mistakes of a check, those first that it could not have seen} */
    static List<MutantRow> mutants(CheckResult check) {
        List<MutantRow> rows = new ArrayList<>();
        check.unseen()
                .forEach(
                        mutant -> rows.add(new MutantRow(mutant.variable(), mutant.mistake(), false, mutant.reason())));
        check.seen()
                .forEach(variable -> variable.mistakes()
                        .forEach(mistake -> rows.add(new MutantRow(variable.variable(), mistake, true, ""))));
        return first(rows, MOST_MUTANTS);
    }

    /** {@return how many of these the table leaves out} */
    static int mutantsLeftOut(CheckResult check) {
        return check.mutants() - mutants(check).size();
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }
}
