package io.gradcheck.nn.layers;

import static io.gradcheck.campaign.LayerKind.BATCH_NORMALISATION;
import static io.gradcheck.campaign.LayerKind.LAYER_NORMALISATION;
import static io.gradcheck.campaign.LayerKind.RMS_NORMALISATION;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.function.Function;

/** Mistakes in batch, layer and RMS normalisation. */
final class NormalisationMistakes {

    private NormalisationMistakes() {}

    static List<Mistake> all() {
        return List.of(
                batch("way through the mean left out", NormalisationMistakes::withoutMean),
                batch("way through sigma left out", NormalisationMistakes::withoutSigma),
                batch("divided by m - 1", NormalisationMistakes::dividedByOneLess),
                layer("way through the mean left out", NormalisationMistakes::withoutMean),
                layer("epsilon left out", NormalisationMistakes::withoutEpsilon),
                Mistake.backward(
                        LAYER_NORMALISATION,
                        LayerNormalisation.class,
                        "gamma and beta exchanged",
                        NormalisationMistakes::exchanged,
                        "gamma",
                        "beta"),
                Mistake.backward(
                        LAYER_NORMALISATION,
                        LayerNormalisation.class,
                        "only the rows of the first example",
                        NormalisationMistakes::firstExample,
                        "gamma",
                        "beta"),
                rms("way through the root left out", WithoutRoot::new),
                rms("epsilon left out", WithoutEpsilon::new),
                rms("sum for mean", SumForMean::new));
    }

    /** The gradient by x, from what was standardised and the gradient by it. */
    private interface Gradient {
        double[] by(Standardised right, double[] x, double[] ds);
    }

    private static Mistake batch(String name, Gradient wrong) {
        return Mistake.layer(
                BATCH_NORMALISATION,
                BatchNormalisation.class,
                name,
                right -> new BatchNormalisation(right.gamma.value(), right.beta.value(), right.epsilon) {
                    @Override
                    Standardised standardise(double[] channel) {
                        return with(wrong, channel, epsilon);
                    }
                },
                "input");
    }

    private static Mistake layer(String name, Gradient wrong) {
        return Mistake.layer(
                LAYER_NORMALISATION,
                LayerNormalisation.class,
                name,
                right -> new LayerNormalisation(right.gamma.value(), right.beta.value(), right.epsilon) {
                    @Override
                    Standardised standardise(double[] row) {
                        return with(wrong, row, epsilon);
                    }
                },
                "input");
    }

    private static Standardised with(Gradient wrong, double[] x, double epsilon) {
        Standardised right = new Standardised(x, epsilon);
        return new Standardised(x, epsilon) {
            @Override
            double[] backward(double[] ds) {
                return wrong.by(right, x, ds);
            }
        };
    }

    private static double[] withoutMean(Standardised right, double[] x, double[] ds) {
        double throughMean = Vectors.mean(ds) / right.sigma;
        return Vectors.map(right.backward(ds), dx -> dx + throughMean);
    }

    private static double[] withoutSigma(Standardised right, double[] x, double[] ds) {
        double mean = Vectors.mean(ds);
        return Vectors.map(ds, d -> (d - mean) / right.sigma);
    }

    private static double[] dividedByOneLess(Standardised right, double[] x, double[] ds) {
        double count = Math.max(1, x.length - 1);
        double[] local = Vectors.map(ds, d -> d / right.sigma);
        double[] dx = right.backward(ds);
        for (int i = 0; i < dx.length; i++) {
            dx[i] = local[i] + (dx[i] - local[i]) * x.length / count;
        }
        return dx;
    }

    private static double[] withoutEpsilon(Standardised right, double[] x, double[] ds) {
        return x.length == 1 ? right.backward(ds) : new Standardised(x, 0).backward(ds);
    }

    private static Tensor exchanged(LayerNormalisation norm, Tensor dy) {
        Tensor dx = norm.backward(dy);
        double[] gamma = norm.gamma.gradient().values();
        double[] beta = norm.beta.gradient().values();
        double[] kept = gamma.clone();
        System.arraycopy(beta, 0, gamma, 0, gamma.length);
        System.arraycopy(kept, 0, beta, 0, beta.length);
        return dx;
    }

    private static Tensor firstExample(LayerNormalisation norm, Tensor dy) {
        Tensor dx = norm.backward(dy);
        if (dy.rank() > 1) {
            norm.parameters().forEach(Parameter::zeroGradient);
            norm.backward(Mistake.only(0, dy));
        }
        return dx;
    }

    private static Mistake rms(String name, Function<RmsNormalisation, Layer> wrong) {
        return Mistake.layer(RMS_NORMALISATION, RmsNormalisation.class, name, wrong, "input");
    }

    private static final class WithoutRoot extends RmsNormalisation {

        WithoutRoot(RmsNormalisation right) {
            super(right.gamma.value(), right.epsilon);
        }

        @Override
        double[] inputGradient(double[] row, double r, double[] ds) {
            return Vectors.map(ds, d -> d / r);
        }
    }

    private static final class WithoutEpsilon extends RmsNormalisation {

        WithoutEpsilon(RmsNormalisation right) {
            super(right.gamma.value(), right.epsilon);
        }

        @Override
        double[] inputGradient(double[] row, double r, double[] ds) {
            return super.inputGradient(row, Math.sqrt(r * r - epsilon), ds);
        }
    }

    private static final class SumForMean extends RmsNormalisation {

        SumForMean(RmsNormalisation right) {
            super(right.gamma.value(), right.epsilon);
        }

        @Override
        double[] inputGradient(double[] row, double r, double[] ds) {
            double[] dx = super.inputGradient(row, r, ds);
            for (int i = 0; i < dx.length; i++) {
                dx[i] = ds[i] / r + (dx[i] - ds[i] / r) * dx.length;
            }
            return dx;
        }
    }
}
