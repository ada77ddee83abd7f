package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.List;
import java.util.Locale;

/** The hypothesis that the gradient has one of the mistakes that the subject itself thinks likely. */
final class Suspected implements Hypothesis {

    private final Suspects suspects;

    Suspected(Suspects suspects) {
        this.suspects = suspects;
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        return suspects.explaining(evidence).stream()
                .map(match -> evidence.diagnosis(
                        Mistake.SUSPECT,
                        match.mistake(),
                        String.format(
                                Locale.ROOT,
                                "the reported gradient is what that mistake makes, within %.0e of its largest entry",
                                Math.max(match.distance(), 1e-16))))
                .toList();
    }

    /** Whether one of them makes the gradient of every variable what is reported. */
    boolean explainsAll(Evidence evidence) {
        return suspects.explaining(evidence).stream().anyMatch(Suspects.Match::whole);
    }
}
