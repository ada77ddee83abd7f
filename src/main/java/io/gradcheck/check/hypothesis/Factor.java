package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A constant factor of a gradient; written as a whole number or the inverse of one where it is that.
 *
 * @param value the factor
 */
public record Factor(double value) {

    private static final double MOST_WHOLE = 1000;
    private static final double WHOLE = 1e-9;
    private static final int MOST_NAMED = 3;
    private static final MathContext TWO_DIGITS = new MathContext(2);
    private static final String OUTPUT = "the output";

    /** The factor by which the reported gradient is closest to the measured one. */
    static Factor measured(Evidence evidence) {
        return new Factor(evidence.multiple(EntryProbe::analytic, EntryProbe::numeric));
    }

    /** What to say if the gradient divided by the factor explains all that was measured; empty if it does not. */
    List<Diagnosis> ifUndone(Evidence evidence) {
        if (value == 0 || !Double.isFinite(value)) {
            return List.of();
        }
        Mutation undone = Mutation.scaled(evidence.gradient(), Mistake.FACTOR, "constant factor " + name(), 1 / value);
        return evidence.explainedBy(undone.gradient())
                ? List.of(evidence.diagnosis(
                        undone.kind(), undone.mistake(), meaning(evidence.place(), evidence.failing())))
                : List.of();
    }

    /** The nearest factor that is a whole number or the inverse of one; infinite if that is beyond 1000. */
    Factor rounded() {
        double whole = Math.rint(whole());
        double rounded = whole > MOST_WHOLE ? Double.POSITIVE_INFINITY : whole;
        return new Factor(Math.copySign(Math.abs(value) >= 1 ? rounded : 1 / rounded, value));
    }

    /** The factor, or its inverse if it is below 1. */
    private double whole() {
        return Math.abs(value) >= 1 ? Math.abs(value) : 1 / Math.abs(value);
    }

    /** Whether it is a whole number or the inverse of one. */
    boolean isRound() {
        double whole = Math.rint(whole());
        return whole <= MOST_WHOLE && Math.abs(whole() - whole) <= WHOLE * whole;
    }

    /** By how many decades it must be certain to be told from its neighbours, as seldom wrong as one in a thousand. */
    double decadesWanted() {
        return 3 + Math.log10(2 * whole());
    }

    String name() {
        if (!isRound()) {
            return text(value, "%." + digitsOfName() + "g");
        }
        return (value < 0 ? "-" : "") + (Math.abs(value) >= 1 ? "" : "1/") + Math.round(whole());
    }

    /** Four, or as many as show by what the factor differs from 1. */
    private int digitsOfName() {
        double distance = Math.abs(Math.abs(value) - 1);
        return distance >= 0.1 || distance == 0 ? 4 : 3 - (int) Math.floor(Math.log10(distance));
    }

    /** Whether it is round, or a number of two digits: hardly by chance. */
    boolean isSimple() {
        double brief = new BigDecimal(value).round(TWO_DIGITS).doubleValue();
        return isRound() || Math.abs(value - brief) <= WHOLE * Math.abs(brief);
    }

    /**
     * What the whole number is the length of, such as {@code 5 is the length of axis 0 of x, a1}; else the number of
     * entries of; empty if it is no such number. A mean over examples is divided by the length of their axis.
     *
     * <p>Of variables that are right only the first of several axes counts, that of examples, and only where the output has as many or
     * is one number: any other size of theirs is that number by chance.
     *
     * @param failing the variables that are wrong
     */
    String meaning(EvaluationPoint place, Set<String> failing) {
        if (!isRound() || value < 0) {
            return ""; // a mean has no other sign
        }
        int n = (int) Math.rint(whole());
        Tensor output = place.f().upstream();
        boolean isOfExamples = output.size() == 1 || (output.rank() > 0 && output.length(0) == n);
        Map<Integer, List<String>> byAxis = new TreeMap<>();
        List<String> bySize = new ArrayList<>();
        place.point().forEach((name, tensor) -> {
            boolean wrong = failing.contains(name);
            boolean hasExamples = isOfExamples && tensor.rank() > 1;
            for (int axis = 0; axis < tensor.rank(); axis++) {
                if (tensor.length(axis) == n && (wrong || (axis == 0 && hasExamples))) {
                    byAxis.computeIfAbsent(axis, a -> new ArrayList<>()).add(name);
                }
            }
            if (wrong && tensor.size() == n) {
                bySize.add(name);
            }
        });
        for (int axis = 0; axis < output.rank(); axis++) {
            if (output.size() > 1 && output.length(axis) == n) {
                byAxis.computeIfAbsent(axis, a -> new ArrayList<>(List.of(OUTPUT)));
            }
        }
        if (byAxis.isEmpty()) {
            return bySize.isEmpty() ? "" : n + " is the number of entries of " + names(bySize);
        }
        int axis = byAxis.keySet().iterator().next();
        return n + " is the length of axis " + axis + " of " + names(byAxis.getOrDefault(axis, List.of()))
                + (n == 2 ? ", or a plain 2: another length tells" : "");
    }

    private static String names(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                + (names.size() > MOST_NAMED ? " and others" : "");
    }

    /**
     * The factor in six digits, or in as many as show by what it differs from 1, which is what is wrong with the gradient then;
     * without the zeros at its end.
     */
    String text() {
        double distance = Math.abs(value - 1);
        int digits = distance == 0 ? 0 : 2 - (int) Math.floor(Math.log10(distance));
        return text(value, "%." + Math.max(6, digits) + "g");
    }

    /** A number in six digits, without the zeros at its end. */
    static String text(double number) {
        return text(number, "%.6g");
    }

    private static String text(double number, String format) {
        String digits = String.format(Locale.ROOT, format, number);
        return digits.replaceFirst("(\\.\\d*?)0+($|e)", "$1$2").replaceFirst("\\.($|e)", "$1");
    }
}
