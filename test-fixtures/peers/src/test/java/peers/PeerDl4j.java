package peers;

import io.gradcheck.nn.Network;
import io.gradcheck.subject.Tensor;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** {@code GradientCheckUtil} with the settings it comes with, on a network of DL4J with the same numbers. */
final class PeerDl4j implements Peer {

    private static final double STEP = 1e-6;
    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-8;

    @Override
    public String name() {
        return "DL4J, GradientCheckUtil";
    }

    @Override
    public boolean goesThroughEntries() {
        return true;
    }

    @Override
    public Check prepare(CheckedNetwork network, Entries entries) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        Counted counted = new Counted(configuration(network), network.mistake(), network.counts());
        counted.init();
        // The same order: DL4J has [inputs, outputs] by columns.
        counted.setParams(Nd4j.createFromArray(network.point()).reshape(1, network.size()));
        INDArray input = array(network.batch().input());
        INDArray labels = array(network.batch().target());
        double wanted = network.loss();
        double found = counted.score(new DataSet(input, labels), true);
        if (Math.abs(found - wanted) > 1e-9 * Math.max(1, Math.abs(wanted))) {
            throw new IllegalStateException("loss of " + network + " in DL4J: found " + found + ", wanted " + wanted);
        }
        GradientCheckUtil.MLNConfig check = new GradientCheckUtil.MLNConfig()
                .net(counted)
                .input(input)
                .labels(labels)
                .epsilon(STEP)
                .maxRelError(RELATIVE)
                .minAbsoluteError(ABSOLUTE)
                .subset(!entries.areAll())
                .maxPerParam(entries.perVariable());
        return () -> {
            network.counts().reset();
            boolean isRight = GradientCheckUtil.checkGradients(check);
            return network.counts().answer(isRight, network.counts().evaluations() / 2);
        };
    }

    /** Without the clipping of probabilities, which the checker takes away too. */
    private static MultiLayerConfiguration configuration(CheckedNetwork checked) {
        Network network = checked.network();
        int last = network.layers();
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list();
        for (int k = 1; k < last; k++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(network.width(k - 1))
                    .nOut(network.width(k))
                    .activation(Activation.valueOf(network.activation(k).name()))
                    .build());
        }
        return layers.layer(new OutputLayer.Builder(new LossMCXENT(0, null))
                        .nIn(network.width(last - 1))
                        .nOut(network.width(last))
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    private static INDArray array(Tensor tensor) {
        return Nd4j.createFromArray(tensor.values().clone()).reshape('c', tensor.longShape());
    }

    /** Counts what the checker asks of the network, and has the mistake in the gradient that it is given. */
    private static final class Counted extends MultiLayerNetwork {

        private static final long serialVersionUID = 1;

        private final transient CheckedNetwork.Mistake mistake;
        private final transient CheckedNetwork.Counts counts;

        Counted(MultiLayerConfiguration layers, CheckedNetwork.Mistake mistake, CheckedNetwork.Counts counts) {
            super(layers);
            this.mistake = mistake;
            this.counts = counts;
        }

        @Override
        public double score(DataSet examples, boolean training) {
            counts.evaluation();
            return super.score(examples, training);
        }

        @Override
        public void computeGradientAndScore() {
            counts.gradient();
            super.computeGradientAndScore();
        }

        @Override
        public Pair<Gradient, Double> gradientAndScore() {
            Pair<Gradient, Double> both = super.gradientAndScore();
            if (!mistake.isNone()) {
                INDArray weights = both.getFirst().getGradientFor("0_W");
                long inputs = weights.size(0);
                long row = mistake.weight() % inputs;
                long column = mistake.weight() / inputs;
                weights.putScalar(row, column, weights.getDouble(row, column) * mistake.factor());
            }
            return both;
        }
    }
}
