package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Scaled dot-product attention with a mask (Vaswani et al. 2017, equation 1), {@code Y = softmax(scale Q K') V} for each
 * example.
 *
 * <pre>
 * a[t,s]   = scale sum_d q[t,d] k[s,d]  where query t may attend to key s, else minus infinity; scale = 1 / sqrt(depth)
 * p[t]     = softmax(a[t])
 * y[t,e]   = sum_s p[t,s] v[s,e]
 *
 * dv[s,e]  = sum_t p[t,s] dy[t,e]
 * dp[t,s]  = sum_e dy[t,e] v[s,e]
 * da[t,s]  = p[t,s] (dp[t,s] - sum_r p[t,r] dp[t,r])
 * dq[t,d]  = scale sum_s da[t,s] k[s,d]
 * dk[s,d]  = scale sum_t da[t,s] q[t,d]
 * </pre>
 *
 * <p>The input are the queries, of shape [examples, queries, depth]; the keys, of shape [examples, keys, depth], and the
 * values, of shape [examples, keys, width], are parameters. Output [examples, queries, width].
 */
public class Attention implements Layer {

    final Parameter keys;
    final Parameter values;
    final boolean[][] mask;
    Tensor q = Tensor.vector();
    /** The weights p, of shape [examples, queries, keys]. */
    Tensor p = Tensor.vector();

    /**
     * Makes an attention to these keys and values.
     *
     * @param keys of shape [examples, keys, depth]. Wrapped.
     * @param values of shape [examples, keys, width]. Wrapped.
     * @param mask whether query t may attend to key s, at [t][s]. Copied.
     * @throws IllegalArgumentException if keys or values do not have three axes, the first two of the same lengths
     * @throws IllegalArgumentException if a row of the mask does not have an entry for each key, or lets its query attend
     *     to none
     */
    public Attention(Tensor keys, Tensor values, boolean[][] mask) {
        Shapes.require("k", keys, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        Shapes.require("v", values, keys.length(0), keys.length(1), Shapes.ANY);
        this.keys = new Parameter("k", keys);
        this.values = new Parameter("v", values);
        this.mask = new boolean[mask.length][];
        for (int t = 0; t < mask.length; t++) {
            this.mask[t] = requireSomeKey(t, mask[t].clone(), keys.length(1));
        }
    }

    private static boolean[] requireSomeKey(int t, boolean[] row, int keys) {
        int allowed = 0;
        for (boolean may : row) {
            allowed += may ? 1 : 0;
        }
        if (row.length != keys || allowed == 0) {
            throw new IllegalArgumentException("mask: found " + allowed + " keys allowed of " + row.length
                    + " for query " + t + ", wanted at least one of " + keys);
        }
        return row;
    }

    /**
     * The mask of a decoder: query {@code t} attends to keys 0 to {@code t}.
     *
     * @param queries how many queries there are
     * @param keys how many keys there are
     * @return the mask
     */
    public static boolean[][] causal(int queries, int keys) {
        boolean[][] mask = new boolean[queries][keys];
        for (int t = 0; t < queries; t++) {
            for (int s = 0; s < keys; s++) {
                mask[t][s] = s <= t;
            }
        }
        return mask;
    }

    /**
     * The mask that masks nothing: every query attends to every key.
     *
     * @param queries how many queries there are
     * @param keys how many keys there are
     * @return the mask
     */
    public static boolean[][] full(int queries, int keys) {
        boolean[][] mask = new boolean[queries][keys];
        for (boolean[] row : mask) {
            Arrays.fill(row, true);
        }
        return mask;
    }

    @Override
    public Tensor forward(Tensor queries) {
        Tensor k = keys.value();
        Tensor v = values.value();
        q = Shapes.require("input", queries, k.length(0), mask.length, k.length(2));
        p = weights(mask);
        Tensor y = Tensor.zeros(k.length(0), mask.length, v.length(2));
        for (int n = 0; n < p.length(0); n++) {
            for (int t = 0; t < p.length(1); t++) {
                for (int s = 0; s < p.length(2); s++) {
                    for (int e = 0; e < v.length(2); e++) {
                        y.add(p.get(n, t, s) * v.get(n, s, e), n, t, e);
                    }
                }
            }
        }
        return y;
    }

    /** The weights p under a mask. */
    Tensor weights(boolean[][] under) {
        Tensor k = keys.value();
        Tensor weights = Tensor.zeros(q.length(0), q.length(1), k.length(1));
        for (int n = 0; n < q.length(0); n++) {
            for (int t = 0; t < q.length(1); t++) {
                double[] a = new double[k.length(1)];
                for (int s = 0; s < a.length; s++) {
                    a[s] = under[t][s] ? scale() * dot(q, t, k, s, n) : Double.NEGATIVE_INFINITY;
                }
                Rows.set(weights, n * q.length(1) + t, Softmax.of(a));
            }
        }
        return weights;
    }

    private static double dot(Tensor a, int t, Tensor b, int s, int n) {
        double sum = 0;
        for (int d = 0; d < a.length(2); d++) {
            sum += a.get(n, t, d) * b.get(n, s, d);
        }
        return sum;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor k = keys.value();
        Tensor v = values.value();
        Tensor dq = Tensor.zeros(q.shape());
        for (int n = 0; n < q.length(0); n++) {
            for (int t = 0; t < q.length(1); t++) {
                double[] dp = new double[k.length(1)];
                for (int s = 0; s < dp.length; s++) {
                    dp[s] = dot(dy, t, v, s, n);
                    for (int e = 0; e < v.length(2); e++) {
                        values.gradient().add(p.get(n, t, s) * dy.get(n, t, e), n, s, e);
                    }
                }
                double[] da = Softmax.gradient(Rows.get(p, n * q.length(1) + t), dp);
                for (int s = 0; s < da.length; s++) {
                    for (int d = 0; d < k.length(2); d++) {
                        dq.add(scale() * da[s] * k.get(n, s, d), n, t, d);
                        keys.gradient().add(scale() * da[s] * q.get(n, t, d), n, s, d);
                    }
                }
            }
        }
        return dq;
    }

    double scale() {
        return 1 / Math.sqrt(keys.value().length(2));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(keys, values);
    }
}
