package io.gradcheck.check.kinds;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A way to get a gradient wrong. The function stays as it is.
 *
 * @param name what is wrong
 * @param claim the gradient that is reported instead
 */
public record Mistake(String name, Claim claim) {

    /** The gradient of a subject, as somebody got it wrong. */
    @FunctionalInterface
    public interface Claim {
        Map<String, Tensor> of(Subject right, Map<String, Tensor> point, Tensor upstream);
    }

    public static final Mistake SIGN = new Mistake("sign", entries(values -> scaled(values, -1)));
    public static final Mistake ZERO = new Mistake("zero", entries(values -> scaled(values, 0)));

    /** One in a thousand. */
    public static final Mistake FACTOR = factor(1.001);

    /** The gradient rounded to single precision. */
    public static final Mistake SINGLE = new Mistake("single precision", entries(values -> {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
        return values;
    }));

    public static Mistake factor(double factor) {
        return new Mistake("factor " + factor, entries(values -> scaled(values, factor)));
    }

    /** A factor in one entry of each variable. */
    public static Mistake entry(int index, double factor) {
        return new Mistake("entry " + index + " times " + factor, entries(values -> {
            values[index] *= factor;
            return values;
        }));
    }

    /** Something is added to one entry of each variable. */
    public static Mistake plus(int index, double amount) {
        return new Mistake("entry " + index + " plus " + amount, entries(values -> {
            values[index] += amount;
            return values;
        }));
    }

    /** Two entries exchanged. */
    public static Mistake swapped(int one, int other) {
        return new Mistake("entries " + one + " and " + other + " swapped", entries(values -> {
            double kept = values[one];
            values[one] = values[other];
            values[other] = kept;
            return values;
        }));
    }

    /** The gradient of a neighbour, all coordinates moved by the same. */
    public static Mistake neighbour(double distance) {
        return new Mistake("taken at x + " + distance, (right, point, upstream) -> {
            Map<String, Tensor> moved = new LinkedHashMap<>();
            point.forEach((name, value) -> {
                Tensor copy = value.copy();
                for (int i = 0; i < copy.size(); i++) {
                    copy.values()[i] += distance;
                }
                moved.put(name, copy);
            });
            return right.gradient(moved, upstream);
        });
    }

    /** Another derivative of an element-wise function. */
    public static Mistake slope(String name, DoubleUnaryOperator derivative) {
        return new Mistake(name, (right, point, upstream) -> {
            Tensor x = point.values().iterator().next().copy();
            for (int i = 0; i < x.size(); i++) {
                x.values()[i] = upstream.values()[i] * derivative.applyAsDouble(x.values()[i]);
            }
            return Map.of("x", x);
        });
    }

    /** Another gradient of a real function of a vector. */
    public static Mistake gradient(String name, UnaryOperator<double[]> gradient) {
        return new Mistake(
                name,
                (right, point, upstream) -> Map.of(
                        "x",
                        Tensor.vector(scaled(
                                gradient.apply(point.values()
                                        .iterator()
                                        .next()
                                        .values()
                                        .clone()),
                                upstream.values()[0]))));
    }

    private static Claim entries(UnaryOperator<double[]> change) {
        return (right, point, upstream) -> {
            Map<String, Tensor> changed = new LinkedHashMap<>();
            right.gradient(point, upstream)
                    .forEach((name, g) -> changed.put(
                            name, Tensor.of(g.shape(), change.apply(g.values().clone()))));
            return changed;
        };
    }

    public static double[] scaled(double[] values, double factor) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = factor == 0 ? 0 : factor * values[i];
        }
        return scaled;
    }

    /** The same function, with the gradient wrong. */
    public Subject in(Subject right) {
        return in(right, upstream -> {});
    }

    /** The same function, with the gradient wrong, which tells each upstream gradient that it is asked with. */
    Subject in(Subject right, Consumer<Tensor> asked) {
        return Subject.of(right.name() + ": " + name, right.point(), right::evaluate, (point, upstream) -> {
                    asked.accept(upstream.copy());
                    return claim.of(right, point, upstream);
                })
                .withAccuracy(right.accuracy())
                .withPrecision(right.precision());
    }
}
