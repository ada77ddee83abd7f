package wild;

import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** {@code GradientCheckUtil}, which checks networks: the function is the loss of one whose weights are its argument. */
final class CheckerDl4j implements Checker {

    @Override
    public String name() {
        return "DL4J";
    }

    @Override
    public Check check(CheckedFunction function, CheckedFunction.Code code) {
        int length = function.at().length;
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list(new OutputLayer.Builder(new Loss(code))
                        .activation(Activation.IDENTITY)
                        .hasBias(false)
                        .nIn(1)
                        .nOut(length)
                        .build())
                .build());
        network.init();
        network.setParams(Dl4jArrays.rows(function.at(), length));
        GradientCheckUtil.MLNConfig check = new GradientCheckUtil.MLNConfig()
                .net(network)
                .input(Nd4j.ones(DataType.DOUBLE, 1, 1))
                .labels(Nd4j.zeros(DataType.DOUBLE, 1, length));
        return () -> Answer.of(GradientCheckUtil.checkGradients(check), "");
    }

    /** The function of what goes into the activation, which is the weights. */
    private static final class Loss implements ILossFunction {

        private static final long serialVersionUID = 1;

        private final transient CheckedFunction.Code code;

        Loss(CheckedFunction.Code code) {
            this.code = code;
        }

        @Override
        public double computeScore(
                INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
            return code.value(Dl4jArrays.flat(output));
        }

        @Override
        public INDArray computeScoreArray(INDArray labels, INDArray output, IActivation activation, INDArray mask) {
            return Nd4j.scalar(computeScore(labels, output, activation, mask, false))
                    .reshape(1, 1);
        }

        @Override
        public INDArray computeGradient(INDArray labels, INDArray output, IActivation activation, INDArray mask) {
            double[] gradient = code.gradient(Dl4jArrays.flat(output));
            return Dl4jArrays.rows(gradient, gradient.length);
        }

        @Override
        public Pair<Double, INDArray> computeGradientAndScore(
                INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
            return Pair.of(
                    computeScore(labels, output, activation, mask, average),
                    computeGradient(labels, output, activation, mask));
        }

        @Override
        public String name() {
            return "checked";
        }
    }
}
