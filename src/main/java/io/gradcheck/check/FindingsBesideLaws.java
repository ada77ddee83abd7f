package io.gradcheck.check;

import io.gradcheck.check.law.LawCheck;
import io.gradcheck.check.probe.Advice;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the laws say of findings.
 *
 * @param laws the laws, judged
 * @param skipped those that are left out
 * @param computesInFloat whether the code computes in single precision without saying so
 */
record FindingsBesideLaws(LawCheck laws, Set<Law> skipped, boolean computesInFloat) {

    // What moves faster than can be seen hides in random values: of sin(80 x) with noise of its own size gradients were
    // called wrong by up to 22 bounds.
    private static final double PLAIN = 100;
    private static final String ANOTHER_VALUE = "the value is another since gradient was called: see law DETERMINISTIC";
    private static final String RANDOM_VALUES = "the value is another at each call: see law DETERMINISTIC";

    /** The findings as they are told. */
    List<Finding> of(List<Finding> findings) {
        if (findings.stream().anyMatch(FindingsBesideLaws::isWrong)) {
            laws.gradientsAreWrong();
        }
        return findings.stream().map(this::of).toList();
    }

    private Finding of(Finding finding) {
        Finding told = finding;
        if (isWrong(finding)) {
            boolean hidden = laws.valueIsRandom() && finding.difference() < PLAIN * finding.error();
            told = laws.valueIsAnother()
                    ? Findings.undecided(finding, ANOTHER_VALUE)
                    : hidden ? Findings.undecided(finding, RANDOM_VALUES) : withCauses(finding);
        }
        if (told.verdict() == Verdict.PASS && told.vacuous() && laws.valueIsRandom()) {
            return Findings.because(told, Advice.notJudged(RANDOM_VALUES));
        }
        return computesInFloat && told.verdict().compareTo(Verdict.KINK) > 0
                ? Findings.because(told, Advice.IN_FLOAT)
                : told;
    }

    private static boolean isWrong(Finding finding) {
        return finding.verdict() == Verdict.FAIL;
    }

    /** With the laws that may be why: of a gradient that is another at each call nothing else is said. */
    private Finding withCauses(Finding wrong) {
        List<Diagnosis> causes = laws.causes(wrong, skipped);
        boolean alone = causes.stream().anyMatch(cause -> cause.kind() == Mistake.UNREPEATABLE);
        // One entry may be right since it was evaluated last.
        boolean anywhere = causes.stream().anyMatch(cause -> cause.kind() == Mistake.STALE);
        List<Diagnosis> all = alone
                ? causes
                : Stream.concat(
                                causes.stream(),
                                wrong.diagnoses().stream()
                                        .filter(one -> !anywhere || !one.kind().saysOnlyWhere()))
                        .toList();
        return causes.isEmpty() ? wrong : Findings.diagnosed(wrong, all);
    }
}
