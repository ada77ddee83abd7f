package io.gradcheck.nn.layers;

import static io.gradcheck.campaign.LayerKind.BILINEAR;
import static io.gradcheck.campaign.LayerKind.DENSE;
import static io.gradcheck.campaign.LayerKind.DROPOUT;
import static io.gradcheck.campaign.LayerKind.EMBEDDING;
import static io.gradcheck.campaign.LayerKind.PRELU;

import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;

/** Mistakes in layers that treat every example by itself: dense, bilinear, PReLU, dropout, embedding. */
final class DenseMistakes {

    private DenseMistakes() {}

    static List<Mistake> all() {
        return List.of(
                Mistake.backward(DENSE, Dense.class, "W not transposed", DenseMistakes::notTransposed, "input"),
                Mistake.backward(DENSE, Dense.class, "dW transposed", DenseMistakes::weightTransposed, "weight"),
                Mistake.backward(DENSE, Dense.class, "db averaged over the batch", DenseMistakes::biasMean, "bias"),
                Mistake.backward(
                        DENSE, Dense.class, "only the last example", DenseMistakes::lastExample, "weight", "bias"),
                Mistake.backward(BILINEAR, Bilinear.class, "dx2 by W' for W", DenseMistakes::sidesMixedUp, "x2"),
                Mistake.backward(BILINEAR, Bilinear.class, "dx2 left out", DenseMistakes::secondLeftOut, "x2"),
                Mistake.backward(BILINEAR, Bilinear.class, "x2 left out of dW", DenseMistakes::halfProduct, "weight"),
                Mistake.backward(
                        PRELU, PRelu.class, "sign of the output", DenseMistakes::signOfOutput, "input", "slope"),
                Mistake.backward(PRELU, PRelu.class, "slope for all channels", DenseMistakes::sumOfAll, "slope"),
                Mistake.backward(PRELU, PRelu.class, "upstream left out", DenseMistakes::upstreamLeftOut, "slope"),
                Mistake.backward(PRELU, PRelu.class, "slope 0.25 as initialised", DenseMistakes::fixedSlope, "input"),
                Mistake.backward(
                        DROPOUT,
                        Dropout.class,
                        "mask left out",
                        (dropout, dy) -> Mistake.entries(dy, i -> dy.values()[i] / dropout.keep),
                        "input"),
                Mistake.backward(
                        DROPOUT,
                        Dropout.class,
                        "scale left out",
                        (dropout, dy) -> Mistake.entries(
                                dy, i -> dy.values()[i] * dropout.mask.values()[i]),
                        "input"),
                Mistake.layer(DROPOUT, Dropout.class, "mask from output by input", MaskFromOutput::new, "input")
                        .shownBy(Mistake.Source.ALL_SORTS),
                Mistake.backward(EMBEDDING, Embedding.class, "overwritten", DenseMistakes::overwritten, "input"),
                Mistake.backward(EMBEDDING, Embedding.class, "duplicates averaged", DenseMistakes::averaged, "input"),
                Mistake.backward(EMBEDDING, Embedding.class, "off by one row", DenseMistakes::offByOneRow, "input"));
    }

    private static Tensor notTransposed(Dense dense, Tensor dy) {
        dense.backward(dy);
        Tensor transposed = dense.affine.weight.value().copy();
        Mistake.transpose(transposed);
        Dense other = new Dense(transposed, dense.affine.bias.value());
        other.forward(dense.x);
        return other.backward(dy);
    }

    private static Tensor weightTransposed(Dense dense, Tensor dy) {
        Tensor dx = dense.backward(dy);
        Mistake.transpose(dense.affine.weight.gradient());
        return dx;
    }

    private static Tensor biasMean(Dense dense, Tensor dy) {
        Tensor dx = dense.backward(dy);
        Mistake.scale(dense.affine.bias, 1.0 / dy.length(0));
        return dx;
    }

    private static Tensor lastExample(Dense dense, Tensor dy) {
        Tensor dx = dense.backward(dy);
        dense.parameters().forEach(Parameter::zeroGradient);
        dense.backward(Mistake.only(dy.length(0) - 1, dy));
        return dx;
    }

    /** Sums over the wrong side of {@code W[o]} where it is square. */
    private static Tensor sidesMixedUp(Bilinear bilinear, Tensor dy) {
        Tensor dx1 = bilinear.backward(dy);
        Tensor w = bilinear.weight.value();
        if (w.length(1) == w.length(2)) {
            bilinear.second.zeroGradient();
            for (int n = 0; n < dy.length(0); n++) {
                for (int o = 0; o < w.length(0); o++) {
                    for (int i = 0; i < w.length(1); i++) {
                        for (int j = 0; j < w.length(2); j++) {
                            double product = dy.get(n, o) * w.get(o, j, i) * bilinear.x1.get(n, i);
                            bilinear.second.gradient().add(product, n, j);
                        }
                    }
                }
            }
        }
        return dx1;
    }

    private static Tensor secondLeftOut(Bilinear bilinear, Tensor dy) {
        Tensor dx1 = bilinear.backward(dy);
        bilinear.second.zeroGradient();
        return dx1;
    }

    private static Tensor halfProduct(Bilinear bilinear, Tensor dy) {
        Tensor dx1 = bilinear.backward(dy);
        bilinear.weight.zeroGradient();
        Tensor w = bilinear.weight.gradient();
        for (int n = 0; n < dy.length(0); n++) {
            for (int i = 0; i < w.size(); i++) {
                int[] index = w.indexOf(i);
                w.values()[i] += dy.get(n, index[0]) * bilinear.x1.get(n, index[1]);
            }
        }
        return dx1;
    }

    /** Of an input below 0 under a slope below 0 the output is above 0. */
    private static Tensor signOfOutput(PRelu prelu, Tensor dy) {
        Tensor y = prelu.forward(prelu.x);
        return Mistake.entries(dy, i -> {
            int c = prelu.slopeAt(i);
            if (y.values()[i] > 0) {
                return dy.values()[i];
            }
            prelu.slope.gradient().add(dy.values()[i] * prelu.x.values()[i], c);
            return dy.values()[i] * prelu.slope.value().get(c);
        });
    }

    private static Tensor sumOfAll(PRelu prelu, Tensor dy) {
        Tensor dx = prelu.backward(dy);
        Tensor slope = prelu.slope.gradient();
        double sum = Vectors.mean(slope.values()) * slope.size();
        System.arraycopy(Mistake.entries(slope, c -> sum).values(), 0, slope.values(), 0, slope.size());
        return dx;
    }

    private static Tensor upstreamLeftOut(PRelu prelu, Tensor dy) {
        Tensor dx = prelu.backward(dy);
        prelu.slope.zeroGradient();
        prelu.backward(Mistake.entries(dy, i -> 1));
        return dx;
    }

    private static Tensor fixedSlope(PRelu prelu, Tensor dy) {
        prelu.backward(dy);
        return Mistake.entries(dy, i -> (prelu.x.values()[i] > 0 ? 1 : 0.25) * dy.values()[i]);
    }

    private static Tensor overwritten(Embedding embedding, Tensor dy) {
        Tensor dTable = Tensor.zeros(embedding.table.shape());
        for (int t = 0; t < embedding.indices.length; t++) {
            Rows.set(dTable, embedding.indices[t], Rows.get(dy, t));
        }
        return dTable;
    }

    private static Tensor averaged(Embedding embedding, Tensor dy) {
        Tensor dTable = embedding.backward(dy);
        for (int v = 0; v < dTable.length(0); v++) {
            int row = v;
            long count = Arrays.stream(embedding.indices)
                    .filter(index -> index == row)
                    .count();
            Rows.set(dTable, v, Vectors.map(Rows.get(dTable, v), d -> d / Math.max(1, count)));
        }
        return dTable;
    }

    private static Tensor offByOneRow(Embedding embedding, Tensor dy) {
        Tensor dTable = embedding.backward(dy);
        Tensor shifted = Tensor.zeros(dTable.shape());
        for (int v = 0; v < dTable.length(0); v++) {
            Rows.set(shifted, (v + 1) % dTable.length(0), Rows.get(dTable, v));
        }
        return shifted;
    }

    /** Takes an entry as dropped where its output is 0, which it also is where the input is. */
    private static final class MaskFromOutput extends Dropout {

        private Tensor y = Tensor.vector();

        MaskFromOutput(Dropout right) {
            super(right.mask, right.keep);
        }

        @Override
        public Tensor forward(Tensor input) {
            y = super.forward(input);
            return y.copy();
        }

        @Override
        public Tensor backward(Tensor dy) {
            return Mistake.entries(dy, i -> y.values()[i] == 0 ? 0 : dy.values()[i] / keep);
        }
    }
}
