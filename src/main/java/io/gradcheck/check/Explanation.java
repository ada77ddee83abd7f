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

    private static final Explanation NONE = new Explanation(Localised.NONE, List.of(), 0);

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
     * The wrong entries, worst first.
     *
     * @param value the variable, for its shape
     * @param unit the weight of the output in the contraction: what numbers are divided by to be the subject's own
     */
    WrongEntries wrongEntries(Tensor value, double unit) {
        List<WrongEntry> worst = localised.suspects().stream()
                .map(entry -> new WrongEntry(
                        value.indexOf(entry.offset()),
                        entry.analytic() / unit,
                        entry.numeric() / unit,
                        entry.difference() / Math.abs(unit),
                        entry.allowed() / Math.abs(unit)))
                .toList();
        return new WrongEntries(worst, localised.wrong(), localised.count(), evaluations);
    }
}
