package peers;

import org.ddogleg.optimization.DerivativeChecker;
import org.ddogleg.optimization.functions.FunctionNtoN;
import org.ddogleg.optimization.functions.FunctionNtoS;

/** {@code DerivativeChecker.gradient}, with the tolerance of its own tests, as there is no other; it is absolute. */
final class PeerDdogleg implements Peer {

    private static final double TOLERANCE = 1e-5;

    @Override
    public String name() {
        return "DDogleg, DerivativeChecker";
    }

    @Override
    public boolean goesThroughEntries() {
        return true;
    }

    @Override
    public Check prepare(CheckedNetwork network, Entries entries) {
        int[] positions = network.positions(entries);
        double[] all = network.point();
        double[] at = chosen(all, positions);
        FunctionNtoS value = new FunctionNtoS() {
            @Override
            public int getNumOfInputsN() {
                return positions.length;
            }

            @Override
            public double process(double[] x) {
                for (int k = 0; k < positions.length; k++) {
                    all[positions[k]] = x[k];
                }
                return network.lossAt(all);
            }
        };
        FunctionNtoN gradient = new FunctionNtoN() {
            @Override
            public int getN() {
                return positions.length;
            }

            @Override
            public void process(double[] x, double[] result) {
                System.arraycopy(chosen(network.gradient(), positions), 0, result, 0, positions.length);
            }
        };
        return () -> {
            network.counts().reset();
            boolean isRight = DerivativeChecker.gradient(value, gradient, at.clone(), TOLERANCE);
            return network.counts().answer(isRight, positions.length);
        };
    }

    private static double[] chosen(double[] all, int[] positions) {
        double[] chosen = new double[positions.length];
        for (int k = 0; k < chosen.length; k++) {
            chosen[k] = all[positions[k]];
        }
        return chosen;
    }
}
