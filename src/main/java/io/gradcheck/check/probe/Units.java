package io.gradcheck.check.probe;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The units in which the entries of a subject's variables are counted, a length for each entry: {@code x_i = length_i
 * z_i}.
 *
 * <p>In the units of its own size every entry is about one, so that one step does for all of them, whatever their sizes.
 * Lengths are powers of two: nothing is rounded on the way to other units and back.
 */
public final class Units {

    /** Those of the subject itself. */
    static final Units OF_SUBJECT = new Units(Map.of());

    private static final int LARGEST_EXPONENT = 500;
    private static final double[] AS_IT_IS = {};

    private final Map<String, double[]> lengths;

    private Units(Map<String, double[]> lengths) {
        this.lengths = lengths;
    }

    /**
     * Units of about the given lengths.
     *
     * @param wanted positive lengths of all entries, for each variable that is counted in units other than the subject's
     */
    static Units ofAbout(Map<String, double[]> wanted) {
        Map<String, double[]> lengths = new LinkedHashMap<>();
        wanted.forEach((variable, wish) -> {
            double[] powers = new double[wish.length];
            for (int i = 0; i < wish.length; i++) {
                int exponent = Math.getExponent(wish[i]);
                powers[i] = Math.scalb(1.0, Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent)));
            }
            lengths.put(variable, powers);
        });
        return new Units(lengths);
    }

    public boolean areOfSubject() {
        return lengths.isEmpty();
    }

    /** The length of an entry. */
    public double length(String variable, int entry) {
        double[] own = lengths.get(variable);
        return own == null ? 1 : own[entry];
    }

    /** A tensor times the lengths: numbers of lengths as a value, or partial derivatives per length. */
    Tensor times(String variable, Tensor tensor) {
        double[] own = of(variable, tensor);
        if (own.length == 0) {
            return tensor;
        }
        Tensor product = tensor.copy();
        for (int i = 0; i < own.length; i++) {
            product.values()[i] *= own[i];
        }
        return product;
    }

    /** A direction in numbers of lengths as one in the units of the subject. */
    Direction times(String variable, Direction direction) {
        double[] own = lengths.getOrDefault(variable, AS_IT_IS);
        return own.length == direction.size() ? direction.times(i -> own[i]) : direction;
    }

    Tensor dividedBy(String variable, Tensor tensor) {
        double[] own = of(variable, tensor);
        if (own.length == 0) {
            return tensor;
        }
        Tensor quotient = tensor.copy();
        for (int i = 0; i < own.length; i++) {
            quotient.values()[i] /= own[i];
        }
        return quotient;
    }

    /** The lengths of a tensor's entries; none where it stays as it is, as a gradient of a wrong shape does. */
    private double[] of(String variable, Tensor tensor) {
        double[] own = lengths.getOrDefault(variable, AS_IT_IS);
        return own.length == tensor.size() ? own : AS_IT_IS;
    }
}
