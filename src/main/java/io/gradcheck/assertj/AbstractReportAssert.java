package io.gradcheck.assertj;

import io.gradcheck.argument.Argument;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Verdict;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.error.MessageFormatter;
import org.jspecify.annotations.Nullable;

/** What all assertions of this package have in common: how they fail, and how they lead on to others. */
abstract class AbstractReportAssert<SELF extends AbstractReportAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractAssert<SELF, ACTUAL> {

    private @Nullable SoftAssertionsProvider softly;

    AbstractReportAssert(@Nullable ACTUAL actual, Class<SELF> selfType) {
        super(actual, selfType);
    }

    /** Says who collects the failures of this proxy, so that those of what it leads on to are collected too. */
    final SELF collectedBy(SoftAssertionsProvider provider) {
        softly = provider;
        return myself;
    }

    // Failing.

    final AssertionError failure(Failure failure) {
        return failureWithActualExpected(failure.found(), failure.wanted(), "%s", failure.text());
    }

    final InconclusiveError undecided(GradientReport report, Failure failure) {
        return undecided(report, failure.text());
    }

    /** What is thrown where nothing can be said, as a report does. */
    final InconclusiveError undecided(GradientReport report, String text) {
        String overriding = info.overridingErrorMessage();
        String description = MessageFormatter.instance().format(info.description(), info.representation(), "");
        return new InconclusiveError(report, description + (overriding == null ? text : overriding));
    }

    final void requireCorrect(GradientReport report, List<Finding> findings, Expectation expectation) {
        List<String> wrong = names(findings, Verdict.FAIL);
        if (!wrong.isEmpty()) {
            throw failure(expectation.butWrong(wrong, Expectation.text(report, wrong)));
        }
        List<String> undecided = names(findings, Verdict.INCONCLUSIVE);
        if (!undecided.isEmpty()) {
            throw undecided(report, expectation.butUndecided(undecided, Expectation.text(report, undecided)));
        }
        if (report.verdict() == Verdict.INCONCLUSIVE && report.isVacuous()) {
            throw undecided(report, expectation.butUndecided(undecided, report.toString()));
        }
    }

    final void requireWrong(GradientReport report, List<Finding> findings, Expectation expectation) {
        List<String> notWrong = findings.stream()
                .filter(finding -> finding.verdict() != Verdict.FAIL)
                .map(Finding::name)
                .toList();
        if (!notWrong.isEmpty()) {
            throw failure(expectation.butNotWrong(notWrong, Expectation.text(report, notWrong)));
        }
    }

    final void requireBelow(double limit, List<Finding> findings, Expectation expectation, String text) {
        List<Finding> above = findings.stream()
                .filter(finding -> !(finding.detectionLimit() < limit))
                .toList();
        if (!above.isEmpty()) {
            throw failure(expectation.butLimits(above, text));
        }
    }

    final void requireCaught(List<String> mistakes, List<Mutant> mutants, Expectation expectation, String text) {
        List<String> known = mutants.stream().map(Mutant::mistake).distinct().toList();
        List<String> unknown =
                mistakes.stream().filter(mistake -> !known.contains(mistake)).toList();
        if (!unknown.isEmpty()) {
            throw failure(expectation.butNoMutant(unknown, known, text));
        }
        List<Mutant> unseen = mutants.stream()
                .filter(mutant -> !mutant.caught() && mistakes.contains(mutant.mistake()))
                .toList();
        if (!unseen.isEmpty()) {
            throw failure(expectation.butUnseen(unseen, text));
        }
    }

    private static List<String> names(List<Finding> findings, Verdict verdict) {
        return findings.stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(Finding::name)
                .toList();
    }

    static List<String> named(String what, String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException(what + ": found none, wanted the names of at least one");
        }
        return List.of(names);
    }

    static double positive(double limit) {
        return Argument.positive("limit", limit);
    }

    // Leading on.

    /**
     * Throws what keeps from leading on; or has it collected, and the caller leads on to nothing, as a test that
     * asserts softly must be given something that it can go on with.
     */
    final void failToLeadOn(AssertionError failure) {
        if (softly == null) {
            throw failure;
        }
        softly.collectAssertionError(failure);
    }

    final FindingAssert leadOn(@Nullable Finding finding) {
        FindingAssert next = softly == null
                ? new FindingAssert(finding)
                : softly.proxy(FindingAssert.class, Finding.class, finding).collectedBy(softly);
        return inform(next);
    }

    @SuppressWarnings("unchecked") // The proxy is made of a class without type arguments.
    final <T> ListAssert<T> leadOn(@Nullable List<T> list, String what) {
        ListAssert<T> next = softly == null ? new ListAssert<>(list) : softly.proxy(ListAssert.class, List.class, list);
        inform(next);
        return info.hasDescription() ? next : next.as("%s", what);
    }

    private <T extends AbstractAssert<?, ?>> T inform(T next) {
        next.info.useRepresentation(info.representation());
        next.info.overridingErrorMessage(info.overridingErrorMessage());
        next.info.description(info.description());
        return next;
    }
}
