package peers;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;
import org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction;

/** Compares every entry with a numeric derivative, by a relative tolerance with an absolute one below it. */
final class PeerDifferences implements Peer {

    private static final double RELATIVE = 1e-4;
    private static final double ABSOLUTE = 1e-8;

    private final String name;
    private final Derivative derivative;

    private PeerDifferences(String name, Derivative derivative) {
        this.name = name;
        this.derivative = derivative;
    }

    /** What is written by hand in many tests. */
    static PeerDifferences central(double step) {
        return new PeerDifferences(
                "central differences by hand",
                (f, x) -> (f.applyAsDouble(x + step) - f.applyAsDouble(x - step)) / (2 * step));
    }

    static PeerDifferences commonsMath(int points, double step) {
        FiniteDifferencesDifferentiator differentiator = new FiniteDifferencesDifferentiator(points, step);
        return new PeerDifferences("Commons Math, differences of " + points + " points", (f, x) -> {
            UnivariateFunction function = f::applyAsDouble;
            UnivariateDifferentiableFunction differentiable = differentiator.differentiate(function);
            return differentiable.value(new DerivativeStructure(1, 1, 0, x)).getPartialDerivative(1);
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean goesThroughEntries() {
        return true;
    }

    @Override
    public Check prepare(CheckedNetwork network, Entries entries) {
        int[] positions = network.positions(entries);
        double[] point = network.point();
        return () -> {
            network.counts().reset();
            double[] gradient = network.gradient();
            boolean isRight = true;
            for (int position : positions) {
                double numeric = derivative.at(x -> network.lossAt(position, x), point[position]);
                isRight &= agree(gradient[position], numeric);
            }
            return network.counts().answer(isRight, positions.length);
        };
    }

    private static boolean agree(double found, double numeric) {
        double difference = Math.abs(found - numeric);
        return difference <= ABSOLUTE || difference <= RELATIVE * Math.max(Math.abs(found), Math.abs(numeric));
    }

    private interface Derivative {

        double at(DoubleUnaryOperator function, double x);
    }
}
