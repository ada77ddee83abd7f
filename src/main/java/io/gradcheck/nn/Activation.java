package io.gradcheck.nn;

import java.util.Arrays;
import java.util.Locale;

/**
 * An activation {@code h = g(a)}, taken element-wise, with its derivative {@code g'(a)} at the pre-activation.
 *
 * <p>Values and derivatives are finite for {@code |a|} up to 1e308, and derivatives keep their relative accuracy in the
 * tails: the sigmoid's at 40 is {@code e^-40}, not the rounding error of {@code s (1 - s)}. At kinks the derivative is
 * the one PyTorch chooses (from 2.8 on, where hard swish changed).
 */
public enum Activation {
    /** {@code a}. */
    IDENTITY(true) {
        @Override
        public double value(double a) {
            return a;
        }

        @Override
        public double derivative(double a) {
            return 1;
        }
    },

    /** {@code 1 / (1 + exp(-a))}. */
    SIGMOID(true) {
        @Override
        public double value(double a) {
            return Logistic.sigmoid(a);
        }

        @Override
        public double derivative(double a) {
            return Logistic.sigmoidDerivative(a);
        }
    },

    /** {@code tanh(a)}. */
    TANH(true) {
        @Override
        public double value(double a) {
            return Elementary.tanh(a);
        }

        @Override
        public double derivative(double a) {
            return 4 * Logistic.sigmoidDerivative(2 * a); // tanh(a) = 2 sigmoid(2a) - 1
        }
    },

    /** {@code max(0, a)}, with derivative 0 at 0. */
    RELU(false) {
        @Override
        public double value(double a) {
            return Math.max(0, a);
        }

        @Override
        public double derivative(double a) {
            return a > 0 ? 1 : 0;
        }
    },

    /** {@code a} above 0, else {@code 0.01 a}, with derivative 0.01 at 0. */
    LEAKY_RELU(false) {
        @Override
        public double value(double a) {
            return a > 0 ? a : 0.01 * a;
        }

        @Override
        public double derivative(double a) {
            return a > 0 ? 1 : 0.01;
        }
    },

    /** {@code min(max(0, a), 6)}, with derivative 0 at 0 and 6. */
    RELU6(false) {
        @Override
        public double value(double a) {
            return Math.min(Math.max(0, a), 6);
        }

        @Override
        public double derivative(double a) {
            return 0 < a && a < 6 ? 1 : 0;
        }
    },

    /** {@code a} above 0, else {@code exp(a) - 1} (Clevert et al. 2016, alpha = 1). */
    ELU(true) {
        @Override
        public double value(double a) {
            return a > 0 ? a : Elementary.expm1(a);
        }

        @Override
        public double derivative(double a) {
            return a > 0 ? 1 : Math.exp(a);
        }
    },

    /**
     * {@code 1.0507 a} above 0, else {@code 1.0507 * 1.6733 (exp(a) - 1)}, both constants in full precision (Klambauer
     * et al. 2017), with the left derivative at 0.
     */
    SELU(false) {
        @Override
        public double value(double a) {
            return SELU_SCALE * (a > 0 ? a : SELU_ALPHA * Elementary.expm1(a));
        }

        @Override
        public double derivative(double a) {
            return SELU_SCALE * (a > 0 ? 1 : SELU_ALPHA * Math.exp(a));
        }
    },

    /** {@code a} above 0, else {@code 2 (exp(a / 2) - 1)} (Barron 2017, alpha = 2). */
    CELU(true) {
        @Override
        public double value(double a) {
            return a > 0 ? a : 2 * Elementary.expm1(a / 2);
        }

        @Override
        public double derivative(double a) {
            return a > 0 ? 1 : Math.exp(a / 2);
        }
    },

    /** {@code log(1 + exp(a))}. */
    SOFTPLUS(true) {
        @Override
        public double value(double a) {
            return Logistic.softplus(a);
        }

        @Override
        public double derivative(double a) {
            return Logistic.sigmoid(a);
        }
    },

    /** {@code a / (1 + |a|)}. */
    SOFTSIGN(true) {
        @Override
        public double value(double a) {
            return a / (1 + Math.abs(a));
        }

        @Override
        public double derivative(double a) {
            double inverse = 1 / (1 + Math.abs(a));
            return inverse * inverse;
        }
    },

    /**
     * {@code a Phi(a)} with the normal distribution function, by erfc and not by the tanh formula (Hendrycks and Gimpel
     * 2016).
     */
    GELU(true) {
        @Override
        public double value(double a) {
            return a * normalDistribution(a);
        }

        @Override
        public double derivative(double a) {
            double density = Math.abs(a) > 40 ? 0 : Math.exp(-0.5 * a * a) / Math.sqrt(2 * Math.PI); // e^-800 is 0
            return normalDistribution(a) + a * density;
        }
    },

    /** {@code a/2 (1 + tanh(sqrt(2/pi) (a + 0.044715 a^3)))} (Hendrycks and Gimpel 2016). */
    GELU_TANH(true) {
        @Override
        public double value(double a) {
            return a * Logistic.sigmoid(twiceInner(a)); // (1 + tanh u) / 2 = sigmoid(2u)
        }

        @Override
        public double derivative(double a) {
            double slope = Logistic.sigmoidDerivative(twiceInner(a));
            // The factor of the slope overflows where the slope has long been 0.
            double chain = slope == 0 ? 0 : a * slope * 2 * SQRT_2_OVER_PI * (1 + 3 * 0.044715 * a * a);
            return Logistic.sigmoid(twiceInner(a)) + chain;
        }

        private double twiceInner(double a) {
            return 2 * SQRT_2_OVER_PI * a * (1 + 0.044715 * a * a);
        }
    },

    /** {@code a sigmoid(a)}, also called swish (Ramachandran et al. 2017). */
    SILU(true) {
        @Override
        public double value(double a) {
            return a * Logistic.sigmoid(a);
        }

        @Override
        public double derivative(double a) {
            return Logistic.sigmoid(a) * (1 + a * Logistic.sigmoid(-a));
        }
    },

    /** {@code a tanh(softplus(a))} (Misra 2019). */
    MISH(true) {
        @Override
        public double value(double a) {
            return a * tanhSoftplus(a);
        }

        @Override
        public double derivative(double a) {
            double t = tanhSoftplus(a);
            double chain = oneMinusTanhSoftplus(a) * Logistic.sigmoid(a); // small first, or a (1 + t) overflows
            return t + a * chain * (1 + t);
        }

        // With e = exp(-|a|), tanh(log(1 + y)) = ((1 + y)^2 - 1) / ((1 + y)^2 + 1) has neither overflow nor
        // cancellation.
        private double tanhSoftplus(double a) {
            double e = Math.exp(-Math.abs(a));
            return a > 0 ? (1 + 2 * e) / (1 + 2 * e + 2 * e * e) : e * (e + 2) / (e * (e + 2) + 2);
        }

        private double oneMinusTanhSoftplus(double a) {
            double e = Math.exp(-Math.abs(a));
            return a > 0 ? 2 * e * e / (1 + 2 * e + 2 * e * e) : 2 / (e * (e + 2) + 2);
        }
    },

    /** {@code min(max(-1, a), 1)}, with derivative 0 at -1 and 1. */
    HARD_TANH(false) {
        @Override
        public double value(double a) {
            return Math.min(Math.max(-1, a), 1);
        }

        @Override
        public double derivative(double a) {
            return -1 < a && a < 1 ? 1 : 0;
        }
    },

    /** {@code relu6(a + 3) / 6}, with derivative 0 at -3 and 3. */
    HARD_SIGMOID(false) {
        @Override
        public double value(double a) {
            return Math.min(Math.max(0, a + 3), 6) / 6;
        }

        @Override
        public double derivative(double a) {
            return -3 < a && a < 3 ? 1.0 / 6 : 0;
        }
    },

    /** {@code a relu6(a + 3) / 6} (Howard et al. 2019), with derivative 0 at -3 and 1 at 3. */
    HARD_SWISH(false) {
        @Override
        public double value(double a) {
            return a <= -3 ? 0 : a < 3 ? a * (a + 3) / 6 : a;
        }

        @Override
        public double derivative(double a) {
            return a <= -3 ? 0 : a < 3 ? a / 3 + 0.5 : 1;
        }
    },

    /** {@code log(sigmoid(a))}. */
    LOG_SIGMOID(true) {
        @Override
        public double value(double a) {
            return -Logistic.softplus(-a);
        }

        @Override
        public double derivative(double a) {
            return Logistic.sigmoid(-a);
        }
    },

    /** {@code sin(a)}. */
    SINE(true) {
        @Override
        public double value(double a) {
            return Math.sin(a);
        }

        @Override
        public double derivative(double a) {
            return Math.cos(a);
        }
    };

    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

    private final boolean smooth;
    private final String label = name().toLowerCase(Locale.ROOT);

    Activation(boolean smooth) {
        this.smooth = smooth;
    }

    /**
     * Computes {@code g(a)}.
     *
     * @param a the pre-activation
     * @return the activation
     */
    public abstract double value(double a);

    /**
     * Computes {@code g'(a)}.
     *
     * @param a the pre-activation, not the activation
     * @return the derivative; at a kink the one that the constant's description names
     */
    public abstract double derivative(double a);

    /** {@return whether the derivative is continuous, so that no pre-activation is a kink} */
    public boolean isSmooth() {
        return smooth;
    }

    /** {@return the lower-case name, such as {@code leaky_relu}} */
    public String label() {
        return label;
    }

    /**
     * Looks up an activation by its lower-case name.
     *
     * @param name the name, such as {@code leaky_relu}
     * @return the activation
     * @throws IllegalArgumentException if there is none of this name
     */
    public static Activation named(String name) {
        for (Activation activation : values()) {
            if (activation.label().equals(name)) {
                return activation;
            }
        }
        throw new IllegalArgumentException("activation: found " + name + ", wanted one of "
                + Arrays.stream(values()).map(Activation::label).toList());
    }

    private static double normalDistribution(double a) {
        return 0.5 * ErrorFunction.erfc(-a * Math.sqrt(0.5));
    }
}
