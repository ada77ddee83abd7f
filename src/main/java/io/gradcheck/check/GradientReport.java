package io.gradcheck.check;

import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Verdict;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/**
 * What a check of a subject found: a verdict for every variable and for the whole.
 *
 * <pre>{@code
 * GradientReport report = GradientChecker.standard().check(subject);
 * report.verdict();         // PASS
 * report.throwIfFailed();   // returns quietly; throws AssertionFailedError with the full text on FAIL
 * }</pre>
 */
public final class GradientReport {

    private final CheckOutcome outcome;
    private volatile boolean asserted;

    GradientReport(CheckOutcome outcome) {
        this.outcome = outcome;
    }

    /** What was found, for those who assert nothing by looking at it. */
    CheckOutcome outcome() {
        return outcome;
    }

    /** {@return the name of the subject} */
    public String subject() {
        return outcome.subject();
    }

    /** {@return the seed that repeats this report} */
    public long seed() {
        return outcome.options().seed();
    }

    /**
     * The call that makes the checker of this report, with its seed and all options, so that checking the same subject again
     * gives the same report.
     *
     * @return a Java expression, such as {@code GradientChecker.standard().seed(5)}
     */
    public String code() {
        return outcome.options().call();
    }

    /** {@return the worst verdict of all variables and laws; INCONCLUSIVE if nothing could be seen of any of them} */
    public Verdict verdict() {
        asserted = true;
        return outcome.verdict();
    }

    /**
     * Whether anybody asked for the verdict, a finding or a law since the check ended: {@link #verdict},
     * {@link #findings}, {@link #finding}, {@link #laws} or {@link #throwIfFailed}. Printing the report is not asking, nor
     * is looking at its {@link #mutants}, which say nothing of variables that are wrong.
     *
     * <p>A test that checks a wrong gradient and looks at nothing has asserted nothing; test adapters fail it.
     *
     * @return whether anybody did
     */
    public boolean isAsserted() {
        return asserted;
    }

    /** Ends the time in which listeners ask, who assert nothing. */
    void handOver() {
        asserted = false;
    }

    /** {@return whether nothing could have been seen of any variable} */
    public boolean isVacuous() {
        return outcome.isVacuous();
    }

    /**
     * Whether nothing could have been seen of any variable, although the checker does not accept that. Test adapters fail
     * such a test, as it has shown nothing.
     *
     * @return true unless something could have been seen, or the checker was told {@link GradientChecker#allowVacuous}
     */
    public boolean isUnacceptablyVacuous() {
        return outcome.isUnacceptablyVacuous();
    }

    /** {@return one finding for each variable that is not excluded, in the order of the subject's point} */
    public List<Finding> findings() {
        asserted = true;
        return outcome.findings();
    }

    /** {@return the variables that were not checked because they were excluded, in the order of the subject's point} */
    public List<String> excluded() {
        return outcome.excluded().variables();
    }

    /** {@return how many entries of all variables were checked, those of excluded variables included} */
    public EntryCounts entries() {
        return outcome.entries();
    }

    /**
     * The finding about one variable.
     *
     * @param variable its name
     * @return the finding
     * @throws IllegalArgumentException if there is no such variable, or it was excluded
     */
    public Finding finding(String variable) {
        asserted = true;
        return outcome.finding(variable);
    }

    /** {@return one finding for each law that could be judged, in the order of {@link Law}} */
    public List<LawFinding> laws() {
        asserted = true;
        return outcome.laws();
    }

    /** {@return how often the subject was evaluated in all, its gradient included} */
    public int evaluations() {
        return outcome.evaluations();
    }

    /**
     * Which standard mistakes this check would have caught, in every variable that passed. Costs no further evaluation of
     * the subject; a subject that offers {@code suspects} is asked for them.
     *
     * @return one entry for each variable and mistake that can be made in it
     */
    public List<Mutant> mutants() {
        return outcome.mutants().list();
    }

    /** {@return the share of {@link #mutants()} that would have been caught; NaN if there are none} */
    public double mutantScore() {
        List<Mutant> all = mutants();
        return (double) all.stream().filter(Mutant::caught).count() / all.size();
    }

    /**
     * Throws with the full text if the gradient is wrong or nothing can be said.
     *
     * @throws AssertionFailedError if the verdict is FAIL
     * @throws InconclusiveError if the verdict is INCONCLUSIVE; test adapters abort the test instead of failing it
     */
    public void throwIfFailed() {
        switch (verdict()) {
            case FAIL -> throw new AssertionFailedError(toString());
            case INCONCLUSIVE -> throw new InconclusiveError(this);
            case PASS, KINK -> {}
        }
    }

    /**
     * The text about one variable: the failure with its entries, or a line.
     *
     * @param variable its name
     * @return the text
     * @throws IllegalArgumentException if there is no such variable, or it was excluded
     */
    public String text(String variable) {
        return new ReportText(outcome).text(outcome.finding(variable));
    }

    /**
     * The short text about one variable that is wrong: where, by how much, and what it looks like, without the subject's name.
     *
     * @param variable its name
     * @return two lines, or three if there is a reason; the text of the variable if it is not wrong
     * @throws IllegalArgumentException if there is no such variable, or it was excluded
     */
    public String summary(String variable) {
        return new ReportText(outcome).summary(outcome.finding(variable));
    }

    /**
     * The text about one law.
     *
     * @param law the law
     * @return the text; empty if the law holds or was not judged
     */
    public String text(Law law) {
        return new ReportText(outcome).text(law);
    }

    /**
     * The text in short, for where the full one can be read elsewhere: of a failure how to repeat it and, of at most three
     * mistakes, what is wrong, where, by how much, and probably why.
     *
     * @return a few lines; the full text of what did not fail
     */
    public String brief() {
        return new BriefText(outcome).text();
    }

    /**
     * The text about one variable in short, for where the full one can be read elsewhere: how to repeat it, where it is wrong,
     * by how much, and probably why.
     *
     * @param variable its name
     * @return a few lines; the full text, a line, if it is not wrong
     * @throws IllegalArgumentException if there is no such variable, or it was excluded
     */
    public String brief(String variable) {
        return new BriefText(outcome).text(outcome.finding(variable));
    }

    /** {@return the full text: a failure with its entries, or a table of what was proven} */
    @Override
    public String toString() {
        return new ReportText(outcome).text();
    }
}
