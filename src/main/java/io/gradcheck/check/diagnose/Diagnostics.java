package io.gradcheck.check.diagnose;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Hypotheses about a wrong gradient, most likely first.
 *
 * <p>Most are a correction of the reported gradient, offered only if the corrected gradient fits the numeric derivative
 * along the direction that failed and at every entry that was checked singly. First come those with nothing to adjust;
 * those with a measured number in them fit more, and are tried only where nothing simpler does.
 */
final class Diagnostics {

    /** A hypothesis is offered if what it explains would happen by chance once in a thousand times. */
    private static final double DECADES = 3;

    private static final double LEAST_SINGLE_PRECISION = 1e-9;
    private static final double MOST_SINGLE_PRECISION = 3e-7;
    private static final double FLAT_SPOT = 0.1;

    private final Evidence evidence;
    private final EvaluationPoint place;
    private final Tensor gradient;
    private final double unit;
    private final Set<String> failing;
    private final OutputForInput outputForInput;
    private final Map<String, Diagnosis> diagnoses = new LinkedHashMap<>();

    /**
     * Prepares the search.
     *
     * @param evidence what was measured of the variable
     * @param failing the variables that are wrong, this one among them
     * @param outputForInput a hypothesis that needs further evaluations
     */
    Diagnostics(Evidence evidence, Set<String> failing, OutputForInput outputForInput) {
        this.evidence = evidence;
        this.place = evidence.place();
        this.gradient = evidence.gradient();
        this.unit = place.f().unit();
        this.failing = failing;
        this.outputForInput = outputForInput;
    }

    /**
     * Searches for hypotheses.
     *
     * @param suspects what the subject itself offers as likely mistakes
     */
    List<Diagnosis> find(Suspects suspects) {
        List<Suspects.Match> matches = suspects.explaining(evidence);
        if (matches.stream().anyMatch(Suspects.Match::whole)) {
            suspected(matches);
            simplest();
        } else {
            if (isSinglePrecision()) {
                singlePrecision();
            } else {
                ofThisVariable();
            }
            new OneSlice(evidence).diagnosis().ifPresent(this::offer);
            suspected(matches); // last, since they do not explain the other variables
        }
        return List.copyOf(diagnoses.values());
    }

    /** What is likely whatever the subject is: to be said even where one mistake explains the whole gradient. */
    private void simplest() {
        if (isZero()) {
            offer(new Diagnosis(Mistake.ZERO, Mutation.ZERO, "every reported entry is 0"));
        } else {
            correction(Mutation.sign(gradient), "");
            roundFactor();
        }
    }

    private void ofThisVariable() {
        if (isZero()) {
            simplest();
            regulariser();
            return;
        }
        correction(Mutation.sign(gradient), "");
        derivativeMissing();
        rearranged();
        ofAnotherVariable();
        boolean exact = !diagnoses.isEmpty();
        boolean round = roundFactor();
        if (!exact) {
            if (!round) {
                factor();
            }
            regulariser();
            derivativeChanged();
            offset();
        }
    }

    private void rearranged() {
        Mutation.transposed(gradient).forEach(transposed -> correction(transposed, "fits when read transposed"));
        Mutation.rolled(gradient).forEach(rolled -> correction(rolled, "fits when rolled back"));
    }

    private void offer(Diagnosis diagnosis) {
        diagnoses.putIfAbsent(diagnosis.mistake(), diagnosis);
    }

    /** Offers a mistake; the ratio of what is reported to what was measured is added to its evidence. */
    private void offer(Mistake kind, String mistake, String seen) {
        String ratio = Ratio.of(evidence.wrong()).text();
        offer(new Diagnosis(kind, mistake, seen + (seen.isEmpty() || ratio.isEmpty() ? "" : "; ") + ratio));
    }

    private boolean isZero() {
        return Sums.largest(gradient.values()) == 0;
    }

    private void correction(Mutation mutation, String seen) {
        if (evidence.decades() >= DECADES && evidence.explainedBy(mutation.gradient())) {
            offer(mutation.kind(), mutation.mistake(), seen);
        }
    }

    private void suspected(List<Suspects.Match> matches) {
        for (Suspects.Match match : matches) {
            offer(
                    Mistake.SUSPECT,
                    match.mistake(),
                    String.format(
                            Locale.ROOT,
                            "the reported gradient is what that mistake makes, within %.0e of its largest entry",
                            Math.max(match.distance(), 1e-16)));
        }
    }

    /** Reported in the place of another, right one; or exchanged with another that is wrong, too. */
    private void ofAnotherVariable() {
        place.gradients().forEach((name, other) -> {
            if (name.equals(evidence.variable()) || other.size() != gradient.size()) {
                return;
            }
            Mutation mutation = Mutation.of(name, other);
            if (failing.contains(name)) {
                correction(mutation, "what is reported for " + name + " fits here, and is wrong there");
            } else if (Double.isFinite(evidence.distanceIfSame(other.values()))) {
                offer(
                        mutation.kind(),
                        mutation.mistake(),
                        "equal to what is reported for " + name + ", where it is right");
            }
        });
    }

    /** A factor that is a whole number or the inverse of one, such as the number of examples. */
    private boolean roundFactor() {
        Factor factor = measuredFactor().rounded();
        return Math.abs(factor.value()) != 1 && evidence.decades() >= factor.decadesWanted() && fits(factor);
    }

    private void factor() {
        if (evidence.decadesButBest() >= DECADES) {
            fits(measuredFactor());
        }
    }

    private boolean fits(Factor factor) {
        double c = factor.value();
        if (c == 0 || !Double.isFinite(c)) {
            return false;
        }
        Mutation undone = Mutation.scaled(gradient, Mistake.FACTOR, "constant factor " + factor.name(), 1 / c);
        boolean fits = evidence.explainedBy(undone.gradient());
        if (fits) {
            offer(undone.kind(), undone.mistake(), factor.meaning(place));
        }
        return fits;
    }

    private Factor measuredFactor() {
        return new Factor(evidence.multiple(EntryProbe::analytic, EntryProbe::numeric));
    }

    /** The difference is a multiple of the variable's value. */
    private void regulariser() {
        double[] x = evidence.x();
        double factor = multipleThatExplains(entry -> x[entry.offset()], x);
        if (factor != 0) {
            offer(
                    Mistake.REGULARISER,
                    factor / unit < 0 ? "regulariser missing" : "regulariser doubled",
                    "analytic - numeric = " + Factor.text(factor / unit) + " times the value");
        }
    }

    /** Of a function taken element by element: its derivative left out. */
    private void derivativeMissing() {
        double[] upstream = place.f().upstream().values();
        if (isElementWise() && Double.isFinite(evidence.distanceIfSame(upstream))) {
            offer(
                    Mistake.DERIVATIVE_MISSING,
                    "activation derivative missing",
                    "the reported gradient is the upstream gradient itself");
        }
    }

    private boolean isElementWise() {
        Tensor upstream = place.f().upstream();
        return upstream.size() > 1 && upstream.hasShapeOf(gradient);
    }

    /** Of a function taken element by element: something added to its derivative, or the derivative at the output. */
    private void derivativeChanged() {
        if (!isElementWise()) {
            return;
        }
        double[] u = place.f().upstream().values();
        double added = multipleThatExplains(entry -> u[entry.offset()], u);
        if (added != 0) {
            String flatSpot = Math.abs(added - FLAT_SPOT) < 1e-6 ? ", as a flat spot of 0.1 makes it" : "";
            offer(
                    Mistake.OFFSET,
                    "constant offset",
                    "analytic - numeric = " + Factor.text(added) + " times the upstream gradient" + flatSpot);
        }
        int entries = outputForInput.entriesExplained();
        if (entries > 0) {
            offer(
                    Mistake.DERIVATIVE_AT_OUTPUT,
                    "activation derivative taken at h",
                    "numeric derivatives at the output are what is reported, at " + entries + " entries");
        }
    }

    private void offset() {
        double[] ones = new double[gradient.size()];
        Arrays.fill(ones, 1);
        double offset = multipleThatExplains(entry -> 1, ones);
        if (offset != 0) {
            offer(
                    Mistake.OFFSET,
                    "constant offset",
                    "analytic - numeric = " + Factor.text(offset / unit) + " at every entry");
        }
    }

    /** The multiple of a tensor by which the reported gradient is wrong; 0 if it is not that. */
    private double multipleThatExplains(ToDoubleFunction<EntryProbe> basis, double[] tensor) {
        double c = evidence.multiple(entry -> entry.analytic() - entry.numeric(), basis);
        if (c == 0 || !Double.isFinite(c) || evidence.decadesButBest() < DECADES) {
            return 0;
        }
        double[] corrected = gradient.values().clone();
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] -= c * tensor[i];
        }
        return evidence.explainedBy(corrected) ? c : 0;
    }

    /** Whether all that is wrong is as small as the rounding of a float, and not as small as that of a double. */
    private boolean isSinglePrecision() {
        double[] relative = evidence.wrong().stream()
                .mapToDouble(entry -> entry.difference() / Math.abs(entry.numeric()))
                .sorted()
                .toArray();
        double largest = evidence.wrong().stream()
                .mapToDouble(EntryProbe::difference)
                .max()
                .orElse(0);
        return place.f().subject().precision() == Precision.DOUBLE
                && relative[relative.length - 1] >= LEAST_SINGLE_PRECISION
                && relative[relative.length / 2] <= MOST_SINGLE_PRECISION
                && largest <= MOST_SINGLE_PRECISION * evidence.largestNumeric();
    }

    private void singlePrecision() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (EntryProbe entry : evidence.wrong()) {
            double relative = entry.difference() / Math.abs(entry.numeric());
            least = Math.min(least, relative);
            most = Math.max(most, relative);
        }
        offer(new Diagnosis(
                Mistake.SINGLE_PRECISION,
                "single precision in double code",
                String.format(
                        Locale.ROOT,
                        "relative differences %.0e to %.0e, and a float rounds by up to 6e-08%s",
                        least,
                        most,
                        isOfFloats() ? "; every reported entry is a float" : "")));
    }

    /** Whether every reported entry has no more digits than a float. */
    private boolean isOfFloats() {
        for (double g : gradient.values()) {
            double own = g / unit;
            if (Math.abs(own - (float) own) > 4 * Math.ulp(own)) {
                return false;
            }
        }
        return true;
    }
}
