package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hypothesis that a derivative was taken at the function's output instead of at its input: {@code g'(h)} for {@code
 * g'(a)}, with {@code h = g(a)}. It needs further evaluations, so it is held against a few entries.
 */
public final class OutputForInput implements Hypothesis {

    private static final int MOST_PROBED = 4;

    private final Prober prober;

    /**
     * A hypothesis that evaluates the subject.
     *
     * @param prober probes the variable; its evaluations count
     */
    public OutputForInput(Prober prober) {
        this.prober = prober;
    }

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        int entries = evidence.isElementWise() ? entriesExplained(evidence) : 0;
        return entries == 0
                ? List.of()
                : List.of(evidence.diagnosis(
                        Mistake.DERIVATIVE_AT_OUTPUT,
                        "activation derivative taken at h",
                        "numeric derivatives at the output are what is reported, at " + entries + " entries"));
    }

    /** How many entries were probed, if the reported derivatives are those at the output; else 0. */
    int entriesExplained(Evidence evidence) {
        EvaluationPoint atOutput = atOutput(evidence);
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
        return decades >= Evidence.TELLING ? told.size() : 0;
    }

    /** The place where the variable has the value of the output; null where there is none. */
    private @Nullable EvaluationPoint atOutput(Evidence evidence) {
        EvaluationPoint place = evidence.place();
        Subject subject = place.f().subject();
        if (!place.f().upstream().hasShapeOf(evidence.gradient())) {
            return null;
        }
        try {
            prober.evaluations().spend();
            Tensor output = OutsideDomain.call(
                    () -> subject.evaluate(place.point().copy().asMap()));
            return place.at(place.point().with(evidence.variable(), output.copy()), prober.evaluations());
        } catch (OutsideDomain outsideTheDomain) {
            return null;
        }
    }
}
