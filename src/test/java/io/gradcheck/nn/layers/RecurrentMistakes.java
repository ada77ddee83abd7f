package io.gradcheck.nn.layers;

import static io.gradcheck.campaign.LayerKind.GRU;
import static io.gradcheck.campaign.LayerKind.LSTM;
import static io.gradcheck.campaign.LayerKind.RNN;

import io.gradcheck.nn.layers.Recurrent.Back;
import io.gradcheck.nn.layers.Recurrent.Step;
import io.gradcheck.subject.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mistakes in backpropagation through time. */
final class RecurrentMistakes {

    private static final String[] ALL = {"input", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "h0"};
    private static final String[] ALL_OF_LSTM = {"input", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "h0", "c0"};

    private RecurrentMistakes() {}

    static List<Mistake> all() {
        return List.of(
                Mistake.layer(RNN, Rnn.class, "state gradient dropped", RnnWithoutState::new, ALL),
                Mistake.layer(
                        RNN,
                        Rnn.class,
                        "h_t for h_(t-1)",
                        right -> new Rnn(right.input, new OneStepLate(right.hidden), right.initial.get(0)),
                        "weight_hh"),
                Mistake.backward(RNN, Rnn.class, "only the last step", RecurrentMistakes::lastStep, ALL),
                Mistake.layer(LSTM, Lstm.class, "cell gradient dropped", LstmWithoutCell::new, ALL_OF_LSTM),
                Mistake.layer(LSTM, Lstm.class, "forget gate left out", LstmWithoutForgetting::new, ALL_OF_LSTM),
                Mistake.layer(
                        LSTM,
                        Lstm.class,
                        "h_t for h_(t-1)",
                        right -> new Lstm(
                                right.input, new OneStepLate(right.hidden), right.initial.get(0), right.initial.get(1)),
                        "weight_hh"),
                Mistake.backward(LSTM, Lstm.class, "db_hh left out", RecurrentMistakes::biasLeftOut, "bias_hh"),
                Mistake.layer(GRU, Gru.class, "way past the gates left out", GruThroughGates::new, ALL),
                Mistake.layer(GRU, Gru.class, "reset gate left out", GruWithoutReset::new, ALL),
                Mistake.layer(
                        GRU,
                        Gru.class,
                        "h_t for h_(t-1)",
                        right -> new Gru(right.input, new OneStepLate(right.hidden), right.initial.get(0)),
                        "weight_hh"));
    }

    private static Tensor lastStep(Rnn rnn, Tensor dy) {
        int last = dy.length(1) - 1;
        return rnn.backward(Mistake.entries(dy, i -> dy.indexOf(i)[1] == last ? dy.values()[i] : 0));
    }

    private static Tensor biasLeftOut(Lstm lstm, Tensor dy) {
        Tensor dx = lstm.backward(dy);
        lstm.hidden.bias.zeroGradient();
        return dx;
    }

    /** Takes the state after a step for the one before it, in the gradient of the weights. */
    private static final class OneStepLate extends Affine {

        private double @Nullable [] after;

        OneStepLate(Affine right) {
            super("weight_hh", right.weight.value(), "bias_hh", right.bias.value());
        }

        @Override
        double[] apply(double[] h) {
            after = null; // a forward pass begins anew
            return super.apply(h);
        }

        @Override
        double[] backward(double[] h, double[] da) {
            double[] late = after == null ? h : after;
            after = h;
            return super.backward(late, da);
        }
    }

    private static final class RnnWithoutState extends Rnn {

        RnnWithoutState(Rnn right) {
            super(right.input, right.hidden, right.initial.get(0));
        }

        @Override
        Step step(double[] x, double[][] before) {
            Step right = super.step(x, before);
            return new AlteredStep(right) {
                @Override
                public Back backward(double[][] dAfter) {
                    return new Back(right.backward(dAfter).dx(), new double[1][before[0].length]);
                }
            };
        }
    }

    private static final class LstmWithoutCell extends Lstm {

        LstmWithoutCell(Lstm right) {
            super(right.input, right.hidden, right.initial.get(0), right.initial.get(1));
        }

        @Override
        Step step(double[] x, double[][] before) {
            Step right = super.step(x, before);
            return new AlteredStep(right) {
                @Override
                public Back backward(double[][] dAfter) {
                    Back back = right.backward(dAfter);
                    return new Back(back.dx(), new double[][] {back.dBefore()[0], new double[before[1].length]});
                }
            };
        }
    }

    private static final class LstmWithoutForgetting extends Lstm {

        LstmWithoutForgetting(Lstm right) {
            super(right.input, right.hidden, right.initial.get(0), right.initial.get(1));
        }

        @Override
        Step step(double[] x, double[][] before) {
            return new Cell(x, before[0], before[1]) {
                @Override
                public Back backward(double[][] dAfter) {
                    Back back = super.backward(dAfter);
                    return new Back(back.dx(), new double[][] {back.dBefore()[0], cellGradient(dAfter)});
                }
            };
        }
    }

    private static final class GruThroughGates extends Gru {

        GruThroughGates(Gru right) {
            super(right.input, right.hidden, right.initial.get(0));
        }

        @Override
        Step step(double[] x, double[][] before) {
            return new Unit(x, before[0]) {
                @Override
                public Back backward(double[][] dAfter) {
                    Back back = super.backward(dAfter);
                    double[] past = Vectors.times(z, dAfter[0]);
                    return new Back(back.dx(), new double[][] {
                        Vectors.plus(back.dBefore()[0], Vectors.map(past, d -> -d))
                    });
                }
            };
        }
    }

    private static final class GruWithoutReset extends Gru {

        GruWithoutReset(Gru right) {
            super(right.input, right.hidden, right.initial.get(0));
        }

        @Override
        Step step(double[] x, double[][] before) {
            return new Unit(x, before[0]) {
                @Override
                double[] resetGradient(double[] dan) {
                    return dan;
                }
            };
        }
    }

    private abstract static class AlteredStep implements Step {

        private final Step right;

        AlteredStep(Step right) {
            this.right = right;
        }

        @Override
        public double[][] after() {
            return right.after();
        }
    }
}
