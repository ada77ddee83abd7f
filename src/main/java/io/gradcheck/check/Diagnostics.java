package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hypotheses about a wrong gradient, most likely first.
 *
 * <p>Each is a correction of the reported gradient. It is offered only if the corrected gradient fits the numeric
 * derivative along the direction that failed and at every entry that was checked singly, and the reported one does not.
 */
final class Diagnostics {

    private static final double FITS = 1e-7;
    private static final double SAME = 1e-9;
    private static final double SINGLE_PRECISION_LEAST = 1e-9;
    private static final double SINGLE_PRECISION_MOST = 5e-7;
    private static final double ONE = 1e-3;

    private final Place place;
    private final String variable;
    private final Tensor gradient;
    private final Localised localised;
    private final Probe failed;
    private final List<EntryProbe> wrong;
    private final List<Diagnosis> diagnoses = new ArrayList<>();

    Diagnostics(Place place, String variable, Localised localised, Probe failed) {
        this.place = place;
        this.variable = variable;
        this.gradient = place.gradient(variable);
        this.localised = localised;
        this.failed = failed;
        this.wrong = localised.probed().stream().filter(EntryProbe::wrong).toList();
    }

    /**
     * Searches for hypotheses.
     *
     * @param suspects what the subject itself offers as likely mistakes, by name
     */
    List<Diagnosis> find(Map<String, Map<String, Tensor>> suspects) {
        if (wrong.isEmpty() || !gradient.isFinite()) {
            return List.of();
        }
        if (Arrays.stream(gradient.values()).allMatch(g -> g == 0)) {
            diagnoses.add(new Diagnosis(Mutation.ZERO, "every reported entry is 0"));
            return diagnoses;
        }
        named(suspects);
        if (!fits(gradient.values())) {
            corrections();
        }
        singlePrecision();
        confined();
        return diagnoses.stream().distinct().toList();
    }

    /** What would make the gradient right; only of use where it is wrong by more than the corrections' own slack. */
    private void corrections() {
        correction(Mutation.sign(gradient), "analytic = -numeric at every entry checked");
        Mutation.transposed(gradient).forEach(m -> correction(m, "fits when read transposed"));
        Mutation.ofOtherVariables(place.gradients(), variable, gradient)
                .forEach(m -> correction(m, "what is reported there fits here"));
        Mutation.rolled(gradient).forEach(m -> correction(m, "fits when rolled back"));
        regulariser();
        factor();
        offset();
    }

    /** Whether a corrected gradient explains all that was measured. */
    private boolean fits(double[] corrected) {
        double size = localised.probed().stream()
                .mapToDouble(entry -> Math.abs(entry.numeric()))
                .max()
                .orElse(0);
        for (EntryProbe entry : localised.probed()) {
            double distance = Math.abs(corrected[entry.offset()] - entry.numeric());
            if (!(distance <= entry.allowed() + FITS * size)) {
                return false;
            }
        }
        double along = failed.region().dot(corrected, failed.direction().values());
        double magnitude =
                failed.region().absoluteDot(corrected, failed.direction().values());
        return Math.abs(along - failed.slope().derivative()) <= failed.bound() + FITS * magnitude;
    }

    private void correction(Mutation mutation, String evidence) {
        if (!mutation.isNoChange(gradient.values()) && fits(mutation.gradient())) {
            diagnoses.add(new Diagnosis(mutation.mistake(), evidence));
        }
    }

    private void named(Map<String, Map<String, Tensor>> suspects) {
        double size = Sums.largest(gradient.values());
        suspects.forEach((name, gradients) -> {
            Tensor suspect = gradients.get(variable);
            if (suspect != null && suspect.hasShapeOf(gradient) && !fits(suspect.values())) {
                double distance = distance(suspect.values(), gradient.values());
                if (distance <= SAME * size) {
                    diagnoses.add(new Diagnosis(
                            name,
                            String.format(
                                    Locale.ROOT,
                                    "the reported gradient is what that mistake makes, within %.0e of its largest entry",
                                    Math.max(distance / size, 1e-16))));
                }
            }
        });
    }

    private void singlePrecision() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (EntryProbe entry : wrong) {
            double relative = entry.difference() / Math.abs(entry.numeric());
            least = Math.min(least, relative);
            most = Math.max(most, relative);
        }
        if (least >= SINGLE_PRECISION_LEAST && most <= SINGLE_PRECISION_MOST) {
            diagnoses.add(new Diagnosis(
                    "single precision in double code",
                    String.format(
                            Locale.ROOT, "relative differences %.0e to %.0e; float rounds at 6e-08", least, most)));
        }
    }

    /** The difference is a multiple of the variable's value. */
    private void regulariser() {
        double[] x = place.value(variable).values();
        double products = 0;
        double squares = 0;
        int informative = 0;
        for (EntryProbe entry : localised.probed()) {
            products += (entry.analytic() - entry.numeric()) * x[entry.offset()];
            squares += x[entry.offset()] * x[entry.offset()];
            informative += x[entry.offset()] == 0 ? 0 : 1;
        }
        double factor = products / squares;
        if (informative < 2 || !Double.isFinite(factor) || factor == 0) {
            return;
        }
        double[] corrected = gradient.values().clone();
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] -= factor * x[i];
        }
        if (fits(corrected)) {
            String mistake = factor < 0 ? "regulariser missing" : "regulariser doubled";
            diagnoses.add(new Diagnosis(
                    mistake, String.format(Locale.ROOT, "analytic - numeric = %.6g times the value", factor)));
        }
    }

    private void factor() {
        double products = 0;
        double squares = 0;
        int informative = 0;
        for (EntryProbe entry : localised.probed()) {
            products += entry.analytic() * entry.numeric();
            squares += entry.numeric() * entry.numeric();
            informative += Math.abs(entry.numeric()) > 2 * entry.allowed() ? 1 : 0;
        }
        double factor = products / squares;
        boolean telling = informative >= 2 || (informative == 1 && isCommon(factor));
        if (!telling || !Double.isFinite(factor) || Math.abs(Math.abs(factor) - 1) < ONE || factor == 0) {
            return;
        }
        if (fits(Mutation.scaled(gradient, "", 1 / factor).gradient())) {
            diagnoses.add(new Diagnosis(
                    "constant factor " + common(factor),
                    String.format(Locale.ROOT, "analytic/numeric = %.6g at every entry checked", factor)));
        }
    }

    private static boolean isCommon(double factor) {
        double whole = Math.abs(factor) >= 1 ? Math.abs(factor) : 1 / Math.abs(factor);
        return Math.abs(whole - Math.rint(whole)) <= 1e-6 * whole && whole < 1000.5;
    }

    private static String common(double factor) {
        if (!isCommon(factor)) {
            return String.format(Locale.ROOT, "%.4g", factor);
        }
        String sign = factor < 0 ? "-" : "";
        double size = Math.abs(factor);
        return size >= 1 ? sign + Math.round(size) : sign + "1/" + Math.round(1 / size);
    }

    private void offset() {
        double[] differences = localised.probed().stream()
                .mapToDouble(entry -> entry.analytic() - entry.numeric())
                .toArray();
        double mean = Arrays.stream(differences).average().orElse(0);
        if (differences.length < 2 || mean == 0) {
            return;
        }
        double[] corrected = gradient.values().clone();
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] -= mean;
        }
        double spread = Arrays.stream(differences)
                .map(difference -> Math.abs(difference - mean))
                .max()
                .orElse(0);
        if (spread <= 1e-6 * Math.abs(mean) && fits(corrected)) {
            diagnoses.add(new Diagnosis(
                    "constant offset",
                    String.format(Locale.ROOT, "analytic - numeric = %.6g at every entry checked", mean)));
        }
    }

    /** All wrong entries on one index of one axis, or only one. */
    private void confined() {
        if (localised.count() == CountKind.ESTIMATED || gradient.size() < 2) {
            return;
        }
        if (wrong.size() == 1 && localised.wrong() == 1) {
            diagnoses.add(new Diagnosis("one entry", "all other entries agree"));
            return;
        }
        for (int axis = 0; axis < gradient.rank(); axis++) {
            int fixed = axis;
            TreeSet<Integer> indices = wrong.stream()
                    .map(entry -> gradient.indexOf(entry.offset())[fixed])
                    .collect(Collectors.toCollection(TreeSet::new));
            if (indices.size() == 1 && gradient.length(axis) > 1 && gradient.rank() > 1) {
                diagnoses.add(new Diagnosis(
                        gradient.rank() == 2 ? (axis == 0 ? "one row" : "one column") : "one index of axis " + axis,
                        "every wrong entry found has index " + indices.first() + " on axis " + axis));
            }
        }
    }

    private static double distance(double[] a, double[] b) {
        double distance = 0;
        for (int i = 0; i < a.length; i++) {
            distance = Math.max(distance, Math.abs(a[i] - b[i]));
        }
        return distance;
    }
}
