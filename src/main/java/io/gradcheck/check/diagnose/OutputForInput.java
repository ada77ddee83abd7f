package io.gradcheck.check.diagnose;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.SubjectAt;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hypothesis that a derivative was taken at the function's output instead of at its input: {@code g'(h)} for {@code
 * g'(a)}, with {@code h = g(a)}. It needs further evaluations, so it is held against a few entries.
 */
final class OutputForInput {

    private static final int MOST_PROBED = 4;
    private static final double DECADES = 3;

    private final Prober prober;
    private final Evidence evidence;

    OutputForInput(Prober prober, Evidence evidence) {
        this.prober = prober;
        this.evidence = evidence;
    }

    /** How many entries were probed, if the reported derivatives are those at the output; else 0. */
    int entriesExplained() {
        EvaluationPoint atOutput = atOutput();
        if (atOutput == null) {
            return 0;
        }
        List<EntryProbe> told = evidence.wrong().stream().limit(MOST_PROBED).toList();
        double decades = 0;
        for (EntryProbe entry : told) {
            Probe probe = prober.probeEntry(atOutput, entry.offset(), 1);
            double distance = Math.abs(entry.analytic() - probe.slope().derivative());
            if (!(distance <= probe.bound())) {
                return 0;
            }
            decades += Math.max(0, Math.log10(entry.difference() / probe.bound()));
        }
        return decades >= DECADES ? told.size() : 0;
    }

    /** The place where the variable has the value of the output; null where there is none. */
    private @Nullable EvaluationPoint atOutput() {
        EvaluationPoint place = evidence.place();
        Subject subject = place.f().subject();
        if (!place.f().upstream().hasShapeOf(evidence.gradient())) {
            return null;
        }
        try {
            prober.evaluations().spend();
            Map<String, Tensor> moved = new LinkedHashMap<>(EvaluationPoint.copy(place.point()));
            moved.put(
                    evidence.variable(),
                    OutsideDomain.call(() -> subject.evaluate(EvaluationPoint.copy(place.point())))
                            .copy());
            prober.evaluations().spend();
            Tensor output = OutsideDomain.call(() -> subject.evaluate(EvaluationPoint.copy(moved)));
            if (!output.isFinite()) {
                return null;
            }
            prober.evaluations().spend();
            return EvaluationPoint.of(place.f().of(new SubjectAt(subject, moved)), output);
        } catch (OutsideDomain | WrongResultException outsideTheDomain) {
            return null;
        }
    }
}
