package wild;

import io.gradcheck.check.GradientChecker;
import java.util.List;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Whole networks of DL4J, of which a mistake is its own or planted in an activation, by its checker and this one. */
final class CheckedNetworks {

    private CheckedNetworks() {}

    static String verdicts() {
        InputType numbers = InputType.feedForward(4);
        InputType sequence = InputType.recurrent(3, 4);
        InputType image = InputType.convolutional(4, 4, 1);
        StringBuilder table = new StringBuilder("| network | the gradient | gradcheck | DL4J | gradcheck names |\n"
                + "| --- | --- | --- | --- | --- |\n");
        row(table, "dense, ReLU", true, of(numbers, dense(Activation.RELU), softmax()));
        row(table, "LSTM", true, of(sequence, new LSTM.Builder().nOut(3).build(), softmaxInTime()));
        row(table, "convolution, max pooling", true, of(image, convolution(), pooling(), softmax()));
        for (String factor : new String[] {"-1", "1.01", "1.0001", "1.000001"}) {
            row(table, "dense, derivative of tanh times " + factor, false, of(numbers, planted(factor), softmax()));
        }
        row(table, "dense, leaky ReLU, slope in float", false, of(numbers, dense(Activation.LEAKYRELU), softmax()));
        row(
                table,
                "`LocallyConnected1D`",
                false,
                of(sequence, local(), new GlobalPoolingLayer(PoolingType.AVG), softmax()));
        row(
                table,
                "`SelfAttentionLayer`",
                false,
                of(sequence, attention(), new GlobalPoolingLayer(PoolingType.AVG), softmax()));
        for (String alpha : new String[] {"1e-4", "0.3"}) {
            row(
                    table,
                    "`LocalResponseNormalization`, alpha " + alpha,
                    false,
                    of(InputType.convolutional(1, 1, 2), channels(), responses(Double.parseDouble(alpha)), softmax()));
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String name, boolean isRight, Dl4jNetwork network) {
        Checker.Answer ours =
                CheckerGradcheck.answer(GradientChecker.standard().seed(1).check(network.subject()));
        boolean theirs = GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network.network())
                .input(network.input())
                .labels(network.labels()));
        table.append(Checkers.line(List.of(
                name,
                isRight ? "right" : "wrong",
                ours.against(isRight),
                Checker.Answer.of(theirs, "").against(isRight),
                ours.words())));
    }

    private static Dl4jNetwork of(InputType type, Layer... layers) {
        return Dl4jNetwork.of(options -> {}, type, 3, layers);
    }

    private static OutputLayer softmax() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(3)
                .build();
    }

    private static RnnOutputLayer softmaxInTime() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(3)
                .build();
    }

    private static DenseLayer dense(Activation activation) {
        return new DenseLayer.Builder().nOut(5).activation(activation).build();
    }

    private static ConvolutionLayer channels() {
        return new ConvolutionLayer.Builder(1, 1).nOut(5).build();
    }

    private static ConvolutionLayer convolution() {
        return new ConvolutionLayer.Builder(2, 2).nOut(2).build();
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(1, 1)
                .build();
    }

    private static LocallyConnected1D local() {
        return new LocallyConnected1D.Builder().kernelSize(2).nOut(1).build();
    }

    private static SelfAttentionLayer attention() {
        return new SelfAttentionLayer.Builder()
                .nOut(2)
                .nHeads(1)
                .projectInput(true)
                .build();
    }

    private static LocalResponseNormalization responses(double alpha) {
        return new LocalResponseNormalization.Builder().alpha(alpha).build();
    }

    private static DenseLayer planted(String factor) {
        return new DenseLayer.Builder()
                .nOut(5)
                .activation(new Planted(Double.parseDouble(factor)))
                .build();
    }

    /** The hyperbolic tangent with a derivative that is off by a factor. */
    private static final class Planted extends ActivationTanH {

        private static final long serialVersionUID = 1;

        private final double factor;

        Planted(double factor) {
            this.factor = factor;
        }

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return Pair.of(super.backprop(in, epsilon).getFirst().mul(factor), null);
        }
    }
}
