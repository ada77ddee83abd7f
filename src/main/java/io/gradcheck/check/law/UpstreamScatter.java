package io.gradcheck.check.law;

import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.numeric.FittedLine;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How far rounding scatters a gradient, seen as its upstream gradient {@code u} is scaled: {@code g(c u) / c} for several
 * {@code c}, which a linear gradient would leave where it is.
 *
 * <p>It measures the rounding of all terms, also of such as cancel and leave no trace in the gradient's size. A gradient
 * that is not linear must not pass for rounding. One that gives the same bits for powers of two and a lost sign neither
 * clips nor squares nor drops the sign nor adds a constant, so that whatever else is seen is rounding: it is drawn anew by
 * {@code c} of several binades, since within one a rounding can be regular. Any other gradient is scaled by next to
 * nothing, and only what scatters about a straight line counts: a smooth one is straight there.
 */
final class UpstreamScatter {

    private static final int SCALINGS = 8;
    private static final double[] EXACT = {-0x1p-9, 0x1p6};
    private static final double BINADES = 4;
    private static final double NEXT_TO_NOTHING = 0x1p-10;

    private final Subject subject;
    private final NamedTensors point;
    private final NamedTensors gradient;
    private final Tensor u;
    private final SplittableRandom random;
    private final Evaluations evaluations;
    private @Nullable Map<String, Double> level;

    /**
     * Prepares the measurement.
     *
     * @param base where, and for which upstream gradient
     * @param gradient the gradient there, as now returned
     */
    UpstreamScatter(EvaluationPoint base, NamedTensors gradient, SplittableRandom random, Evaluations evaluations) {
        this.subject = new DefensiveCopies(base.f().subject());
        this.point = base.point();
        this.gradient = gradient;
        this.u = base.f().upstream();
        this.random = random;
        this.evaluations = evaluations;
    }

    /** The largest scatter of an entry's gradient for {@code u}; measured once, for all variables, when first asked for. */
    double of(String variable) {
        if (level == null) {
            level = isScaledExactly() ? aboutItself() : aboutLine();
        }
        return Objects.requireNonNull(level.get(variable), variable);
    }

    private boolean isScaledExactly() {
        for (double c : EXACT) {
            NamedTensors scaled = scaled(c);
            for (String variable : point.names()) {
                double[] one = gradient.get(variable).values();
                double[] g = scaled.get(variable).values();
                for (int i = 0; i < g.length; i++) {
                    if (g[i] != one[i]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The largest distances from the gradient for {@code u}. */
    private Map<String, Double> aboutItself() {
        Map<String, Double> largest = new LinkedHashMap<>();
        for (int k = 0; k < SCALINGS; k++) {
            NamedTensors scaled = scaled(Math.pow(2, -BINADES * random.nextDouble()));
            for (String variable : point.names()) {
                Difference apart = Difference.between("", gradient.get(variable), scaled.get(variable));
                largest.merge(variable, apart == null ? 0 : apart.distance(), Math::max);
            }
        }
        return largest;
    }

    /** The largest distances from the straight line in {@code c} that fits best. */
    private Map<String, Double> aboutLine() {
        double[] offsets = new double[SCALINGS];
        List<NamedTensors> all = new ArrayList<>();
        for (int k = 0; k < SCALINGS; k++) {
            double offset = 2 * random.nextDouble() - 1;
            all.add(scaled(1 + NEXT_TO_NOTHING * offset));
            offsets[k] = offset;
        }
        Map<String, Double> largest = new LinkedHashMap<>();
        double[] y = new double[SCALINGS];
        for (String variable : point.names()) {
            double most = 0;
            for (int i = 0; i < gradient.get(variable).size(); i++) {
                for (int k = 0; k < SCALINGS; k++) {
                    y[k] = all.get(k).get(variable).values()[i];
                }
                most = Math.max(most, residual(offsets, y));
            }
            largest.put(variable, most);
        }
        return largest;
    }

    /** The largest distance of any {@code y} from the line through all by least squares. */
    private static double residual(double[] t, double[] y) {
        FittedLine line = FittedLine.through(t, y);
        double largest = 0;
        for (int k = 0; k < t.length; k++) {
            largest = Math.max(largest, Math.abs(line.residual(t[k], y[k])));
        }
        return largest;
    }

    /** {@code g(c u) / c}. */
    private NamedTensors scaled(double c) {
        Tensor upstream = u.copy();
        for (int i = 0; i < upstream.size(); i++) {
            upstream.values()[i] *= c;
        }
        evaluations.spend();
        NamedTensors scaled = NamedTensors.of(subject.gradient(point.asMap(), upstream));
        for (String variable : point.names()) {
            double[] g = scaled.get(variable).values();
            for (int i = 0; i < g.length; i++) {
                g[i] /= c;
            }
        }
        return scaled;
    }
}
