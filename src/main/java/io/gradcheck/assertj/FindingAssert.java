package io.gradcheck.assertj;

import io.gradcheck.check.GradientReport;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import java.util.List;
import java.util.Objects;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what was found about one variable; {@link AbstractGradientsAssert#finding finding} leads to them.
 *
 * <pre>{@code
 * Subject wrong = Subject.scalar("sin", Math::sin, x -> -Math.cos(x), 0.3);
 * assertThatGradients(wrong).finding("x").isWrong().isDiagnosedAs("sign flipped").wrongEntries().hasSize(1);  // passes
 * assertThatGradients(wrong).finding("x").isCorrect();                                                      // fails
 * }</pre>
 *
 * <p>{@link #hasDetectionLimitBelow} and {@link #wouldCatch} are about a gradient that is correct. The former fails
 * where it is wrong, and nothing said before, such as {@link #isWrong}, expects it; the latter always, as there are
 * mutants of right gradients only.
 */
public class FindingAssert extends AbstractReportAssert<FindingAssert, Finding> {

    private @Nullable GradientReport report;
    private boolean verdictStated;

    /**
     * Called by soft assertions, which make assertions by reflection. Without their report, as made by this constructor
     * alone, these assertions cannot be used.
     *
     * @param actual what was found
     */
    public FindingAssert(@Nullable Finding actual) {
        super(actual, FindingAssert.class);
    }

    /** Says which report the finding is part of. */
    final FindingAssert of(GradientReport whole) {
        report = whole;
        return this;
    }

    private GradientReport report() {
        isNotNull();
        if (report == null) {
            throw new IllegalStateException("finding of " + actual.name()
                    + ": found no report that it is part of, wanted assertThatGradients(...).finding(\"" + actual.name()
                    + "\")");
        }
        return report;
    }

    private String of() {
        return Expectation.one(report(), actual.name());
    }

    private String text() {
        return report().text(actual.name());
    }

    /**
     * Says that the gradient is right, at a kink around the point.
     *
     * @return this
     * @throws AssertionError if it is wrong
     * @throws InconclusiveError if nothing can be said
     */
    public FindingAssert isCorrect() {
        Expectation expectation = Expectation.correct(of());
        verdictStated = true;
        requireCorrect(report(), List.of(actual), expectation);
        return myself;
    }

    /**
     * Says that the gradient is wrong.
     *
     * @return this
     * @throws AssertionError if it has another verdict
     */
    public FindingAssert isWrong() {
        Expectation expectation = Expectation.wrong(of());
        verdictStated = true;
        requireWrong(report(), List.of(actual), expectation);
        return myself;
    }

    /**
     * Says what the verdict is.
     *
     * @param verdict the verdict
     * @return this
     * @throws AssertionError if it is another one
     */
    public FindingAssert hasVerdict(Verdict verdict) {
        Objects.requireNonNull(verdict, "verdict");
        Expectation expectation = Expectation.verdict(of(), verdict);
        verdictStated = true;
        if (actual.verdict() != verdict) {
            throw failure(expectation.butVerdict(actual.verdict(), text()));
        }
        return myself;
    }

    /**
     * Says that an error of a single entry would have been seen if it were as large as a limit.
     *
     * @param limit what {@link Finding#detectionLimit()} is below
     * @return this
     * @throws AssertionError if it is not below, or if the gradient is wrong and was not said to be
     * @throws InconclusiveError if nothing can be said, and that was not said to be
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public FindingAssert hasDetectionLimitBelow(double limit) {
        positive(limit);
        Expectation expectation = Expectation.detectionLimitBelow(of(), limit);
        if (!verdictStated) {
            requireCorrect(report(), List.of(actual), expectation);
        }
        requireBelow(limit, List.of(actual), expectation, text());
        return myself;
    }

    /**
     * Says what the wrong gradient looks like.
     *
     * @param mistake what one of its {@link Finding#diagnoses()} calls it
     * @return this
     * @throws AssertionError if none does, or if the gradient is not wrong
     */
    public FindingAssert isDiagnosedAs(String mistake) {
        Expectation expectation = Expectation.diagnosis(of(), mistake);
        verdictStated = true;
        requireWrong(report(), List.of(actual), expectation);
        if (actual.diagnoses().stream().map(Diagnosis::mistake).noneMatch(mistake::equals)) {
            throw failure(expectation.butDiagnoses(actual.diagnoses(), text()));
        }
        return myself;
    }

    /**
     * Says that the check would have caught standard mistakes in this variable.
     *
     * @param mistakes what they are called, as in {@link GradientReport#mutants()}
     * @return this
     * @throws AssertionError if one of them would have stayed unseen, or if there is no mistake of that name, as there
     *     is none where the gradient is not right
     * @throws IllegalArgumentException if none is named
     */
    public FindingAssert wouldCatch(String... mistakes) {
        List<String> names = named("mistakes", mistakes);
        Expectation expectation = Expectation.caught(of(), names);
        requireCaught(
                names,
                report().mutants().stream()
                        .filter(mutant -> mutant.variable().equals(actual.name()))
                        .toList(),
                expectation,
                text());
        return myself;
    }

    /**
     * Leads on to the entries found wrong.
     *
     * @return assertions on them, worst first; on none where the gradient is not wrong
     */
    @CheckReturnValue
    public ListAssert<WrongEntry> wrongEntries() {
        try {
            GradientReport whole = report();
            return leadOn(actual.wrongEntries(), "wrong entries of " + actual.name() + " in " + whole.subject());
        } catch (AssertionError failure) {
            failToLeadOn(failure);
            return leadOn(null, "wrong entries");
        }
    }
}
