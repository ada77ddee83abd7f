package io.gradcheck.source.network;

import io.gradcheck.campaign.FloatLoss;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Skip;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A random network computed in single precision, value and gradient: every sum, product and result of a function is
 * rounded to float. It shares no code with the engine but the activations, each of which is rounded once.
 *
 * <p>The variables are those of the engine's subject: the input {@code x}, weights {@code W_k} and biases {@code b_k}, and
 * what is added to pre-activations {@code a_k} and hidden layers {@code h_k}.
 */
public final class FloatNetwork implements Subject {

    private final NetworkParts parts;
    private final int layers;
    private final int batch;
    private final float l2;
    private final float[] target;
    private final Map<String, Tensor> point = new LinkedHashMap<>();

    /** Pre-activations 1..L and hidden layers 0..L-1 of the last pass. */
    private final float[][] a;

    private final float[][] h;

    /**
     * Makes a network's twin in single precision.
     *
     * @param networkCase the network and its examples, all of whose numbers are rounded to float
     */
    public FloatNetwork(NetworkCase networkCase) {
        this.parts = NetworkParts.of(networkCase);
        this.layers = parts.layers();
        this.batch = parts.batch();
        this.l2 = (float) parts.l2();
        this.target = floats(parts.target());
        this.a = new float[layers + 1][];
        this.h = new float[layers][];
        networkCase.subject().point().forEach((name, value) -> point.put(name, tensor(floats(value), value.shape())));
    }

    private static float[] floats(Tensor tensor) {
        float[] floats = new float[tensor.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) tensor.values()[i];
        }
        return floats;
    }

    private static Tensor tensor(float[] floats, int[] shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < floats.length; i++) {
            tensor.values()[i] = floats[i];
        }
        return tensor;
    }

    @Override
    public String name() {
        return "float " + parts.assembled();
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        forward(at);
        int width = parts.widths().get(layers);
        float sum = 0;
        for (int row = 0; row < batch; row++) {
            sum += FloatLoss.value(parts.loss(), a[layers], target, row * width, (row + 1) * width);
        }
        return Tensor.scalar(sum / batch + penalty(at));
    }

    private float penalty(Map<String, Tensor> at) {
        float squares = 0;
        for (int k = 1; k <= layers && l2 != 0; k++) {
            for (float w : floats(at.get("W" + k))) {
                squares += w * w;
            }
        }
        return 0.5f * l2 * squares;
    }

    private void forward(Map<String, Tensor> at) {
        h[0] = floats(at.get("x"));
        for (int k = 1; k <= layers; k++) {
            preActivate(at, k);
            if (k < layers) {
                Activation g = parts.activations().get(k - 1);
                h[k] = floats(at.get("h" + k));
                for (int i = 0; i < h[k].length; i++) {
                    h[k][i] += (float) g.value(a[k][i]);
                }
            }
        }
    }

    /** {@code a_k = W_k h_(k-1) + b_k}, what skips over, and the variable {@code a_k} itself. */
    private void preActivate(Map<String, Tensor> at, int k) {
        float[] w = floats(at.get("W" + k));
        float[] b = floats(at.get("b" + k));
        int in = parts.widths().get(k - 1);
        int out = parts.widths().get(k);
        a[k] = floats(at.get("a" + k));
        for (int row = 0; row < batch; row++) {
            for (int i = 0; i < out; i++) {
                float sum = 0;
                for (int j = 0; j < in; j++) {
                    sum += w[i * in + j] * h[k - 1][row * in + j];
                }
                a[k][row * out + i] += sum + b[i];
            }
        }
        for (Skip skip : parts.skips()) {
            for (int i = 0; i < a[k].length && skip.to() == k; i++) {
                a[k][i] += h[skip.from()][i];
            }
        }
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        forward(at);
        float[][] da = new float[layers + 1][];
        float[][] dh = new float[layers][];
        da[layers] = lossGradient((float) upstream.get());
        for (int k = layers; k >= 1; k--) {
            dh[k - 1] = hidden(floats(at.get("W" + k)), da, k);
            if (k > 1) {
                Activation g = parts.activations().get(k - 2);
                da[k - 1] = dh[k - 1].clone();
                for (int i = 0; i < da[k - 1].length; i++) {
                    da[k - 1][i] *= (float) g.derivative(a[k - 1][i]);
                }
            }
        }
        Map<String, Tensor> gradient = new LinkedHashMap<>();
        for (String variable : point.keySet()) {
            gradient.put(
                    variable,
                    tensor(
                            gradient(variable, at, upstream, da, dh),
                            point.get(variable).shape()));
        }
        return gradient;
    }

    private float[] gradient(String variable, Map<String, Tensor> at, Tensor upstream, float[][] da, float[][] dh) {
        if (variable.equals("x")) {
            return dh[0];
        }
        int k = Integer.parseInt(variable.substring(1));
        return switch (variable.charAt(0)) {
            case 'W' -> weights(floats(at.get(variable)), (float) upstream.get(), da[k], k);
            case 'b' -> biases(da[k], parts.widths().get(k));
            case 'a' -> da[k];
            default -> dh[k];
        };
    }

    private float[] lossGradient(float upstream) {
        float[] da = new float[a[layers].length];
        int width = parts.widths().get(layers);
        for (int row = 0; row < batch; row++) {
            FloatLoss.gradient(parts.loss(), a[layers], target, row * width, (row + 1) * width, da);
        }
        for (int i = 0; i < da.length; i++) {
            da[i] *= upstream / batch;
        }
        return da;
    }

    private float[] hidden(float[] w, float[][] da, int k) {
        int in = parts.widths().get(k - 1);
        int out = parts.widths().get(k);
        float[] dh = new float[batch * in];
        for (int row = 0; row < batch; row++) {
            for (int i = 0; i < out; i++) {
                for (int j = 0; j < in; j++) {
                    dh[row * in + j] += da[k][row * out + i] * w[i * in + j];
                }
            }
        }
        for (Skip skip : parts.skips()) {
            for (int i = 0; i < dh.length && skip.from() == k - 1; i++) {
                dh[i] += da[skip.to()][i];
            }
        }
        return dh;
    }

    private float[] weights(float[] w, float upstream, float[] da, int k) {
        int in = parts.widths().get(k - 1);
        int out = parts.widths().get(k);
        float[] dw = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            dw[i] = upstream * l2 * w[i];
        }
        for (int row = 0; row < batch; row++) {
            for (int i = 0; i < out; i++) {
                for (int j = 0; j < in; j++) {
                    dw[i * in + j] += da[row * out + i] * h[k - 1][row * in + j];
                }
            }
        }
        return dw;
    }

    private static float[] biases(float[] da, int width) {
        float[] db = new float[width];
        for (int i = 0; i < da.length; i++) {
            db[i % width] += da[i];
        }
        return db;
    }
}
