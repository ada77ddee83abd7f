package io.gradcheck.running;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;

/** The points that were called last, by hashes of their bits: optimisers ask for one point several times. Thread-safe. */
final class RecentPoints {

    /** A line search goes back over a few points only. */
    private static final int MOST = 64;

    private static final int MOST_ENTRIES = 256;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final long[] hashes = new long[MOST];
    private int known;
    private int next;

    /** Whether a point is not among the last ones, of which it then is one. */
    synchronized boolean isNew(long hash) {
        for (int k = 0; k < known; k++) {
            if (hashes[k] == hash) {
                return false;
            }
        }
        hashes[next] = hash;
        next = (next + 1) % MOST;
        known = Math.min(known + 1, MOST);
        return true;
    }

    /** The hash of all coordinates of a point. */
    static long hash(double... values) {
        return hash(values.length, 1, values);
    }

    private static long hash(long before, int stride, double... values) {
        long hash = before;
        for (int i = 0; i < values.length; i += stride) {
            hash = (hash ^ Double.doubleToRawLongBits(values[i])) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    /**
     * The hash of a forward pass: of some entries of each input, as a pass may take no longer than to read them all, and of
     * how many backward passes there were, after which the parameters have changed.
     */
    static long hash(Map<String, Tensor> inputs, long backwardPasses) {
        long hash = backwardPasses;
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
            double[] values = input.getValue().values();
            hash = hash * MULTIPLIER + input.getKey().hashCode();
            hash = hash * MULTIPLIER + Arrays.hashCode(input.getValue().shape());
            hash = hash(hash, 1 + values.length / MOST_ENTRIES, values);
        }
        return hash;
    }
}
