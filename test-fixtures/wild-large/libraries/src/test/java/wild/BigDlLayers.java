package wild;

import static wild.BigDl.DOUBLE;
import static wild.BigDl.TAG;

import com.intel.analytics.bigdl.nn.Add;
import com.intel.analytics.bigdl.nn.BatchNormalization;
import com.intel.analytics.bigdl.nn.Bilinear;
import com.intel.analytics.bigdl.nn.CAdd;
import com.intel.analytics.bigdl.nn.CAveTable;
import com.intel.analytics.bigdl.nn.CDivTable;
import com.intel.analytics.bigdl.nn.CMaxTable;
import com.intel.analytics.bigdl.nn.CMinTable;
import com.intel.analytics.bigdl.nn.CMul;
import com.intel.analytics.bigdl.nn.CMulTable;
import com.intel.analytics.bigdl.nn.CSubTable;
import com.intel.analytics.bigdl.nn.Cosine;
import com.intel.analytics.bigdl.nn.CosineDistance;
import com.intel.analytics.bigdl.nn.DotProduct;
import com.intel.analytics.bigdl.nn.ELU;
import com.intel.analytics.bigdl.nn.Euclidean;
import com.intel.analytics.bigdl.nn.Exp;
import com.intel.analytics.bigdl.nn.HardShrink;
import com.intel.analytics.bigdl.nn.HardSigmoid;
import com.intel.analytics.bigdl.nn.HardTanh;
import com.intel.analytics.bigdl.nn.JoinTable;
import com.intel.analytics.bigdl.nn.LeakyReLU;
import com.intel.analytics.bigdl.nn.Linear;
import com.intel.analytics.bigdl.nn.LocallyConnected1D;
import com.intel.analytics.bigdl.nn.Log;
import com.intel.analytics.bigdl.nn.LogSigmoid;
import com.intel.analytics.bigdl.nn.LogSoftMax;
import com.intel.analytics.bigdl.nn.MM;
import com.intel.analytics.bigdl.nn.Maxout;
import com.intel.analytics.bigdl.nn.Mul;
import com.intel.analytics.bigdl.nn.MulConstant;
import com.intel.analytics.bigdl.nn.Normalize;
import com.intel.analytics.bigdl.nn.NormalizeScale;
import com.intel.analytics.bigdl.nn.PReLU;
import com.intel.analytics.bigdl.nn.PairwiseDistance;
import com.intel.analytics.bigdl.nn.Power;
import com.intel.analytics.bigdl.nn.ReLU;
import com.intel.analytics.bigdl.nn.SReLU;
import com.intel.analytics.bigdl.nn.Scale;
import com.intel.analytics.bigdl.nn.Sigmoid;
import com.intel.analytics.bigdl.nn.SoftMax;
import com.intel.analytics.bigdl.nn.SoftPlus;
import com.intel.analytics.bigdl.nn.SoftShrink;
import com.intel.analytics.bigdl.nn.SoftSign;
import com.intel.analytics.bigdl.nn.SpatialAveragePooling;
import com.intel.analytics.bigdl.nn.SpatialConvolution;
import com.intel.analytics.bigdl.nn.SpatialCrossMapLRN;
import com.intel.analytics.bigdl.nn.SpatialMaxPooling;
import com.intel.analytics.bigdl.nn.SpatialSubtractiveNormalization;
import com.intel.analytics.bigdl.nn.SpatialWithinChannelLRN;
import com.intel.analytics.bigdl.nn.Sqrt;
import com.intel.analytics.bigdl.nn.Square;
import com.intel.analytics.bigdl.nn.Tanh;
import com.intel.analytics.bigdl.nn.TanhShrink;
import com.intel.analytics.bigdl.nn.TemporalConvolution;
import com.intel.analytics.bigdl.nn.Threshold;
import com.intel.analytics.bigdl.nn.abstractnn.AbstractModule;
import com.intel.analytics.bigdl.nn.abstractnn.DataFormat;
import com.intel.analytics.bigdl.nn.abstractnn.DataFormat$;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.function.Supplier;

/** Layers, by their input and their parameters. */
final class BigDlLayers {

    private static final DataFormat CHANNELS_FIRST = DataFormat$.MODULE$.apply("NCHW");

    private static final Tensor A = Tensor.ofRows(new double[] {0.3, -0.7, 1.2}, new double[] {-1.1, 0.05, 0.9});
    private static final Tensor B = Tensor.ofRows(new double[] {-0.4, 0.8, 1.6}, new double[] {0.2, -1.3, 0.6});

    private BigDlLayers() {}

    static void fill(Checks checks) {
        elementwise(checks);
        learned(checks);
        spatial(checks);
        ofTwo(checks);
        wrong(checks);
    }

    private static void elementwise(Checks checks) {
        pass(checks, "ReLU", () -> new ReLU<>(false, TAG, DOUBLE), 2, 4);
        pass(checks, "Tanh", () -> new Tanh<>(TAG, DOUBLE), 2, 4);
        pass(checks, "Sigmoid", () -> new Sigmoid<>(TAG, DOUBLE), 2, 4);
        pass(checks, "LogSigmoid", () -> new LogSigmoid<>(TAG, DOUBLE), 2, 4);
        pass(checks, "SoftMax", () -> new SoftMax<>(-1, TAG, DOUBLE), 2, 4);
        pass(checks, "LogSoftMax", () -> new LogSoftMax<>(TAG, DOUBLE), 2, 4);
        pass(checks, "ELU", () -> new ELU<>(0.7, false, TAG, DOUBLE), 2, 4);
        pass(checks, "SoftPlus", () -> new SoftPlus<>(1.3, TAG, DOUBLE), 2, 4);
        pass(checks, "SoftSign", () -> new SoftSign<>(TAG, DOUBLE), 2, 4);
        pass(checks, "HardTanh", () -> new HardTanh<>(-1, 1, false, TAG, DOUBLE), 2, 4);
        pass(checks, "HardSigmoid", () -> new HardSigmoid<>(TAG, DOUBLE), 2, 4);
        pass(checks, "LeakyReLU", () -> new LeakyReLU<>(0.01, false, TAG, DOUBLE), 2, 4);
        pass(checks, "Threshold", () -> new Threshold<>(0.1, 0.3, false, TAG, DOUBLE), 2, 4);
        pass(checks, "TanhShrink", () -> new TanhShrink<>(TAG, DOUBLE), 2, 4);
        pass(checks, "SoftShrink", () -> new SoftShrink<>(0.5, TAG, DOUBLE), 2, 4);
        pass(checks, "HardShrink", () -> new HardShrink<>(0.5, TAG, DOUBLE), 2, 4);
        pass(checks, "Power", () -> new Power<>(3, 2, 0.5, TAG, DOUBLE), 2, 4);
        pass(checks, "Square", () -> new Square<>(TAG, DOUBLE), 2, 4);
        pass(checks, "Exp", () -> new Exp<>(TAG, DOUBLE), 2, 4);
        pass(checks, "MulConstant", () -> new MulConstant<>(0.3, false, TAG, DOUBLE), 2, 4);
        Tensor positive = BigDl.probabilities(2, 4);
        checks.pass("Log", () -> BigDlModule.of("Log", new Log<>(TAG, DOUBLE), positive));
        checks.pass("Sqrt", () -> BigDlModule.of("Sqrt", new Sqrt<>(TAG, DOUBLE), positive));
        Tensor zeros = Tensor.ofRows(new double[] {0, 1, -1, 0.5}, new double[] {-1, 0, 2, -0.5});
        checks.kink("ReLU, at 0", () -> BigDlModule.of("ReLU", new ReLU<>(false, TAG, DOUBLE), zeros));
        checks.kink(
                "HardTanh, at 1", () -> BigDlModule.of("HardTanh", new HardTanh<>(-1, 1, false, TAG, DOUBLE), zeros));
    }

    private static void learned(Checks checks) {
        pass(checks, "Linear", () -> new Linear<>(4, 3, true, null, null, null, null, null, null, TAG, DOUBLE), 2, 4);
        pass(checks, "PReLU", () -> new PReLU<>(4, TAG, DOUBLE), 2, 4);
        pass(checks, "PReLU, one slope", () -> new PReLU<>(0, TAG, DOUBLE), 2, 4);
        pass(checks, "Cosine", () -> new Cosine<>(4, 3, TAG, DOUBLE), 2, 4);
        pass(checks, "CMul", () -> new CMul<>(new int[] {1, 4}, null, TAG, DOUBLE), 2, 4);
        pass(checks, "CAdd", () -> new CAdd<>(new int[] {1, 4}, null, TAG, DOUBLE), 2, 4);
        pass(checks, "Mul", () -> new Mul<>(TAG, DOUBLE), 2, 4);
        pass(checks, "Add", () -> new Add<>(4, TAG, DOUBLE), 2, 4);
        pass(checks, "Normalize", () -> new Normalize<>(2, 1e-10, TAG, DOUBLE), 2, 4);
        pass(checks, "Maxout", () -> new Maxout<>(4, 3, 2, true, null, null, null, null, TAG, DOUBLE), 2, 4);
        pass(
                checks,
                "BatchNormalization",
                () -> new BatchNormalization<>(3, 1e-5, 0.1, true, null, null, null, null, TAG, DOUBLE),
                4,
                3);
        pass(
                checks,
                "TemporalConvolution",
                () -> new TemporalConvolution<>(2, 3, 2, 1, true, null, null, null, null, null, null, TAG, DOUBLE),
                2,
                5,
                2);
    }

    private static void spatial(Checks checks) {
        pass(
                checks,
                "SpatialConvolution",
                () -> new SpatialConvolution<>(
                        2,
                        3,
                        2,
                        2,
                        1,
                        1,
                        0,
                        0,
                        1,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        true,
                        CHANNELS_FIRST,
                        TAG,
                        DOUBLE),
                2,
                2,
                4,
                4);
        pass(
                checks,
                "SpatialMaxPooling",
                () -> new SpatialMaxPooling<>(2, 2, 2, 2, 0, 0, CHANNELS_FIRST, TAG, DOUBLE),
                2,
                2,
                4,
                4);
        pass(
                checks,
                "SpatialAveragePooling",
                () -> new SpatialAveragePooling<>(
                        2, 2, 1, 1, 0, 0, false, false, true, true, CHANNELS_FIRST, TAG, DOUBLE),
                2,
                2,
                4,
                4);
        pass(
                checks,
                "SpatialCrossMapLRN",
                () -> new SpatialCrossMapLRN<>(5, 1, 0.75, 1, CHANNELS_FIRST, TAG, DOUBLE),
                2,
                6,
                2,
                2);
        pass(
                checks,
                "SpatialWithinChannelLRN",
                () -> new SpatialWithinChannelLRN<>(3, 1, 0.75, TAG, DOUBLE),
                2,
                2,
                4,
                4);
        pass(
                checks,
                "SpatialSubtractiveNormalization",
                () -> new SpatialSubtractiveNormalization<>(2, null, TAG, DOUBLE),
                2,
                2,
                4,
                4);
    }

    private static void ofTwo(Checks checks) {
        two(checks, "DotProduct", () -> new DotProduct<>(TAG, DOUBLE));
        two(checks, "CMulTable", () -> new CMulTable<>(TAG, DOUBLE));
        two(checks, "CDivTable", () -> new CDivTable<>(TAG, DOUBLE));
        two(checks, "CSubTable", () -> new CSubTable<>(TAG, DOUBLE));
        two(checks, "CMaxTable", () -> new CMaxTable<>(TAG, DOUBLE));
        two(checks, "CMinTable", () -> new CMinTable<>(TAG, DOUBLE));
        two(checks, "CAveTable", () -> new CAveTable<>(false, TAG, DOUBLE));
        two(checks, "JoinTable", () -> new JoinTable<>(2, 2, TAG, DOUBLE));
        two(checks, "MM, transposed", () -> new MM<>(false, true, TAG, DOUBLE));
        two(checks, "Bilinear", () -> new Bilinear<>(3, 3, 2, true, null, null, TAG, DOUBLE));
    }

    private static void wrong(Checks checks) {
        fail(
                checks,
                "Scale",
                () -> new Scale<>(new int[] {1, 4}, TAG, DOUBLE),
                "p0[0,0], p0[0,1], p0[0,2], p0[0,3]",
                "the output in place of its derivative",
                "by the factors it gives its output, where its input should be",
                2,
                4);
        fail(
                checks,
                "NormalizeScale",
                () -> new NormalizeScale<>(2, 1e-10, 1.5, new int[] {1, 3, 1, 1}, null, TAG, DOUBLE),
                "input[0,0,0,0], input[0,0,0,1], input[0,1,0,0], input[0,1,0,1], input[0,2,0,0], "
                        + "input[0,2,0,1], input[1,0,0,0], input[1,0,0,1], input[1,1,0,0], input[1,1,0,1], "
                        + "input[1,2,0,0], input[1,2,0,1]; p0[0,0,0,0], p0[0,1,0,0], p0[0,2,0,0]",
                "Jacobian transposed",
                "scales the gradient after the norm and not before, and by the factors takes the input without the norm",
                2,
                3,
                1,
                2);
        Supplier<AbstractModule<?, ?, Object>> local =
                () -> new LocallyConnected1D<>(4, 2, 2, 2, 1, true, null, null, null, null, null, null, TAG, DOUBLE);
        checks.fail(
                "LocallyConnected1D",
                () -> BigDlModule.of("LocallyConnected1D", local.get(), BigDl.numbers(2, 4, 2)),
                "law DETERMINISTIC",
                "",
                LargeEvidence.secondValue(BigDlLayers::local),
                "the last frame begins with what the last call left, and not with its bias");
        Supplier<Subject> anew = () -> BigDlModule.anew("LocallyConnected1D", local, BigDl.numbers(2, 4, 2));
        checks.fail(
                "LocallyConnected1D, made anew",
                anew,
                "p1[2,0], p1[2,1]",
                "the value is level, the gradient is not",
                LargeEvidence.sevenPoints(anew, 0.003),
                "the last frame begins with what the last call left, and not with its bias");
        Supplier<AbstractModule<?, ?, Object>> bent = () -> new SReLU<>(new int[] {4}, null, TAG, DOUBLE);
        Supplier<Subject> bentAnew = () -> BigDlModule.anew("SReLU", bent, BigDl.numbers(2, 4));
        checks.fail(
                "SReLU, made anew",
                bentAnew,
                "p0[0], p0[1], p0[2]",
                "some outputs ignored",
                LargeEvidence.sevenPoints(bentAnew, 0.003),
                "by the left threshold, on which the right one depends");
        Tensor left = Tensor.ofRows(new double[] {-2.5, -3.1, -2.1, -3.4}, new double[] {-2.3, -2.6, -3.5, -3});
        checks.fail(
                "SReLU",
                () -> BigDlModule.of("SReLU", bent.get(), left),
                "law DETERMINISTIC",
                "",
                LargeEvidence.secondGradient(() -> BigDlModule.of("SReLU", bent.get(), left)),
                "adds the gradient of its input to that of the last call");
        fail(
                checks,
                "Euclidean",
                () -> new Euclidean<>(3, 2, true, TAG, DOUBLE),
                "input[0,0], input[0,1], input[0,2]; p0[0,0], p0[0,1], p0[1,0], p0[1,1], p0[2,0], " + "p0[2,1]",
                "accurate to about 7 digits only",
                "1e-7 is added to the distance that it divides by",
                1,
                3);
        Supplier<Subject> pairs =
                () -> BigDlModule.ofTwo("PairwiseDistance", new PairwiseDistance<>(2, TAG, DOUBLE), A, B);
        checks.fail(
                "PairwiseDistance",
                pairs,
                "a[0,0], a[0,1], a[0,2], a[1,0], a[1,1], a[1,2]; b[0,0], b[0,1], b[0,2], b[1,0], " + "b[1,1], b[1,2]",
                "accurate to about 6 digits only",
                LargeEvidence.sevenPoints(pairs, 0.003),
                "1e-6 is added to the distance that it divides by");
        checks.fail(
                "CosineDistance",
                () -> BigDlModule.ofTwo("CosineDistance", new CosineDistance<>(TAG, DOUBLE), A, B),
                "law DETERMINISTIC",
                "",
                LargeEvidence.valueAfterGradient(BigDlLayers::cosines),
                "gives 1 for ever after a backward pass");
    }

    /** The cosine of the angle of each row of the second to that of the first. */
    private static double[] cosines(double[] x) {
        double[] cosines = new double[2];
        for (int n = 0; n < 2; n++) {
            double ab = 0;
            double aa = 0;
            double bb = 0;
            for (int k = 3 * n; k < 3 * n + 3; k++) {
                ab += x[k] * x[6 + k];
                aa += x[k] * x[k];
                bb += x[6 + k] * x[6 + k];
            }
            cosines[n] = ab / Math.sqrt(aa * bb);
        }
        return cosines;
    }

    /** What its first call gives, two numbers in each of four frames, without the bias in the last window. */
    private static double[] local(double[] x) {
        double[] out = new double[12];
        for (int n = 0; n < 2; n++) {
            for (int frame = 0; frame < 3; frame++) {
                for (int o = 0; o < 2; o++) {
                    double sum = frame < 2 ? x[16 + 24 + 2 * frame + o] : 0;
                    for (int k = 0; k < 4; k++) {
                        sum += x[16 + 4 * (2 * frame + o) + k] * x[8 * n + 2 * frame + k];
                    }
                    out[6 * n + 2 * frame + o] = sum;
                }
            }
        }
        return out;
    }

    private static void two(Checks checks, String name, Supplier<AbstractModule<?, ?, Object>> module) {
        checks.pass(name, () -> BigDlModule.ofTwo(name, module.get(), A, B));
    }

    private static void pass(Checks checks, String name, Supplier<AbstractModule<?, ?, Object>> module, int... shape) {
        checks.pass(name, () -> BigDlModule.of(name, module.get(), BigDl.numbers(shape)));
    }

    private static void fail(
            Checks checks,
            String name,
            Supplier<AbstractModule<?, ?, Object>> module,
            String wrong,
            String looksLike,
            String mistake,
            int... shape) {
        Supplier<Subject> subject = () -> BigDlModule.anew(name, module, BigDl.numbers(shape));
        checks.fail(name, subject, wrong, looksLike, LargeEvidence.sevenPoints(subject, 0.003), mistake);
    }
}
