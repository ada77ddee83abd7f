package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;
import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.training.loss.HingeLoss;
import ai.djl.training.loss.L1Loss;
import ai.djl.training.loss.L2Loss;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.QuantileL1Loss;
import ai.djl.training.loss.SigmoidBinaryCrossEntropyLoss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import io.gradcheck.finding.Verdict;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Values and gradients by its PyTorch engine, in double precision. */
final class Djl {

    private static final double[] USUAL = {0.3, -0.7, 1.2, -1.1, 0.05, 0.9};
    private static final double[] ROUND = {0, 1, -1, 0.5, 6, -3};
    private static final double[] LARGE = {300, -400, 20, -250, 18, -3};
    private static final double[] POSITIVE = {0.5, 2, 1.5, 0.7, 3, 0.2};
    private static final double[] SIGNS = {1, -1, 1, -1, -1, 1};
    private static final double[] BINARY = {0, 1, 1, 1, 0, 0};
    private static final double[] ONE_HOT = {0, 1, 0, 1, 0, 0};
    private static final Shape ROWS = new Shape(2, 3);

    private Djl() {}

    static Library library() {
        return Library.of("djl", "0.36.0", checks -> {
            activations(checks);
            losses(checks);
            blocks(checks);
        });
    }

    private static void activations(Checks checks) {
        activation(checks, "Activation.relu", Activation::relu, KINK);
        activation(checks, "Activation.relu6", Activation::relu6, KINK);
        activation(checks, "Activation.sigmoid", Activation::sigmoid, PASS);
        activation(checks, "Activation.tanh", Activation::tanh, PASS);
        activation(checks, "Activation.softPlus", Activation::softPlus, PASS);
        activation(checks, "Activation.softSign", Activation::softSign, PASS);
        activation(checks, "Activation.leakyRelu", x -> Activation.leakyRelu(x, 0.01f), KINK);
        activation(checks, "Activation.elu", x -> Activation.elu(x, 1.3f), KINK);
        activation(checks, "Activation.selu", Activation::selu, KINK);
        activation(checks, "Activation.gelu", Activation::gelu, PASS);
        activation(checks, "Activation.swish", x -> Activation.swish(x, 0.8f), PASS);
        activation(checks, "Activation.mish", Activation::mish, PASS);
    }

    private static void activation(Checks checks, String name, UnaryOperator<NDArray> f, Verdict atZero) {
        checks.pass(name, () -> DjlAutodiff.function(name, f, ROWS, USUAL));
        checks.expect(atZero, name + ", 0 and 1", () -> DjlAutodiff.function(name, f, ROWS, ROUND));
        Verdict large = name.endsWith("relu6") ? INCONCLUSIVE : PASS;
        checks.expect(large, name + ", large", () -> DjlAutodiff.function(name, f, ROWS, LARGE));
    }

    private static void losses(Checks checks) {
        loss(checks, PASS, "L1Loss", new L1Loss(), POSITIVE, USUAL);
        loss(checks, KINK, "L1Loss, no error", new L1Loss(), USUAL, USUAL);
        loss(checks, PASS, "L2Loss", new L2Loss(), POSITIVE, USUAL);
        loss(checks, PASS, "L2Loss, weight", new L2Loss("L2", 0.3f), POSITIVE, USUAL);
        loss(checks, PASS, "HingeLoss", new HingeLoss(), SIGNS, USUAL);
        loss(checks, KINK, "HingeLoss, on the margin", new HingeLoss(), SIGNS, SIGNS);
        loss(checks, PASS, "QuantileL1Loss", new QuantileL1Loss(0.3f), POSITIVE, USUAL);
        loss(checks, PASS, "SigmoidBinaryCrossEntropyLoss", new SigmoidBinaryCrossEntropyLoss(), BINARY, USUAL);
        loss(checks, PASS, "SigmoidBinaryCrossEntropyLoss, large", new SigmoidBinaryCrossEntropyLoss(), BINARY, LARGE);
        loss(
                checks,
                PASS,
                "SigmoidBinaryCrossEntropyLoss, of probabilities",
                new SigmoidBinaryCrossEntropyLoss("loss", 1, true),
                BINARY,
                new double[] {0.1, 0.9, 0.4, 0.6, 0.3, 0.7});
        loss(checks, PASS, "SoftmaxCrossEntropyLoss, dense labels", dense(), ONE_HOT, USUAL);
        loss(checks, PASS, "SoftmaxCrossEntropyLoss, large", dense(), ONE_HOT, LARGE);
        checks.pass(
                "SoftmaxCrossEntropyLoss",
                () -> DjlAutodiff.loss(
                        "loss", new SoftmaxCrossEntropyLoss(), new Shape(2, 1), ROWS, new double[] {2, 0}, USUAL));
    }

    private static Loss dense() {
        return new SoftmaxCrossEntropyLoss("loss", 1, -1, false, true);
    }

    private static void loss(
            Checks checks, Verdict verdict, String name, Loss loss, double[] labels, double[] predictions) {
        checks.expect(verdict, name, () -> DjlAutodiff.loss(name, loss, ROWS, ROWS, labels, predictions));
    }

    private static void blocks(Checks checks) {
        block(checks, "Linear", () -> Linear.builder().setUnits(3).build(), new Shape(2, 4));
        block(checks, "LayerNorm", () -> LayerNorm.builder().axis(1).build(), new Shape(2, 4));
        block(checks, "BatchNorm", () -> BatchNorm.builder().build(), new Shape(3, 2));
        block(
                checks,
                "Conv2d",
                () -> Conv2d.builder()
                        .setKernelShape(new Shape(2, 2))
                        .setFilters(2)
                        .build(),
                new Shape(2, 2, 3, 3));
        recurrent(
                checks,
                "LSTM",
                () -> LSTM.builder().setStateSize(3).setNumLayers(1).build());
        recurrent(
                checks,
                "GRU",
                () -> GRU.builder().setStateSize(3).setNumLayers(1).build());
        recurrent(
                checks,
                "RNN",
                () -> RNN.builder()
                        .setStateSize(3)
                        .setNumLayers(1)
                        .setActivation(RNN.Activation.TANH)
                        .build());
    }

    private static void block(Checks checks, String name, Supplier<Block> block, Shape input) {
        checks.pass(name, () -> DjlBlock.of(name, block.get(), DataType.FLOAT64, input));
    }

    /** In single precision, as they begin with a state of floats whatever their input is. */
    private static void recurrent(Checks checks, String name, Supplier<Block> block) {
        checks.pass(name, () -> DjlBlock.of(name, block.get(), DataType.FLOAT32, new Shape(2, 3, 2)));
    }
}
