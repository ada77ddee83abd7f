package io.gradcheck.assertj;

import io.gradcheck.argument.Argument;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the gradients of a subject.
 *
 * <p>Those on the strength of the check, {@link #haveDetectionLimitBelow}, {@link #haveMutantScoreAtLeast} and
 * {@link #wouldCatch}, are about gradients that are correct. They fail where a gradient is wrong or a law broken, and
 * nothing said before, such as {@link #areWrongIn}, expects it.
 *
 * <p>Where nothing can be said of a gradient that is asserted to be correct, {@link InconclusiveError} is thrown, on
 * which test adapters abort a test instead of failing it.
 *
 * @param <SELF> the type of the assertions
 * @param <ACTUAL> the type of what they are about
 */
public abstract class AbstractGradientsAssert<SELF extends AbstractGradientsAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractReportAssert<SELF, ACTUAL> {

    /** What was said to be wrong: variables by name, and laws. */
    private final Set<String> statedWrong = new HashSet<>();

    private boolean verdictStated;

    AbstractGradientsAssert(@Nullable ACTUAL actual, Class<SELF> selfType) {
        super(actual, selfType);
    }

    /** The report that is asked; fails if there is no actual. */
    abstract GradientReport report();

    final void forgetStatements() {
        statedWrong.clear();
        verdictStated = false;
    }

    // Verdicts.

    /**
     * Says that every gradient is right, at kinks around the point, and that every law holds.
     *
     * @return this
     * @throws AssertionError if a gradient is wrong or a law broken
     * @throws InconclusiveError if nothing can be said
     */
    public SELF areCorrect() {
        GradientReport report = report();
        verdictStated = true;
        switch (report.verdict()) {
            case FAIL ->
                throw failure(Expectation.correct(Expectation.all(report))
                        .butWrong(Expectation.of(Verdict.FAIL, report), report.toString()));
            case INCONCLUSIVE -> throw undecided(report, report.toString());
            case PASS, KINK -> {}
        }
        return myself;
    }

    /**
     * Says that the gradients of some variables are right, at kinks around the point; those of others may be wrong, and
     * laws broken.
     *
     * @param variables their names
     * @return this
     * @throws AssertionError if one of them is wrong, or was not checked
     * @throws InconclusiveError if nothing can be said of one of them
     * @throws IllegalArgumentException if none is named
     */
    public SELF areCorrectAt(String... variables) {
        List<String> names = named("variables", variables);
        GradientReport report = report();
        Expectation expectation = Expectation.correctAt(Expectation.all(report), names);
        requireCorrect(report, findings(report, names, expectation), expectation);
        return myself;
    }

    /**
     * Says that the gradients of some variables are wrong; those of others may be wrong too.
     *
     * @param variables their names
     * @return this
     * @throws AssertionError if one of them has another verdict, or was not checked
     * @throws IllegalArgumentException if none is named
     */
    public SELF areWrongIn(String... variables) {
        List<String> names = named("variables", variables);
        GradientReport report = report();
        statedWrong.addAll(names);
        Expectation expectation = Expectation.wrongIn(Expectation.all(report), names);
        requireWrong(report, findings(report, names, expectation), expectation);
        return myself;
    }

    /**
     * Says what the worst verdict of all variables and laws is.
     *
     * @param verdict the verdict
     * @return this
     * @throws AssertionError if it is another one
     */
    public SELF hasVerdict(Verdict verdict) {
        Objects.requireNonNull(verdict, "verdict");
        GradientReport report = report();
        verdictStated = true;
        if (report.verdict() != verdict) {
            throw failure(Expectation.verdict(Expectation.all(report), verdict)
                    .butVerdict(report.verdict(), report.toString()));
        }
        return myself;
    }

    // The strength of the check.

    /**
     * Says that an error of a single entry, in any variable, would have been seen if it were as large as a limit.
     *
     * @param limit what every {@link Finding#detectionLimit()} is below
     * @return this
     * @throws AssertionError if one is not below, or if a gradient is wrong and was not said to be
     * @throws InconclusiveError if nothing can be said, and that was not said to be
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public SELF haveDetectionLimitBelow(double limit) {
        positive(limit);
        GradientReport report = report();
        Expectation expectation = Expectation.detectionLimitBelow(Expectation.all(report), limit);
        requireAsStated(report, expectation);
        requireBelow(limit, report.findings(), expectation, report.toString());
        return myself;
    }

    /**
     * Says that the check would have caught a share of the standard mistakes.
     *
     * @param least the least {@link GradientReport#mutantScore()}, from 0 to 1
     * @return this
     * @throws AssertionError if it is less, or if a gradient is wrong and was not said to be
     * @throws InconclusiveError if nothing can be said, and that was not said to be
     * @throws IllegalArgumentException if the share is not a number from 0 to 1
     */
    public SELF haveMutantScoreAtLeast(double least) {
        Argument.share("score", least);
        GradientReport report = report();
        Expectation expectation = Expectation.mutantScoreOf(Expectation.all(report), least);
        requireAsStated(report, expectation);
        if (!(report.mutantScore() >= least)) {
            throw failure(expectation.butScore(report));
        }
        return myself;
    }

    /**
     * Says that the check would have caught standard mistakes, wherever they can be made;
     * {@link FindingAssert#wouldCatch} says so of one variable.
     *
     * @param mistakes what they are called, as in {@link GradientReport#mutants()}
     * @return this
     * @throws AssertionError if one of them would have stayed unseen in a variable, if there is no mistake of that
     *     name, or if a gradient is wrong and was not said to be
     * @throws InconclusiveError if nothing can be said, and that was not said to be
     * @throws IllegalArgumentException if none is named
     */
    public SELF wouldCatch(String... mistakes) {
        List<String> names = named("mistakes", mistakes);
        GradientReport report = report();
        Expectation expectation = Expectation.caught(Expectation.all(report), names);
        requireAsStated(report, expectation);
        requireCaught(names, report.mutants(), expectation, report.toString());
        return myself;
    }

    /** How strong a check was says nothing in favour of gradients that are wrong, or of which nothing can be said. */
    private void requireAsStated(GradientReport report, Expectation expectation) {
        if (verdictStated) {
            return;
        }
        List<String> wrong = Expectation.of(Verdict.FAIL, report).stream()
                .filter(name -> !statedWrong.contains(name))
                .toList();
        if (!wrong.isEmpty()) {
            throw failure(expectation.butWrong(wrong, report.toString()));
        }
        if (report.verdict() == Verdict.INCONCLUSIVE) {
            List<String> undecided = Expectation.of(Verdict.INCONCLUSIVE, report);
            throw undecided(report, expectation.butUndecided(undecided, report.toString()));
        }
    }

    // Laws.

    /**
     * Says that a law holds.
     *
     * @param law the law
     * @return this
     * @throws AssertionError if it is broken, or was not judged
     * @throws InconclusiveError if it kept the check from going on
     */
    public SELF hold(Law law) {
        GradientReport report = report();
        Expectation expectation = Expectation.held(Expectation.all(report), law);
        switch (verdict(report, law, expectation)) {
            case FAIL -> throw failure(expectation.butBroken(report.text(law)));
            case INCONCLUSIVE ->
                throw undecided(report, expectation.butUndecided(List.of(Expectation.name(law)), report.text(law)));
            case PASS, KINK -> {}
        }
        return myself;
    }

    /**
     * Says that a law is broken.
     *
     * @param law the law
     * @return this
     * @throws AssertionError if it holds, was not judged, or kept the check from going on
     */
    public SELF breaks(Law law) {
        GradientReport report = report();
        statedWrong.add(Expectation.name(law));
        Expectation expectation = Expectation.broken(Expectation.all(report), law);
        switch (verdict(report, law, expectation)) {
            case PASS, KINK -> throw failure(expectation.butHeld(report.toString()));
            case INCONCLUSIVE ->
                throw failure(expectation.butUndecided(List.of(Expectation.name(law)), report.text(law)));
            case FAIL -> {}
        }
        return myself;
    }

    private Verdict verdict(GradientReport report, Law law, Expectation expectation) {
        Objects.requireNonNull(law, "law");
        return report.laws().stream()
                .filter(finding -> finding.law() == law)
                .findFirst()
                .map(LawFinding::verdict)
                .orElseThrow(() -> failure(expectation.butNotJudged(report.laws(), report.toString())));
    }

    // Leading on.

    /**
     * Leads on to what was found about one variable.
     *
     * @param variable its name
     * @return assertions on it
     * @throws AssertionError if it was not checked
     */
    @CheckReturnValue
    public FindingAssert finding(String variable) {
        try {
            GradientReport report = report();
            List<String> name = List.of(variable);
            Finding finding = findings(report, name, Expectation.variables(Expectation.all(report), name))
                    .get(0);
            return leadOn(finding).of(report);
        } catch (AssertionError failure) {
            failToLeadOn(failure);
            FindingAssert nothing = leadOn(null);
            return info.hasDescription() ? nothing : nothing.as("finding of %s", variable);
        }
    }

    /**
     * Leads on to what was found about all variables.
     *
     * @return assertions on the findings, in the order of the subject's point
     */
    @CheckReturnValue
    public ListAssert<Finding> findings() {
        try {
            GradientReport report = report();
            return leadOn(report.findings(), "findings of " + report.subject());
        } catch (AssertionError failure) {
            failToLeadOn(failure);
            return leadOn(null, "findings");
        }
    }

    private List<Finding> findings(GradientReport report, List<String> names, Expectation expectation) {
        List<String> checked = report.findings().stream().map(Finding::name).toList();
        List<String> unknown =
                names.stream().filter(name -> !checked.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw failure(expectation.butNotChecked(unknown, report));
        }
        return names.stream().map(report::finding).toList();
    }
}
