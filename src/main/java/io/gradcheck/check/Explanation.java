package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What explains a failure: its wrong entries and what they look like.
 *
 * @param localised the wrong entries
 * @param diagnoses what the gradient looks like, most likely first
 * @param evaluations what finding them cost
 */
record Explanation(Localised localised, List<Diagnosis> diagnoses, int evaluations) {

    static final Explanation NONE = new Explanation(Localised.NONE, List.of(), 0);

    static Explanation of(Prober failing, Conclusion conclusion, SplittableRandom random) {
        if (conclusion.verdict() != Verdict.FAIL) {
            return NONE;
        }
        Place place = conclusion.place();
        String variable = failing.variable();
        Evaluations evaluations = new Evaluations(Integer.MAX_VALUE);
        Prober prober = new Prober(place, variable, failing.noise(), random.split(), evaluations);
        Probe failed = conclusion.probe();
        if (failed == null) {
            double[] g = place.gradient(variable).values();
            Region wrong = Region.all(g.length).where(i -> !Double.isFinite(g[i]));
            Localised localised = new Localisation(prober, place, 1).find(wrong);
            return new Explanation(localised, List.of(), evaluations.spent());
        }
        double stepFactor = failed.firstStep() / place.firstStep(variable, failed.region(), failed.direction());
        Localised localised = new Localisation(prober, place, stepFactor).find(failed);
        List<Diagnosis> diagnoses = new Diagnostics(place, variable, localised, failed).find(place.suspects());
        return new Explanation(localised, diagnoses, evaluations.spent());
    }

    /**
     * What explains a failure of which all entries were checked singly.
     *
     * @param failing what probed the entry that decides
     * @param conclusion what followed for that entry
     * @param entries all entries
     */
    static Explanation of(Prober failing, Conclusion conclusion, SingleEntries entries) {
        Place place = conclusion.place();
        Probe failed = conclusion.probe();
        int spent = failing.evaluations().spent();
        if (failed == null) {
            return new Explanation(Localised.NONE, List.of(), spent);
        }
        Localised localised = entries.localised();
        if (place != failing.base()) {
            // Nearby every number is another: those of one place are needed.
            Evaluations nearby = new Evaluations(Integer.MAX_VALUE);
            Prober prober = new Prober(place, failing.variable(), failing.noise(), failing.random(), nearby);
            localised = new Localisation(prober, place, 1).find(entries.wrong());
            spent += nearby.spent();
        }
        return new Explanation(
                localised, new Diagnostics(place, failing.variable(), localised, failed).find(place.suspects()), spent);
    }

    /**
     * The wrong entries, worst first.
     *
     * @param value the variable, for its shape
     * @param unit the weight of the output in the contraction: what numbers are divided by to be the subject's own
     */
    WrongEntries wrongEntries(Tensor value, double unit) {
        List<WrongEntry> worst = localised.suspects().stream()
                .map(entry -> WrongEntry.of(entry, value, unit))
                .toList();
        return new WrongEntries(worst, localised.wrong(), localised.count(), evaluations);
    }
}
