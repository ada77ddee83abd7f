package wild;

import io.gradcheck.subject.Subject;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks, by all their parameters and their input. */
final class Dl4jNetworks {

    private static final Consumer<NeuralNetConfiguration.Builder> PLAIN = options -> {};

    private Dl4jNetworks() {}

    static void fill(Checks checks) {
        dense(checks);
        recurrent(checks);
        convolutional(checks);
        wrong(checks);
    }

    private static void dense(Checks checks) {
        for (Activation activation : new Activation[] {
            Activation.TANH, Activation.SIGMOID, Activation.RELU, Activation.ELU, Activation.SOFTPLUS, Activation.GELU
        }) {
            DenseLayer hidden =
                    new DenseLayer.Builder().nOut(5).activation(activation).build();
            pass(checks, "DenseLayer, " + activation.name().toLowerCase(), () -> classifier(hidden, softmax()));
        }
        DenseLayer hidden = new DenseLayer.Builder().nOut(5).build();
        DenseLayer second =
                new DenseLayer.Builder().nOut(4).activation(Activation.SIGMOID).build();
        OutputLayer squares = new OutputLayer.Builder(LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .nOut(3)
                .build();
        pass(checks, "DenseLayer, two, squares", () -> classifier(hidden, second, squares));
        pass(
                checks,
                "DenseLayer, L1, L2",
                () -> classifier(
                        options -> options.l2(0.1).l1(0.03).l2Bias(0.05).biasInit(0.2), 4, hidden, softmax()));
        pass(
                checks,
                "DenseLayer, weight decay",
                () -> classifier(options -> options.weightDecay(0.1), 4, hidden, softmax()));
        DenseLayer normed = new DenseLayer.Builder().nOut(5).hasLayerNorm(true).build();
        pass(checks, "DenseLayer, layer norm", () -> classifier(normed, softmax()));
        PReLULayer learned = new PReLULayer.Builder().inputShape(5).build();
        pass(checks, "PReLULayer", () -> classifier(hidden, learned, softmax()));
        ElementWiseMultiplicationLayer scale =
                new ElementWiseMultiplicationLayer.Builder().nOut(4).build();
        pass(checks, "ElementWiseMultiplicationLayer", () -> classifier(scale, softmax()));
        AutoEncoder encoder = new AutoEncoder.Builder().nOut(5).build();
        pass(checks, "AutoEncoder", () -> classifier(encoder, softmax()));
        CenterLossOutputLayer centred = centred().gradientCheck(true).alpha(1).build();
        pass(checks, "CenterLossOutputLayer, for gradient checks", () -> classifier(hidden, centred));
    }

    private static void recurrent(Checks checks) {
        LSTM lstm = new LSTM.Builder().nOut(4).build();
        pass(checks, "LSTM", () -> sequence(lstm, softmaxInTime()));
        GravesLSTM peepholes = new GravesLSTM.Builder().nOut(4).build();
        pass(checks, "GravesLSTM", () -> sequence(peepholes, softmaxInTime()));
        GravesBidirectionalLSTM both =
                new GravesBidirectionalLSTM.Builder().nOut(4).build();
        pass(checks, "GravesBidirectionalLSTM", () -> sequence(both, softmaxInTime()));
        SimpleRnn simple = new SimpleRnn.Builder().nOut(4).build();
        pass(checks, "SimpleRnn", () -> sequence(simple, softmaxInTime()));
        pass(checks, "Bidirectional", () -> sequence(new Bidirectional(lstm), softmaxInTime()));
        pass(checks, "LastTimeStep", () -> sequence(new LastTimeStep(lstm), softmax()));
        Convolution1DLayer convolution =
                new Convolution1DLayer.Builder().kernelSize(2).nOut(3).build();
        Subsampling1DLayer pooling = new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2)
                .stride(1)
                .build();
        pass(
                checks,
                "Convolution1DLayer, p norm",
                () -> sequence(convolution, pooling, new GlobalPoolingLayer(PoolingType.PNORM), softmax()));
    }

    private static void convolutional(Checks checks) {
        for (SubsamplingLayer.PoolingType type : new SubsamplingLayer.PoolingType[] {
            SubsamplingLayer.PoolingType.MAX, SubsamplingLayer.PoolingType.AVG, SubsamplingLayer.PoolingType.PNORM
        }) {
            ConvolutionLayer strided = new ConvolutionLayer.Builder(3, 2)
                    .stride(2, 1)
                    .padding(1, 0)
                    .nOut(3)
                    .build();
            SubsamplingLayer pooling = new SubsamplingLayer.Builder(type)
                    .pnorm(2)
                    .kernelSize(2, 2)
                    .stride(1, 1)
                    .build();
            pass(checks, "ConvolutionLayer, " + type, () -> image(strided, pooling, softmax()));
        }
        ConvolutionLayer plain = new ConvolutionLayer.Builder(2, 2).nOut(2).build();
        Deconvolution2D wider = new Deconvolution2D.Builder(2, 2).nOut(2).build();
        pass(checks, "Deconvolution2D", () -> image(wider, softmax()));
        SeparableConvolution2D separable = new SeparableConvolution2D.Builder(2, 2)
                .nOut(3)
                .depthMultiplier(2)
                .build();
        pass(checks, "SeparableConvolution2D", () -> image(separable, softmax()));
        DepthwiseConvolution2D depthwise =
                new DepthwiseConvolution2D.Builder(2, 2).depthMultiplier(2).build();
        pass(checks, "DepthwiseConvolution2D", () -> image(depthwise, softmax()));
        pass(checks, "Upsampling2D", () -> image(new Upsampling2D.Builder(2).build(), plain, softmax()));
    }

    private static void wrong(Checks checks) {
        ActivationLayer leaky = new ActivationLayer(Activation.LEAKYRELU);
        fail(
                checks,
                "ActivationLayer, leaky ReLU",
                () -> classifier(PLAIN, 2, leaky, softmax()),
                "input[0,1], input[1,0], input[1,1], input[2,0], input[2,1], input[3,0]",
                "constant factor 0.99999997765 at some entries",
                "the slope is a float in the derivative");
        BatchNormalization norm = new BatchNormalization.Builder().build();
        fail(
                checks,
                "BatchNormalization",
                () -> classifier(PLAIN, 2, norm, softmax()),
                "0_mean[0], 0_mean[1]; 0_log10stdev[0], 0_log10stdev[1]",
                "the value is level, the gradient is not",
                "running mean and deviation are parameters, their gradient the step of the average");
        CenterLossOutputLayer centred = centred().build();
        fail(
                checks,
                "CenterLossOutputLayer",
                () -> classifier(PLAIN, 2, centred),
                "0_cL[0,0], 0_cL[0,1], 0_cL[1,0], 0_cL[1,1], 0_cL[2,0], 0_cL[2,1]",
                "",
                "centres are parameters, their gradient the step that they take");
        LocalResponseNormalization response =
                new LocalResponseNormalization.Builder().alpha(0.3).build();
        checks.fail(
                "LocalResponseNormalization",
                () -> Dl4jNetwork.of(PLAIN, InputType.convolutional(1, 1, 5), 2, response, softmax())
                        .subject(),
                "input[0,0,0,0], input[0,1,0,0], input[0,2,0,0], input[0,3,0,0], input[0,4,0,0], "
                        + "input[1,0,0,0], input[1,1,0,0], input[1,2,0,0], input[1,3,0,0], input[1,4,0,0]",
                "",
                Evidence.digits60(Dl4jFormulas::responses),
                "not the derivative by the channels beside it");
        String doubled = "twice the gradient, as all layers that SameDiff differentiates";
        GlobalPoolingLayer mean = new GlobalPoolingLayer(PoolingType.AVG);
        LocallyConnected1D inTime =
                new LocallyConnected1D.Builder().kernelSize(2).nOut(1).build();
        checks.fail(
                "LocallyConnected1D",
                () -> Dl4jNetwork.of(PLAIN, InputType.recurrent(1, 3), 3, inTime, mean, softmax())
                        .subject(),
                "0_W[0,0,0], 0_W[0,1,0], 0_W[1,0,0], 0_W[1,1,0], 0_W[2,0,0]; 0_b[0]; input[0,0,0], "
                        + "input[0,0,1], input[0,0,2], input[1,0,0], input[1,0,1], input[1,0,2], input[2,0,0], "
                        + "input[2,0,1], input[2,0,2]",
                "constant factor 2",
                Evidence.digits60(Dl4jFormulas::local),
                doubled);
        LocallyConnected2D inSpace =
                new LocallyConnected2D.Builder().kernelSize(2, 1).nOut(1).build();
        fail(
                checks,
                "LocallyConnected2D",
                () -> Dl4jNetwork.of(PLAIN, InputType.convolutional(3, 1, 1), 3, inSpace, softmax())
                        .subject(),
                "0_W[0,0,0], 0_W[0,1,0], 0_W[1,0,0], 0_W[1,1,0], 0_W[2,0,0]; 0_b[0]; input[0,0,0,0], "
                        + "input[0,0,1,0], input[0,0,2,0], input[1,0,0,0], input[1,0,1,0], input[1,0,2,0], "
                        + "input[2,0,0,0], input[2,0,1,0], input[2,0,2,0]",
                "constant factor 2",
                doubled);
        SelfAttentionLayer attention = new SelfAttentionLayer.Builder()
                .nOut(2)
                .nHeads(1)
                .projectInput(true)
                .build();
        fail(
                checks,
                "SelfAttentionLayer",
                () -> Dl4jNetwork.of(PLAIN, InputType.recurrent(2, 2), 2, attention, mean, softmax())
                        .subject(),
                "0_Wq[0,0,0], 0_Wq[0,0,1], 0_Wq[0,1,0], 0_Wq[0,1,1]; 0_Wk[0,0,0], 0_Wk[0,0,1], "
                        + "0_Wk[0,1,0], 0_Wk[0,1,1]; 0_Wv[0,0,0], 0_Wv[0,0,1], 0_Wv[0,1,0], 0_Wv[0,1,1]; "
                        + "0_Wo[0,0], 0_Wo[0,1], 0_Wo[1,0], 0_Wo[1,1]; input[0,0,0], input[0,0,1], "
                        + "input[0,1,0], input[0,1,1], input[1,0,0], input[1,0,1], input[1,1,0], input[1,1,1]",
                "constant factor 2",
                doubled);
    }

    private static void pass(Checks checks, String name, Supplier<Subject> network) {
        checks.pass(name, network);
    }

    private static void fail(
            Checks checks, String name, Supplier<Subject> network, String wrong, String looksLike, String mistake) {
        checks.fail(name, network, wrong, looksLike, LargeEvidence.sevenPoints(network, 0.003), mistake);
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

    private static CenterLossOutputLayer.Builder centred() {
        return new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                .lambda(0.3)
                .activation(Activation.SOFTMAX)
                .nOut(3);
    }

    private static Subject classifier(Layer... layers) {
        return classifier(PLAIN, 4, layers);
    }

    private static Subject classifier(Consumer<NeuralNetConfiguration.Builder> options, int width, Layer... layers) {
        return Dl4jNetwork.of(options, InputType.feedForward(width), 4, layers).subject();
    }

    private static Subject sequence(Layer... layers) {
        return Dl4jNetwork.of(PLAIN, InputType.recurrent(3, 5), 2, layers).subject();
    }

    private static Subject image(Layer... layers) {
        return Dl4jNetwork.of(PLAIN, InputType.convolutional(6, 6, 2), 2, layers)
                .subject();
    }
}
