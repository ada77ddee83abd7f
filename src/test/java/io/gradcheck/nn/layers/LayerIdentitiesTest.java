package io.gradcheck.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.campaign.LayerCase;
import io.gradcheck.campaign.LayerKind;
import io.gradcheck.nn.RelativeDistance;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold between layers, and at places where a formula is easily wrong, beside the gradients themselves. */
class LayerIdentitiesTest {

    private static final long SEED = 5;
    private static final double ROUNDING = 1e-14;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, 1, 1", "3, 2, 2", "2, 0, 3"})
    void a_convolution_along_one_axis_is_one_of_images_of_one_row(int stride, int padding, int dilation) {
        Window window = new Window(3, stride, padding, dilation);
        Tensor weight = tensor(2, 4, 3);
        Tensor bias = tensor(2);
        Tensor x = tensor(2, 4, 9);
        Layer line = new Convolution1d(weight, bias, window);
        Layer image = new Convolution2d(as(weight, 2, 4, 1, 3), bias, Window.of(1), window);

        Tensor y = line.forward(x);
        assertThat(image.forward(as(x, 2, 4, 1, 9)).values()).containsExactly(y.values());

        Tensor dy = tensor(y.shape());
        Tensor dx = line.backward(dy);
        assertThat(image.backward(as(dy, 2, 2, 1, y.length(2))).values()).containsExactly(dx.values());
        for (int k = 0; k < 2; k++) {
            assertThat(image.parameters().get(k).gradient().values())
                    .containsExactly(line.parameters().get(k).gradient().values());
        }
    }

    @Test
    void a_convolution_with_one_tap_is_dense_at_every_place() {
        Tensor weight = tensor(3, 2, 1);
        Tensor bias = tensor(3);
        Tensor x = tensor(1, 2, 1);
        assertThat(new Convolution1d(weight, bias, Window.of(1)).forward(x).values())
                .containsExactly(
                        new Dense(as(weight, 3, 2), bias).forward(as(x, 1, 2)).values(), within(ROUNDING));
    }

    @Test
    void rows_and_columns_have_windows_of_their_own() {
        Tensor y = new AveragePooling2d(new Window(2, 1, 0, 3), new Window(1, 2, 1, 1))
                .forward(Tensor.of(new int[] {1, 1, 4, 2}, 1, 2, 3, 4, 5, 6, 7, 9));
        assertThat(y.shape()).containsExactly(1, 1, 1, 2);
        assertThat(y.values()).containsExactly(0, 5.5); // padding; (2 + 9) / 2
    }

    @Test
    void the_first_of_tied_inputs_gets_the_gradient() {
        Layer pooling = new MaxPooling2d(Window.of(2), Window.of(2));
        pooling.forward(Tensor.of(new int[] {1, 1, 2, 2}, 1, 3, 3, 3));
        assertThat(pooling.backward(Tensor.of(new int[] {1, 1, 1, 1}, 5)).values())
                .containsExactly(0, 5, 0, 0);
    }

    @Test
    void padding_is_never_the_largest() {
        Layer pooling = new MaxPooling2d(new Window(2, 1, 1, 1), Window.of(1));
        assertThat(pooling.forward(Tensor.of(new int[] {1, 1, 2, 1}, -4, -3)).values())
                .containsExactly(-4, -3, -3);
    }

    @Test
    void a_window_on_padding_alone_is_refused() {
        Layer pooling = new MaxPooling2d(Window.of(1), new Window(1, 1, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pooling.forward(tensor(1, 1, 1, 1)))
                .withMessage("input: found shape [1, 1, 1, 1], of which output [0, 0, 0, 0] sees nothing but padding "
                        + "under rows Window[size=1, stride=1, padding=0, dilation=1] and columns Window[size=1, "
                        + "stride=1, padding=1, dilation=1], wanted an input under every window");
    }

    @Test
    void channels_are_normalised_alike_whatever_the_places() {
        Tensor gamma = tensor(2);
        Tensor x = tensor(3, 2, 4);
        Tensor rows = Tensor.zeros(12, 2);
        for (int i = 0; i < x.size(); i++) {
            int[] at = x.indexOf(i);
            rows.set(x.values()[i], at[0] * 4 + at[2], at[1]);
        }
        Tensor images = new BatchNormalisation(gamma, Tensor.zeros(2), 0.1).forward(x);
        Tensor flat = new BatchNormalisation(gamma, Tensor.zeros(2), 0.1).forward(rows);
        for (int i = 0; i < x.size(); i++) {
            int[] at = x.indexOf(i);
            assertThat(images.values()[i]).isEqualTo(flat.get(at[0] * 4 + at[2], at[1]));
        }
    }

    @Test
    void a_normalised_channel_has_mean_0_and_variance_1_over_examples_and_places() {
        Tensor ones = Tensor.vector(1, 1);
        Tensor y = new BatchNormalisation(ones, Tensor.zeros(2), 1e-12).forward(tensor(3, 2, 4));
        double[] channel = Channels.of(y).get(y, 1);
        assertThat(channel).hasSize(12);
        assertThat(Vectors.mean(channel)).isCloseTo(0, within(ROUNDING));
        assertThat(Vectors.mean(Vectors.times(channel, channel))).isCloseTo(1, within(1e-11));
    }

    @Test
    void layer_normalisation_of_centred_rows_is_rms_normalisation() {
        Tensor gamma = tensor(4);
        Tensor x = Tensor.of(new int[] {1, 2, 4}, 1, 2, -5, 2, 0.5, -0.5, 3, -3);
        assertThat(new LayerNormalisation(gamma, Tensor.zeros(4), 0.1)
                        .forward(x)
                        .values())
                .containsExactly(new RmsNormalisation(gamma, 0.1).forward(x).values(), within(ROUNDING));
    }

    @Test
    void softmax_neither_overflows_nor_underflows_to_nothing() {
        assertThat(new Softmax().forward(Tensor.vector(1000, 1000, -1000)).values())
                .containsExactly(0.5, 0.5, 0);
        assertThat(new LogSoftmax().forward(Tensor.vector(1000, 1000, -1000)).values())
                .containsExactly(-Math.log(2), -Math.log(2), -2000 - Math.log(2));
    }

    @Test
    void log_softmax_is_the_logarithm_of_softmax_row_by_row() {
        Tensor x = tensor(2, 3, 4);
        assertThat(new LogSoftmax().forward(x).values())
                .containsExactly(Vectors.map(new Softmax().forward(x).values(), Math::log), within(ROUNDING));
    }

    @Test
    void attention_to_equal_keys_is_the_mean_of_the_values_allowed() {
        Layer attention = new Attention(
                Tensor.of(new int[] {1, 3, 1}, 2, 2, 2),
                Tensor.of(new int[] {1, 3, 1}, 1, 3, 11),
                Attention.causal(3, 3));
        assertThat(attention.forward(tensor(1, 3, 1)).values())
                .containsExactly(new double[] {1, 2, 5}, within(ROUNDING));
    }

    @Test
    void one_slope_serves_all_channels() {
        Layer prelu = new PRelu(Tensor.vector(-2));
        assertThat(prelu.forward(Tensor.of(new int[] {1, 3}, -1, 1, -3)).values())
                .containsExactly(2, 1, 6);
        prelu.backward(Tensor.of(new int[] {1, 3}, 10, 10, 10));
        assertThat(prelu.parameters().get(0).gradient().values()).containsExactly(-40);
    }

    @ParameterizedTest
    @EnumSource(
            value = LayerKind.class,
            names = {"RNN", "GRU"})
    void a_sequence_can_be_cut_and_its_state_carried_over(LayerKind kind) {
        Tensor[] w = kind == LayerKind.RNN ? weights(1) : weights(3);
        Tensor x = tensor(1, 5, 3);
        Tensor y = recurrent(kind, w, w[4]).forward(x);

        Tensor start = recurrent(kind, w, w[4]).forward(steps(x, 0, 2));
        Tensor rest = recurrent(kind, w, Tensor.vector(Rows.get(start, 1))).forward(steps(x, 2, 5));
        assertThat(Vectors.join(start.values(), rest.values())).containsExactly(y.values());
    }

    private static Layer recurrent(LayerKind kind, Tensor[] w, Tensor h0) {
        return kind == LayerKind.RNN ? new Rnn(w[0], w[1], w[2], w[3], h0) : new Gru(w[0], w[1], w[2], w[3], h0);
    }

    private Tensor[] weights(int gates) {
        return new Tensor[] {tensor(gates * 2, 3), tensor(gates * 2, 2), tensor(gates * 2), tensor(gates * 2), tensor(2)
        };
    }

    private static Tensor steps(Tensor x, int from, int to) {
        Tensor part = Tensor.zeros(1, to - from, x.length(2));
        for (int t = from; t < to; t++) {
            Rows.set(part, t - from, Rows.get(x, t));
        }
        return part;
    }

    @Test
    void a_recurrent_step_without_state_is_dense_and_then_tanh() {
        Tensor[] w = weights(1);
        Tensor x = tensor(2, 1, 3);
        Tensor a = new Dense(w[0], Tensor.vector(Vectors.plus(w[2].values(), w[3].values()))).forward(as(x, 2, 3));
        assertThat(new Rnn(w[0], w[1], w[2], w[3], Tensor.zeros(2)).forward(x).values())
                .containsExactly(Vectors.map(a.values(), Math::tanh), within(ROUNDING));
    }

    @Test
    void a_closed_lstm_gate_keeps_the_cell() {
        double open = 1000;
        Tensor bias = Tensor.vector(-open, open, 0, open); // i, f, g, o
        Layer lstm = new Lstm(
                Tensor.zeros(4, 1), Tensor.zeros(4, 1), bias, Tensor.zeros(4), Tensor.zeros(1), Tensor.vector(0.7));
        assertThat(lstm.forward(tensor(1, 2, 1)).values())
                .containsExactly(new double[] {Math.tanh(0.7), Math.tanh(0.7)}, within(ROUNDING));
    }

    @Test
    void an_almost_closed_update_gate_lets_little_through_but_that_exactly() {
        Tensor bias = Tensor.vector(0, 40, 0.3); // r, z, n
        Layer gru = new Gru(Tensor.zeros(3, 1), Tensor.zeros(3, 1), bias, Tensor.zeros(3), Tensor.zeros(1));
        double wanted = Math.exp(-40) / (1 + Math.exp(-40)) * Math.tanh(0.3);
        assertThat(gru.forward(tensor(1, 1, 1)).get(0, 0, 0)).isCloseTo(wanted, within(1e-15 * wanted));
    }

    @Test
    void dropout_keeps_its_mask() {
        Tensor mask = Tensor.vector(1, 0);
        Layer dropout = new Dropout(mask, 0.5);
        mask.set(7, 1);
        assertThat(dropout.forward(Tensor.vector(3, 3)).values()).containsExactly(6, 0);
    }

    @Test
    void a_slope_belongs_to_all_places_of_its_channel() {
        Layer prelu = new PRelu(Tensor.vector(2, 3, 5));
        Tensor x = Tensor.of(new int[] {2, 3, 2}, -1, -1, -1, -1, -1, -1, -10, -10, -10, -10, -10, -10);
        assertThat(prelu.forward(x).values()).containsExactly(-2, -2, -3, -3, -5, -5, -20, -20, -30, -30, -50, -50);
    }

    @Test
    void the_rectifiers_kink_has_the_derivative_from_the_left() {
        Layer prelu = new PRelu(Tensor.vector(-2));
        prelu.forward(Tensor.of(new int[] {1, 1}, 0));
        assertThat(prelu.backward(Tensor.of(new int[] {1, 1}, 3)).values()).containsExactly(-6);
    }

    @ParameterizedTest
    @EnumSource(LayerKind.class)
    void a_forward_pass_forgets_the_one_before(LayerKind kind) {
        Layer used = kind.ordinary(SEED, 1).layer();
        LayerCase fresh = kind.ordinary(SEED, 1);
        Tensor other = tensor(fresh.input().shape());
        Tensor dy = tensor(fresh.layer().forward(fresh.input()).shape());

        used.forward(other);
        used.forward(fresh.input());

        assertThat(used.backward(dy).values())
                .containsExactly(fresh.layer().backward(dy).values());
    }

    @ParameterizedTest
    @EnumSource(LayerKind.class)
    void gradients_of_parameters_add_up_until_they_are_set_to_zero(LayerKind kind) {
        LayerCase at = kind.ordinary(SEED, 0);
        Layer layer = at.layer();
        Tensor dy = tensor(layer.forward(at.input()).shape());
        layer.backward(dy);
        double[][] once = layer.parameters().stream()
                .map(parameter -> parameter.gradient().values().clone())
                .toArray(double[][]::new);

        layer.forward(at.input());
        layer.backward(dy);

        for (int k = 0; k < once.length; k++) {
            Parameter parameter = layer.parameters().get(k);
            Tensor twice = Tensor.of(parameter.value().shape(), Vectors.times(once[k], twos(once[k].length)));
            assertThat(RelativeDistance.between(parameter.gradient(), twice))
                    .as(parameter.name())
                    .isLessThan(ROUNDING);
        }
    }

    private static double[] twos(int length) {
        return Vectors.map(new double[length], zero -> 2);
    }

    private Tensor tensor(int... shape) {
        return Mistake.entries(Tensor.zeros(shape), i -> random.nextGaussian());
    }

    private static Tensor as(Tensor tensor, int... shape) {
        return Tensor.of(shape, tensor.values());
    }
}
