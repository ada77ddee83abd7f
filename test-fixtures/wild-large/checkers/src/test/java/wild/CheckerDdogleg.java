package wild;

import org.ddogleg.optimization.DerivativeChecker;
import org.ddogleg.optimization.functions.FunctionNtoN;
import org.ddogleg.optimization.functions.FunctionNtoS;

/** {@code DerivativeChecker.gradient}, with the tolerance of its own tests, as there is no other. */
final class CheckerDdogleg implements Checker {

    private static final double TOLERANCE = 1e-5;

    @Override
    public String name() {
        return "DDogleg";
    }

    @Override
    public Check check(CheckedFunction function, CheckedFunction.Code code) {
        int length = function.at().length;
        FunctionNtoS value = new FunctionNtoS() {
            @Override
            public int getNumOfInputsN() {
                return length;
            }

            @Override
            public double process(double[] x) {
                return code.value(x);
            }
        };
        FunctionNtoN gradient = new FunctionNtoN() {
            @Override
            public int getN() {
                return length;
            }

            @Override
            public void process(double[] x, double[] result) {
                System.arraycopy(code.gradient(x), 0, result, 0, length);
            }
        };
        double[] at = function.at().clone();
        return () -> Answer.of(DerivativeChecker.gradient(value, gradient, at, TOLERANCE), "");
    }
}
