package wild;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.analysis.UnivariateVectorFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;

/**
 * The derivatives that are right, by a way that shares nothing with the checker, and the value that they belong to.
 *
 * @param kind what it is, for the page
 * @param value all outputs, from all entries of all variables, in their order; null if only the library has it
 * @param jacobian a row for each output, a column for each entry; null where the value is wrong instead
 * @param exactValue the exact value of a function of one number, where the derivative is right and the value is not; else null
 */
record Evidence(
        String kind,
        UnaryOperator<double[]> value,
        Function<double[], double[][]> jacobian,
        DoubleUnaryOperator exactValue) {

    Evidence(String kind, UnaryOperator<double[]> value, Function<double[], double[][]> jacobian) {
        this(kind, value, jacobian, null);
    }

    private static final DfpField FIELD = new DfpField(60);
    private static final Dfp STEP = FIELD.newDfp("1e-20");

    /** Of a value that is off from the exact one, while its derivative is right. */
    static Evidence inexactValue(DoubleUnaryOperator exactValue) {
        return new Evidence("exact value", null, null, exactValue);
    }

    /** The gradient of one output as a formula. */
    static Evidence closedForm(UnaryOperator<double[]> gradient) {
        return new Evidence("closed form", null, x -> new double[][] {gradient.apply(x)});
    }

    /** The derivative of each output by its own entry as a formula. */
    static Evidence elementwise(Function<Double, Double> derivative) {
        return new Evidence("closed form", null, x -> diagonal(x, derivative));
    }

    /** A function of the library of which there is no formula, differentiated from seven values at this spacing. */
    static Evidence sevenPoints(UnaryOperator<double[]> f, double spacing) {
        FiniteDifferencesDifferentiator differentiator = new FiniteDifferencesDifferentiator(7, spacing);
        return new Evidence("differences of seven of its values", null, x -> {
            double[][] jacobian = new double[f.apply(x).length][x.length];
            for (int j = 0; j < x.length; j++) {
                int moved = j;
                DerivativeStructure[] column = differentiator
                        .differentiate((UnivariateVectorFunction) t -> {
                            double[] at = x.clone();
                            at[moved] = t;
                            return f.apply(at);
                        })
                        .value(new DerivativeStructure(1, 1, 0, x[j]));
                for (int i = 0; i < column.length; i++) {
                    jacobian[i][j] = column[i].getPartialDerivative(1);
                }
            }
            return jacobian;
        });
    }

    /** The same of a function of one number, at each place. */
    static Evidence sevenPointsElementwise(DoubleUnaryOperator f, double spacing) {
        return sevenPoints(x -> Arrays.stream(x).map(f).toArray(), spacing);
    }

    /** The function in 60 digits, differentiated by central differences of step 1e-20. */
    static Evidence digits60(Function<Dfp[], Dfp[]> f) {
        return new Evidence("60 digits", x -> doubles(f.apply(exact(x))), x -> {
            double[][] columns = new double[x.length][];
            for (int j = 0; j < x.length; j++) {
                Dfp[] right = exact(x);
                Dfp[] left = exact(x);
                right[j] = right[j].add(STEP);
                left[j] = left[j].subtract(STEP);
                Dfp[] above = f.apply(right);
                Dfp[] below = f.apply(left);
                columns[j] = new double[above.length];
                for (int i = 0; i < above.length; i++) {
                    columns[j][i] =
                            above[i].subtract(below[i]).divide(STEP.multiply(2)).toDouble();
                }
            }
            double[][] jacobian = new double[columns[0].length][x.length];
            for (int i = 0; i < jacobian.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    jacobian[i][j] = columns[j][i];
                }
            }
            return jacobian;
        });
    }

    /** The same of a function of one number, at each place. */
    static Evidence digits60Elementwise(UnaryOperator<Dfp> f) {
        return digits60(x -> {
            Dfp[] y = new Dfp[x.length];
            for (int i = 0; i < x.length; i++) {
                y[i] = f.apply(x[i]);
            }
            return y;
        });
    }

    static Dfp dfp(double x) {
        return FIELD.newDfp(x);
    }

    private static Dfp[] exact(double[] x) {
        Dfp[] exact = new Dfp[x.length];
        for (int j = 0; j < x.length; j++) {
            exact[j] = FIELD.newDfp(x[j]);
        }
        return exact;
    }

    private static double[] doubles(Dfp[] x) {
        double[] doubles = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            doubles[j] = x[j].toDouble();
        }
        return doubles;
    }

    private static double[][] diagonal(double[] x, Function<Double, Double> derivative) {
        double[][] jacobian = new double[x.length][x.length];
        for (int j = 0; j < x.length; j++) {
            jacobian[j][j] = derivative.apply(x[j]);
        }
        return jacobian;
    }
}
