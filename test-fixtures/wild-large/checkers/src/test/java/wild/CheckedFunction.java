package wild;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A function that all checkers are given.
 *
 * @param name what it is
 * @param isRight whether its gradient is
 * @param shape the shape of its argument
 * @param code makes value and gradient, with a state of their own
 * @param at the point
 * @param isFloat whether it is said to compute in single precision, where a checker can be told
 */
record CheckedFunction(String name, boolean isRight, int[] shape, Supplier<Code> code, double[] at, boolean isFloat) {

    static CheckedFunction right(String name, ToDoubleFunction<double[]> f, UnaryOperator<double[]> g, double... at) {
        return new CheckedFunction(name, true, new int[] {at.length}, () -> new Code(f, g), at, false);
    }

    static CheckedFunction wrong(String name, ToDoubleFunction<double[]> f, UnaryOperator<double[]> g, double... at) {
        return new CheckedFunction(name, false, new int[] {at.length}, () -> new Code(f, g), at, false);
    }

    CheckedFunction shaped(int... lengths) {
        return new CheckedFunction(name, isRight, lengths, code, at, isFloat);
    }

    CheckedFunction saidToBeFloat() {
        return new CheckedFunction(name + ", and said to be", isRight, shape, code, at, true);
    }

    /** Value and gradient, which count how often they are asked for. */
    static final class Code {

        private final ToDoubleFunction<double[]> value;
        private final UnaryOperator<double[]> gradient;
        private int values;
        private int gradients;

        Code(ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient) {
            this.value = value;
            this.gradient = gradient;
        }

        double value(double[] x) {
            values++;
            return value.applyAsDouble(Arrays.copyOf(x, x.length));
        }

        double[] gradient(double[] x) {
            gradients++;
            return gradient.apply(Arrays.copyOf(x, x.length));
        }

        String calls() {
            return values + " + " + gradients;
        }
    }
}
