package io.gradcheck.nn;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Locale;

/**
 * A loss of the last pre-activation {@code a} and the target {@code t}: a sum over outputs, averaged over examples.
 *
 * <p>All are stable: finite for any pre-activation whose loss is finite, with gradients that keep their relative
 * accuracy where a softmax or sigmoid saturates on the right answer.
 */
public enum Loss {
    /** {@code sum (a - t)^2}. */
    SQUARED_ERROR {
        @Override
        double value(double[] a, double[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double error = a[i] - t[i];
                sum += error * error;
            }
            return sum;
        }

        @Override
        void gradient(double[] a, double[] t, int from, int to, double[] da) {
            for (int i = from; i < to; i++) {
                da[i] = 2 * (a[i] - t[i]);
            }
        }
    },

    /** {@code sum |a - t|}, with derivative 0 where {@code a = t}. */
    ABSOLUTE_ERROR {
        @Override
        double value(double[] a, double[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += Math.abs(a[i] - t[i]);
            }
            return sum;
        }

        @Override
        void gradient(double[] a, double[] t, int from, int to, double[] da) {
            for (int i = from; i < to; i++) {
                da[i] = Math.signum(a[i] - t[i]);
            }
        }
    },

    /** {@code (a - t)^2 / 2} where {@code |a - t| <= 1}, else {@code |a - t| - 1/2}, summed (Huber 1964, delta = 1). */
    HUBER {
        @Override
        double value(double[] a, double[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double error = Math.abs(a[i] - t[i]);
                sum += error <= 1 ? 0.5 * error * error : error - 0.5;
            }
            return sum;
        }

        @Override
        void gradient(double[] a, double[] t, int from, int to, double[] da) {
            for (int i = from; i < to; i++) {
                da[i] = Math.max(-1, Math.min(a[i] - t[i], 1));
            }
        }
    },

    /**
     * {@code -sum t log p} with the output {@code p = softmax(a)}; each row of targets is a distribution, or one-hot.
     */
    CROSS_ENTROPY {
        @Override
        double value(double[] a, double[] t, int from, int to) {
            int largest = largest(a, from, to);
            double log = Elementary.log1p(sumOfOthers(a, from, to, largest));
            double sum = 0;
            for (int i = from; i < to; i++) {
                if (t[i] != 0) { // 0 * infinity where the logits are further apart than the largest double
                    sum += t[i] * (a[largest] - a[i] + log);
                }
            }
            return sum;
        }

        @Override
        void gradient(double[] a, double[] t, int from, int to, double[] da) {
            int largest = largest(a, from, to);
            double others = sumOfOthers(a, from, to, largest);
            double total = 0;
            for (int i = from; i < to; i++) {
                total += t[i];
            }
            for (int i = from; i < to; i++) {
                double p = Math.exp(a[i] - a[largest]) / (1 + others);
                double rest = i == largest ? others / (1 + others) : 1 - p;
                da[i] = p * (total - t[i]) - t[i] * rest; // p - t without cancellation where p is close to t = 1
            }
        }

        @Override
        void output(double[] a, int from, int to, double[] y) {
            int largest = largest(a, from, to);
            double sum = 1 + sumOfOthers(a, from, to, largest);
            for (int i = from; i < to; i++) {
                y[i] = Math.exp(a[i] - a[largest]) / sum;
            }
        }

        @Override
        void requireTargets(Tensor target) {
            requireEach(target, t -> t >= 0, "a probability, at least 0, for loss cross_entropy");
            double[] t = target.values();
            int width = target.length(1);
            for (int row = 0; row < target.length(0); row++) {
                double sum = 0;
                for (int i = row * width; i < (row + 1) * width; i++) {
                    sum += t[i];
                }
                if (!(Math.abs(sum - 1) <= 1e-9)) { // 1e-9: decimals in files are often rounded to ten digits
                    throw new IllegalArgumentException("target: found sum " + sum + " of row " + row
                            + ", wanted a distribution with sum 1 in every row for loss cross_entropy");
                }
            }
        }

        private int largest(double[] a, int from, int to) {
            int largest = from;
            for (int i = from + 1; i < to; i++) {
                if (a[i] > a[largest]) {
                    largest = i;
                }
            }
            return largest;
        }

        private double sumOfOthers(double[] a, int from, int to, int largest) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                if (i != largest) {
                    sum += Math.exp(a[i] - a[largest]);
                }
            }
            return sum;
        }
    },

    /**
     * {@code -sum (t log p + (1 - t) log(1 - p))} with the output {@code p = sigmoid(a)}; targets are 0, 1 or between.
     */
    BINARY_CROSS_ENTROPY {
        @Override
        double value(double[] a, double[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                // t softplus(-a) + (1 - t) softplus(a), whose logarithms are the same
                sum += Logistic.beyondHinge(a[i]) + (a[i] >= 0 ? (1 - t[i]) * a[i] : -t[i] * a[i]);
            }
            return sum;
        }

        @Override
        void gradient(double[] a, double[] t, int from, int to, double[] da) {
            for (int i = from; i < to; i++) {
                da[i] = (1 - t[i]) * Logistic.sigmoid(a[i]) - t[i] * Logistic.sigmoid(-a[i]);
            }
        }

        @Override
        void output(double[] a, int from, int to, double[] y) {
            for (int i = from; i < to; i++) {
                y[i] = Logistic.sigmoid(a[i]);
            }
        }

        @Override
        void requireTargets(Tensor target) {
            requireEach(target, t -> t >= 0 && t <= 1, "a probability from 0 to 1 for loss binary_cross_entropy");
        }
    },

    /** {@code sum max(0, 1 - t a)} with {@code t} = -1 or 1, and derivative {@code -t} where {@code t a = 1}. */
    HINGE {
        @Override
        double value(double[] a, double[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += Math.max(0, 1 - t[i] * a[i]);
            }
            return sum;
        }

        @Override
        void gradient(double[] a, double[] t, int from, int to, double[] da) {
            for (int i = from; i < to; i++) {
                da[i] = 1 - t[i] * a[i] >= 0 ? -t[i] : 0;
            }
        }

        @Override
        void requireTargets(Tensor target) {
            requireEach(target, t -> t == -1 || t == 1, "-1 or 1 for loss hinge");
        }
    },

    /** {@code sum (exp(a) - t a)} with the output {@code exp(a)}; targets are at least 0. */
    POISSON {
        @Override
        double value(double[] a, double[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += Math.exp(a[i]) - t[i] * a[i];
            }
            return sum;
        }

        @Override
        void gradient(double[] a, double[] t, int from, int to, double[] da) {
            for (int i = from; i < to; i++) {
                da[i] = Math.exp(a[i]) - t[i];
            }
        }

        @Override
        void output(double[] a, int from, int to, double[] y) {
            for (int i = from; i < to; i++) {
                y[i] = Math.exp(a[i]);
            }
        }

        @Override
        void requireTargets(Tensor target) {
            requireEach(target, t -> t >= 0, "a count or rate, at least 0, for loss poisson");
        }
    };

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The loss of one example, whose outputs are the entries {@code from} to {@code to - 1}. */
    abstract double value(double[] a, double[] t, int from, int to);

    /** Writes the gradient of one example's loss into the same entries of {@code da}. */
    abstract void gradient(double[] a, double[] t, int from, int to, double[] da);

    /** Writes the network's output for one example into the same entries of {@code y}. */
    void output(double[] a, int from, int to, double[] y) {
        System.arraycopy(a, from, y, from, to - from);
    }

    /** Throws unless all targets, which are finite, fit this loss. */
    void requireTargets(Tensor target) {}

    private interface Condition {
        boolean holds(double target);
    }

    private static void requireEach(Tensor target, Condition condition, String wanted) {
        double[] t = target.values();
        for (int i = 0; i < t.length; i++) {
            if (!condition.holds(t[i])) {
                throw new IllegalArgumentException(
                        "target: found " + t[i] + " at " + Arrays.toString(target.indexOf(i)) + ", wanted " + wanted);
            }
        }
    }

    /** {@return the lower-case name, such as {@code squared_error}} */
    public String label() {
        return label;
    }

    /**
     * Looks up a loss by its lower-case name.
     *
     * @param name the name, such as {@code squared_error}
     * @return the loss
     * @throws IllegalArgumentException if there is none of this name
     */
    public static Loss named(String name) {
        for (Loss loss : values()) {
            if (loss.label().equals(name)) {
                return loss;
            }
        }
        throw new IllegalArgumentException("loss: found " + name + ", wanted one of "
                + Arrays.stream(values()).map(Loss::label).toList());
    }
}
