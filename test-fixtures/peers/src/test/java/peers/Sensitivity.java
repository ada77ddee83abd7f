package peers;

import java.util.List;
import java.util.stream.IntStream;

/** Right gradients that a checker calls wrong, and the smallest mistake in one weight's gradient that it sees. */
final class Sensitivity {

    static final int KINKED_NETWORKS = 100;
    static final int SEEDS = 20;
    static final int SEEN = 19;
    static final double LARGEST = 1e-1;
    private static final int DECADES = 9;
    /** Of large networks, entries of each variable that are looked at by those who go through them one by one. */
    private static final Entries SOME = new Entries(20);
    private static final int MOST_ENTRIES = 5000;

    private final long seed;

    Sensitivity(long seed) {
        this.seed = seed;
    }

    /** What a checker says of right ReLU networks with pre-activations that are exactly zero. */
    Kinks kinks(Peer peer) {
        int wrong = 0;
        int undecided = 0;
        for (int k = 0; k < KINKED_NETWORKS; k++) {
            CheckedNetwork network = Networks.withExactZeros(1000 * seed + k);
            switch (peer.prepare(network, Entries.ALL).run().verdict()) {
                case WRONG -> wrong++;
                case UNDECIDED -> undecided++;
                case RIGHT -> {}
            }
        }
        return new Kinks(wrong, undecided);
    }

    /**
     * The smallest relative error, of powers of ten, that is called wrong in nearly every network. It is planted in the
     * gradient of one weight, whose gradient is of average size. An error does not count as seen in a network whose
     * right gradient is called wrong.
     */
    Seen smallestError(Peer peer, Networks networks) {
        List<CheckedNetwork> right = IntStream.range(0, SEEDS)
                .mapToObj(k -> networks.make(1000 * seed + k))
                .toList();
        boolean isSlice = peer.goesThroughEntries() && right.get(0).size() > MOST_ENTRIES;
        Entries entries = isSlice ? SOME : Entries.ALL;
        List<CheckedNetwork> accepted = right.stream()
                .filter(network -> !peer.prepare(network, entries).run().isWrong())
                .toList();
        int ofLargest = Math.toIntExact(accepted.stream()
                .filter(network -> isSeen(peer, network, LARGEST, entries))
                .count());
        double smallest = Double.NaN;
        if (ofLargest >= SEEN) {
            smallest = LARGEST;
            for (int decade = 2; decade <= DECADES; decade++) {
                double error = Double.parseDouble("1e-" + decade);
                if (!isSeenInNearlyAll(peer, accepted, error, entries)) {
                    break;
                }
                smallest = error;
            }
        }
        return new Seen(smallest, ofLargest, SEEDS - accepted.size(), isSlice);
    }

    private static boolean isSeenInNearlyAll(Peer peer, List<CheckedNetwork> networks, double error, Entries entries) {
        int possible = networks.size();
        for (CheckedNetwork network : networks) {
            if (!isSeen(peer, network, error, entries)) {
                possible--;
            }
            if (possible < SEEN) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSeen(Peer peer, CheckedNetwork network, double error, Entries entries) {
        CheckedNetwork wrong = network.withMistake(average(network), error);
        return peer.prepare(wrong, entries).run().isWrong();
    }

    /** {@return the weight of the first layer, of those in every slice, whose gradient is nearest to average size} */
    private static int average(CheckedNetwork network) {
        int weights = network.network().width(0) * network.network().width(1);
        double[] gradient = network.gradient();
        double mean = IntStream.range(0, weights)
                .mapToDouble(k -> Math.abs(gradient[k]))
                .average()
                .orElseThrow();
        int nearest = 0;
        for (int k = 0; k < weights; k += SOME.stride(weights)) {
            if (Math.abs(Math.abs(gradient[k]) - mean) < Math.abs(Math.abs(gradient[nearest]) - mean)) {
                nearest = k;
            }
        }
        return nearest;
    }

    /**
     * How many right networks were not called right.
     *
     * @param undecided those of which the checker could not tell
     */
    record Kinks(int wrong, int undecided) {}

    /**
     * What was seen.
     *
     * @param smallest the smallest relative error that was seen in nearly all networks; NaN if none
     * @param ofLargest in how many networks an error of {@link #LARGEST} was seen
     * @param rightCalledWrong how many networks were called wrong without any
     * @param isSlice whether only some entries were looked at
     */
    record Seen(double smallest, int ofLargest, int rightCalledWrong, boolean isSlice) {}
}
