package io.gradcheck.check.law;

import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number of 64 bits that tells whether tensors were written to, where no copy is kept to compare them with.
 *
 * <p>Of the bits of every entry, with names and sizes: {@code h = k h + bits}, in four sums side by side. It changes with
 * every change of a single entry; two changes may cancel with a probability of 2<sup>-64</sup>.
 */
final class Checksum {

    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final int LANES = 4;

    private Checksum() {}

    static long of(NamedTensors tensors) {
        long sum = 0;
        for (Map.Entry<String, Tensor> entry : tensors.asMap().entrySet()) {
            sum = FACTOR * sum + entry.getKey().hashCode();
            sum = FACTOR * sum + of(entry.getValue());
        }
        return sum;
    }

    private static long of(@Nullable Tensor tensor) {
        double[] a = tensor == null ? new double[0] : tensor.values(); // whoever writes to a map can put null
        long h0 = a.length;
        long h1 = 0;
        long h2 = 0;
        long h3 = 0;
        int i = 0;
        for (; i + LANES <= a.length; i += LANES) {
            h0 = FACTOR * h0 + Double.doubleToRawLongBits(a[i]);
            h1 = FACTOR * h1 + Double.doubleToRawLongBits(a[i + 1]);
            h2 = FACTOR * h2 + Double.doubleToRawLongBits(a[i + 2]);
            h3 = FACTOR * h3 + Double.doubleToRawLongBits(a[i + 3]);
        }
        for (; i < a.length; i++) {
            h0 = FACTOR * h0 + Double.doubleToRawLongBits(a[i]);
        }
        return ((FACTOR * h0 + h1) * FACTOR + h2) * FACTOR + h3;
    }
}
