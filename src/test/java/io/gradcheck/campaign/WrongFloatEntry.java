package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.network.FloatNetwork;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * An entry of the gradient of a network in single precision, drawn uniformly from all entries of all its variables, to be
 * got wrong.
 *
 * @param network the network
 * @param index the number of the network, and the seed of its check
 * @param variable the entry's variable
 * @param entry its place
 */
record WrongFloatEntry(FloatNetwork network, long index, String variable, int entry) {

    private static final double SMALLEST = 1e-8;
    private static final double FLOAT_ROUNDING = 0x1p-24;

    /** Draws an entry whose gradient is above 1e-8; empty where there is none. */
    static Optional<WrongFloatEntry> drawn(long seed, long index) {
        FloatNetwork network = new FloatNetwork(Networks.any().ordinary().at(seed, index));
        Map<String, Tensor> gradient = network.gradient(network.point(), Tensor.scalar(1));
        List<WrongFloatEntry> candidates = new ArrayList<>();
        gradient.forEach((variable, tensor) -> {
            for (int i = 0; i < tensor.size(); i++) {
                if (Math.abs(tensor.values()[i]) > SMALLEST) {
                    candidates.add(new WrongFloatEntry(network, index, variable, i));
                }
            }
        });
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(candidates.get(new SplittableRandom(seed + index).nextInt(candidates.size())));
    }

    /** How many entries its variable has. */
    int size() {
        return network.point().get(variable).size();
    }

    /** Whether the entry's variable fails where the entry is wrong by a relative error. */
    boolean isCaught(double relativeError) {
        return GradientChecker.standard()
                        .seed(index)
                        .check(new WrongEntrySubject(network, variable, entry, relativeError))
                        .finding(variable)
                        .verdict()
                == Verdict.FAIL;
    }

    /**
     * What the error makes of the value, in units of its rounding, where the entry moves by the size of its variable.
     *
     * @param relativeError the error
     */
    double roundings(double relativeError) {
        Map<String, Tensor> point = network.point();
        double g = network.gradient(point, Tensor.scalar(1)).get(variable).values()[entry];
        double value = network.evaluate(point).get();
        return Math.abs(relativeError * g) * size(point.get(variable)) / (FLOAT_ROUNDING * Math.abs(value));
    }

    /** Root mean square; 1 where all entries are zero. */
    private static double size(Tensor x) {
        double squares = 0;
        for (double value : x.values()) {
            squares += value * value;
        }
        return squares == 0 ? 1 : Math.sqrt(squares / x.size());
    }
}
