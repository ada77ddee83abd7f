package io.gradcheck.check.hypothesis;

import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of a wrong gradient, against which every hypothesis about it is held: the entries that were probed
 * singly, and the direction that failed, in which all entries take part.
 *
 * <p>Entries at which the slope was seen to jump say nothing, since their numeric derivative is a mean of two slopes.
 */
public final class Evidence {

    /** A hypothesis is offered if what it explains would happen by chance once in a thousand times: decades. */
    static final double TELLING = 3;

    // In decades: small errors that agree in two digits are of one factor.
    private static final double ONE_FACTOR = 2;

    // A correction with a measured number in it, such as a factor, cannot be exact, nor is a gradient in single
    // precision.
    private static final double SLACK = 1e-7;
    private static final double SHARE_OF_THE_ERROR = 1e-3;

    private static final double SAME_IN_DOUBLE = 1e-9;
    private static final double SAME_IN_FLOAT = 1e-4;
    private static final double SAME_SHARE_OF_THE_ERROR = 1e-2;

    /** Of the entries by which factors are told: three digits of the numeric derivative are known. */
    private static final double KNOWN = 1e3;

    private final EvaluationPoint place;
    private final String variable;
    private final Tensor gradient;
    private final Localised localised;
    private final List<EntryProbe> probed;
    private final List<EntryProbe> wrong;
    private final Probe failed;
    private final Set<String> failing;
    private final boolean moved;
    private final double slack;

    public Evidence(EvaluationPoint place, String variable, Localised localised, Probe failed) {
        this(place, variable, localised, failed, Set.of(variable), false);
    }

    /**
     * The same where other variables are wrong, too, or where the variable is wrong beside the subject's point alone.
     *
     * @param failing the variables that are wrong, this one among them
     * @param moved whether the variable's value is not that of the subject's point
     */
    public Evidence(
            EvaluationPoint place,
            String variable,
            Localised localised,
            Probe failed,
            Set<String> failing,
            boolean moved) {
        this.place = place;
        this.failing = failing;
        this.moved = moved;
        this.variable = variable;
        this.gradient = place.gradient(variable);
        this.localised = localised;
        this.probed = localised.probed().stream().filter(EntryProbe::clear).toList();
        this.wrong = probed.stream().filter(EntryProbe::wrong).toList();
        this.failed = failed;
        double largest = wrong.stream()
                .mapToDouble(entry -> entry.difference() / size(entry))
                .max()
                .orElse(0);
        this.slack = Math.min(SLACK, SHARE_OF_THE_ERROR * largest);
    }

    /** Whether there is nothing to explain, or nothing to explain it by. */
    public boolean isEmpty() {
        return wrong.isEmpty() || !gradient.isFinite();
    }

    public EvaluationPoint place() {
        return place;
    }

    public String variable() {
        return variable;
    }

    /** The variables that are wrong, this one among them. */
    Set<String> failing() {
        return failing;
    }

    /** Whether the variable's value is not that of the subject's point, where the gradient is right. */
    boolean isMoved() {
        return moved;
    }

    Tensor gradient() {
        return gradient;
    }

    Indices indices() {
        return place.indices(variable);
    }

    /** The variable's value. */
    double[] x() {
        return place.value(variable).values();
    }

    /** The weight of the output in the contraction: what numbers are divided by to be the subject's own. */
    double unit() {
        return place.f().unit();
    }

    /** Whether the output has the shape of the variable, as that of a function taken element by element. */
    boolean isElementWise() {
        Tensor upstream = place.f().upstream();
        return upstream.size() > 1 && upstream.hasShapeOf(gradient);
    }

    Localised localised() {
        return localised;
    }

    /** The entries that were probed singly and say something, right ones too. */
    List<EntryProbe> probed() {
        return probed;
    }

    /** Those of them that are wrong, by the strength of what they say. */
    List<EntryProbe> wrong() {
        return wrong.stream()
                .sorted(Comparator.comparingDouble((EntryProbe entry) -> -decades(entry)))
                .toList();
    }

    /** Those probed singly whose numeric derivative is known to three digits, and so tells of factors. */
    List<EntryProbe> known() {
        return probed.stream()
                .filter(entry -> Math.abs(entry.numeric()) >= KNOWN * entry.allowed())
                .toList();
    }

    /** The errors of wrong entries, relative to their numeric derivatives where these are known; in ascending order. */
    double[] relativeErrors() {
        return known().stream()
                .filter(EntryProbe::wrong)
                .mapToDouble(entry -> entry.difference() / Math.abs(entry.numeric()))
                .sorted()
                .toArray();
    }

    /** Whether errors are at most a share of the largest derivative, and half of them at most that of their own. */
    boolean areWithin(double share) {
        double[] relative = relativeErrors();
        double largest =
                wrong.stream().mapToDouble(EntryProbe::difference).max().orElse(0);
        return relative.length > 0 && relative[relative.length / 2] <= share && largest <= share * largestNumeric();
    }

    /** Whether all wrong entries, of which there are several, are wrong by the same small share of themselves. */
    boolean areWrongByOneFactor() {
        double share = shareOfWrong();
        return decadesButBest() >= ONE_FACTOR
                && wrong.stream()
                        .allMatch(entry ->
                                Math.abs(entry.analytic() - (1 + share) * entry.numeric()) <= tolerance(entry));
    }

    /** The share of themselves by which wrong entries are wrong. */
    double shareOfWrong() {
        return multiple(wrong, entry -> entry.analytic() - entry.numeric(), EntryProbe::numeric);
    }

    double largestNumeric() {
        return probed.stream()
                .mapToDouble(entry -> Math.abs(entry.numeric()))
                .max()
                .orElse(0);
    }

    private static double size(EntryProbe entry) {
        return Math.max(Math.abs(entry.analytic()), Math.abs(entry.numeric()));
    }

    private double tolerance(EntryProbe entry) {
        return entry.allowed() + slack * size(entry);
    }

    /** By how many decades an entry is wrong beyond what is tolerated of an explanation. */
    private double decades(EntryProbe entry) {
        return Math.max(0, Math.log10(entry.difference() / tolerance(entry)));
    }

    /** The chance that something fits all wrong entries by accident, as the negative of its decimal logarithm. */
    double decades() {
        return wrong.stream().mapToDouble(this::decades).sum();
    }

    /** The same without the most telling entry, which a hypothesis with a measured number in it always fits. */
    double decadesButBest() {
        return decades() - wrong.stream().mapToDouble(this::decades).max().orElse(0);
    }

    boolean isTellingButBest() {
        return decadesButBest() >= TELLING;
    }

    /** Whether a corrected gradient explains all that was measured. */
    boolean explainedBy(double[] corrected) {
        for (EntryProbe entry : probed) {
            double value = corrected[entry.offset()];
            double allowed = tolerance(entry) + slack * Math.abs(value);
            if (!(Math.abs(value - entry.numeric()) <= allowed)) {
                return false;
            }
        }
        double along = failed.along(corrected);
        double magnitude = failed.magnitude() + failed.region().absoluteDot(corrected, failed.direction());
        return Math.abs(along - failed.slope().derivative()) <= failed.bound() + slack * magnitude;
    }

    /** What to say if a mutation of the reported gradient explains all that was measured; empty if it does not. */
    List<Diagnosis> ifFixedBy(Mutation mutation, String seen) {
        return decades() >= TELLING && explainedBy(mutation.gradient())
                ? List.of(diagnosis(mutation.kind(), mutation.mistake(), seen))
                : List.of();
    }

    /** A diagnosis; the ratio of what is reported to what was measured is added to what was seen. */
    Diagnosis diagnosis(Mistake kind, String mistake, String seen) {
        String ratio = Ratio.of(wrong()).text();
        return new Diagnosis(kind, mistake, seen + (seen.isEmpty() || ratio.isEmpty() ? "" : "; ") + ratio);
    }

    /** The multiple of a tensor by which the reported gradient is wrong; 0 if it is not that. */
    double multipleAdded(ToDoubleFunction<EntryProbe> basis, double[] tensor) {
        double c = multiple(entry -> entry.analytic() - entry.numeric(), basis);
        if (c == 0 || !Double.isFinite(c) || !isTellingButBest()) {
            return 0;
        }
        double[] corrected = gradient.values().clone();
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] -= c * tensor[i];
        }
        return explainedBy(corrected) ? c : 0;
    }

    /**
     * The multiples of a tensor by which the reported gradient is wrong in groups of entries, a number for each group. Only
     * entries that were probed singly tell, and of a group in which there is but one, nothing is learnt.
     *
     * <p>What counts against chance is by how much the error of an entry could differ from what it is: by its own size, and
     * not by more than the numeric derivatives of the group differ from a multiple of the tensor.
     *
     * @param group the group of the entry at a place
     * @param tensor what the numbers are multiples of
     * @return the numbers by group, for every group of which an entry was probed; empty if it is not wrong by such
     */
    Map<Integer, Double> multiplesAdded(IntUnaryOperator group, double[] tensor) {
        Map<Integer, List<EntryProbe>> groups = new TreeMap<>();
        probed.forEach(entry -> groups.computeIfAbsent(group.applyAsInt(entry.offset()), key -> new ArrayList<>())
                .add(entry));
        Map<Integer, Double> multiples = new TreeMap<>();
        double decades = 0;
        for (Map.Entry<Integer, List<EntryProbe>> one : groups.entrySet()) {
            List<EntryProbe> entries = one.getValue();
            ToDoubleFunction<EntryProbe> basis = entry -> tensor[entry.offset()];
            double c = multiple(entries, entry -> entry.analytic() - entry.numeric(), basis);
            double ofNumeric = multiple(entries, EntryProbe::numeric, basis);
            double unlike = entries.stream()
                    .mapToDouble(entry -> Math.abs(entry.numeric() - ofNumeric * basis.applyAsDouble(entry)))
                    .max()
                    .orElse(0);
            double best = 0;
            for (EntryProbe entry : entries) {
                double left = entry.analytic() - c * basis.applyAsDouble(entry) - entry.numeric();
                if (!(Math.abs(left) <= tolerance(entry))) {
                    return Map.of();
                }
                double told = Math.log10(Math.min(entry.difference(), unlike) / tolerance(entry));
                decades += Math.max(0, told);
                best = Math.max(best, told);
            }
            decades -= best;
            multiples.put(one.getKey(), c);
        }
        return decades >= TELLING ? multiples : Map.of();
    }

    /** The number {@code c} for which {@code c basis} is closest to what is measured at the probed entries. */
    double multiple(ToDoubleFunction<EntryProbe> measured, ToDoubleFunction<EntryProbe> basis) {
        return multiple(probed, measured, basis);
    }

    private double multiple(
            List<EntryProbe> entries, ToDoubleFunction<EntryProbe> measured, ToDoubleFunction<EntryProbe> basis) {
        double products = 0;
        double squares = 0;
        for (EntryProbe entry : entries) {
            double b = basis.applyAsDouble(entry) / tolerance(entry);
            products += measured.applyAsDouble(entry) / tolerance(entry) * b;
            squares += b * b;
        }
        return squares == 0 ? 0 : products / squares;
    }

    /**
     * How far the reported gradient is from another at most, relative to the largest entry; infinite unless that is
     * nothing against what is wrong with it.
     */
    double distanceIfSame(double[] other) {
        double size = Math.max(Sums.largest(gradient.values()), Sums.largest(other));
        double distance = distance(gradient.values(), other);
        double error = wrong.stream().mapToDouble(EntryProbe::difference).max().orElse(0);
        double limit = Math.min(same(place) * size, SAME_SHARE_OF_THE_ERROR * error);
        return distance == 0 ? 0 : distance <= limit ? distance / size : Double.POSITIVE_INFINITY;
    }

    /** How far two equal gradients may be apart by rounding, relative to their largest entry. */
    static double same(EvaluationPoint place) {
        return place.f().subject().precision() == Precision.FLOAT ? SAME_IN_FLOAT : SAME_IN_DOUBLE;
    }

    static double distance(double[] a, double[] b) {
        double distance = 0;
        for (int i = 0; i < a.length; i++) {
            distance = Math.max(distance, Math.abs(a[i] - b[i]));
        }
        return distance;
    }
}
