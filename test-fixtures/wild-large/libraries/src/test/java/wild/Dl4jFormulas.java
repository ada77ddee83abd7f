package wild;

import java.util.Arrays;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpMath;

/** Scores of two small networks, from all parameters and the input, as the documentation has them. */
final class Dl4jFormulas {

    private Dl4jFormulas() {}

    /** Two examples of five channels, each divided by a power of the squares of it and the two on both sides. */
    static Dfp[] responses(Dfp[] x) {
        Dfp sum = Evidence.dfp(0);
        for (int n = 0; n < 2; n++) {
            Dfp[] channels = Arrays.copyOfRange(x, 18 + 5 * n, 23 + 5 * n);
            Dfp[] normed = new Dfp[5];
            for (int c = 0; c < 5; c++) {
                Dfp squares = Evidence.dfp(0);
                for (int d = Math.max(0, c - 2); d <= Math.min(4, c + 2); d++) {
                    squares = squares.add(channels[d].multiply(channels[d]));
                }
                Dfp scale = squares.multiply(Evidence.dfp(0.3)).add(2);
                normed[c] = channels[c].divide(DfpMath.pow(scale, Evidence.dfp(0.75)));
            }
            sum = sum.add(loss(normed, Arrays.copyOf(x, 15), Arrays.copyOfRange(x, 15, 18), 2 * n % 3));
        }
        return new Dfp[] {sum.divide(2)};
    }

    /** Three examples of three numbers in time; windows of two, beyond the end 0, with weights of their own and one bias. */
    static Dfp[] local(Dfp[] x) {
        Dfp sum = Evidence.dfp(0);
        for (int n = 0; n < 3; n++) {
            Dfp mean = Evidence.dfp(0);
            for (int t = 0; t < 3; t++) {
                Dfp inner = x[6].add(x[2 * t].multiply(x[13 + 3 * n + t]));
                if (t < 2) {
                    inner = inner.add(x[2 * t + 1].multiply(x[13 + 3 * n + t + 1]));
                }
                Dfp exponential = DfpMath.exp(inner.multiply(2));
                mean = mean.add(
                        exponential.subtract(1).divide(exponential.add(1)).divide(3));
            }
            Dfp[] weights = Arrays.copyOfRange(x, 7, 10);
            sum = sum.add(loss(new Dfp[] {mean}, weights, Arrays.copyOfRange(x, 10, 13), 2 * n % 3));
        }
        return new Dfp[] {sum.divide(3)};
    }

    /** Cross entropy of a softmax of three. */
    private static Dfp loss(Dfp[] features, Dfp[] weights, Dfp[] bias, int label) {
        Dfp sum = Evidence.dfp(0);
        Dfp chosen = sum;
        for (int k = 0; k < 3; k++) {
            Dfp logit = bias[k];
            for (int c = 0; c < features.length; c++) {
                logit = logit.add(weights[3 * c + k].multiply(features[c]));
            }
            sum = sum.add(DfpMath.exp(logit));
            chosen = k == label ? logit : chosen;
        }
        return DfpMath.log(sum).subtract(chosen);
    }
}
