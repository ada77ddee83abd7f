package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hypothesis that of a sum of several terms one has another factor or sign in the gradient, or is left out there: the
 * error of each entry is {@code c phi(x)} of the entry's own value, with one number {@code c} and a simple {@code phi}, the
 * derivative of that term. Of a function taken element by element it is {@code u c phi(x)}.
 *
 * <p>Where {@code phi} is the value itself, or one number, it is a regulariser or a constant offset. Where the whole numeric
 * gradient is a multiple of {@code phi}, any error in it is a factor of the whole.
 */
final class OneTerm implements Hypothesis {

    /** By how much values of {@code phi} differ that count as two; relative to the largest. */
    private static final double DIFFERENT = 1e-3;

    private static final int FEWEST_DIFFERENT = 4;

    /** Of the sign, which has two values only: so many of them hardly ever agree by chance. */
    private static final int FEWEST_OF_SIGN = 8;

    private static final int FEWEST_OF_EACH_SIGN = 2;

    /** Where more fit than these, the values are too close to each other to tell of any. */
    private static final int MOST_TOLD = 2;

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        double[] x = evidence.x();
        double[] u = evidence.isElementWise() ? evidence.place().f().upstream().values() : new double[0];
        List<Diagnosis> fitting = new ArrayList<>();
        for (TermDerivative phi : TermDerivative.ALL) {
            double[] basis = Arrays.stream(x).map(phi::at).toArray();
            if (!Arrays.stream(basis).allMatch(Double::isFinite) || !isTold(evidence, phi, basis)) {
                continue;
            }
            for (int i = 0; i < u.length; i++) {
                basis[i] *= u[i];
            }
            double c = evidence.multipleAdded(entry -> basis[entry.offset()], basis);
            if (c != 0 && !evidence.multiplesAdded(offset -> 0, basis).isEmpty()) {
                fitting.add(diagnosis(evidence, phi, u.length == 0 ? c / evidence.unit() : c));
            }
        }
        return fitting.size() <= MOST_TOLD ? fitting : List.of();
    }

    /** Whether wrong entries have enough values of it that differ; and of both signs, where only these tell it. */
    private static boolean isTold(Evidence evidence, TermDerivative phi, double[] basis) {
        double[] values = atWrong(evidence, basis);
        if (phi.equals(TermDerivative.SIGN)) {
            return values.length >= FEWEST_OF_SIGN && hasBothSigns(values);
        }
        boolean told = different(values) >= FEWEST_DIFFERENT;
        return phi.equals(TermDerivative.SIZE) ? told && hasBothSigns(atWrong(evidence, evidence.x())) : told;
    }

    private static double[] atWrong(Evidence evidence, double[] array) {
        return evidence.wrong().stream()
                .mapToDouble((EntryProbe entry) -> array[entry.offset()])
                .filter(value -> value != 0)
                .sorted()
                .toArray();
    }

    private static boolean hasBothSigns(double[] values) {
        long positive = Arrays.stream(values).filter(value -> value > 0).count();
        return Math.min(positive, values.length - positive) >= FEWEST_OF_EACH_SIGN;
    }

    private static int different(double[] ascending) {
        double largest = Arrays.stream(ascending).map(Math::abs).max().orElse(0);
        int different = 0;
        double last = Double.NEGATIVE_INFINITY;
        for (double value : ascending) {
            if (value - last > DIFFERENT * largest) {
                different++;
                last = value;
            }
        }
        return different;
    }

    private static Diagnosis diagnosis(Evidence evidence, TermDerivative phi, double c) {
        String term = phi.of(evidence.variable());
        return evidence.diagnosis(
                Mistake.ONE_TERM,
                "another factor at a term whose derivative is " + term,
                "the gradient has " + Factor.text(Math.abs(c)) + " * " + term + (c > 0 ? " more" : " less")
                        + (evidence.isElementWise()
                                ? " than the value, times the upstream gradient"
                                : " than the value")
                        + ": a factor or a sign of that term, or all of it");
    }
}
