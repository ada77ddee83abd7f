package wild;

import static wild.BigDl.DOUBLE;
import static wild.BigDl.TAG;

import com.intel.analytics.bigdl.nn.AbsCriterion;
import com.intel.analytics.bigdl.nn.BCECriterion;
import com.intel.analytics.bigdl.nn.CategoricalCrossEntropy;
import com.intel.analytics.bigdl.nn.ClassNLLCriterion;
import com.intel.analytics.bigdl.nn.CosineProximityCriterion;
import com.intel.analytics.bigdl.nn.CrossEntropyCriterion;
import com.intel.analytics.bigdl.nn.DiceCoefficientCriterion;
import com.intel.analytics.bigdl.nn.DistKLDivCriterion;
import com.intel.analytics.bigdl.nn.DotProductCriterion;
import com.intel.analytics.bigdl.nn.HingeEmbeddingCriterion;
import com.intel.analytics.bigdl.nn.KullbackLeiblerDivergenceCriterion;
import com.intel.analytics.bigdl.nn.L1Cost;
import com.intel.analytics.bigdl.nn.MSECriterion;
import com.intel.analytics.bigdl.nn.MarginCriterion;
import com.intel.analytics.bigdl.nn.MeanAbsolutePercentageCriterion;
import com.intel.analytics.bigdl.nn.MeanSquaredLogarithmicCriterion;
import com.intel.analytics.bigdl.nn.MultiLabelSoftMarginCriterion;
import com.intel.analytics.bigdl.nn.MultiMarginCriterion;
import com.intel.analytics.bigdl.nn.PoissonCriterion;
import com.intel.analytics.bigdl.nn.SmoothL1Criterion;
import com.intel.analytics.bigdl.nn.SoftMarginCriterion;
import com.intel.analytics.bigdl.nn.abstractnn.AbstractCriterion;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpMath;

/** Losses, by the prediction. */
final class BigDlCriterions {

    private static final Tensor NUMBERS = rows(0.3, -0.7, 1.2, -1.1, 0.05, 0.9);
    private static final Tensor TARGETS = rows(-0.4, 0.8, 1.6, 0.2, -1.3, 0.6);
    private static final Tensor SHARES = rows(0.2, 0.5, 0.3, 0.6, 0.3, 0.1);
    private static final Tensor OTHER_SHARES = rows(0.4, 0.35, 0.25, 0.1, 0.2, 0.7);
    private static final Tensor SIGNS = rows(1, -1, 1, -1, -1, 1);
    private static final Tensor BINARY = rows(1, 0, 1, 0, 0, 1);
    private static final Tensor ONE_HOT = rows(0, 1, 0, 1, 0, 0);
    private static final Tensor CLASSES = Tensor.vector(2, 1);

    private BigDlCriterions() {}

    static void fill(Checks checks) {
        pass(checks, "MSECriterion", () -> new MSECriterion<>(TAG, DOUBLE), NUMBERS, TARGETS);
        pass(checks, "AbsCriterion", () -> new AbsCriterion<>(true, TAG, DOUBLE), NUMBERS, TARGETS);
        pass(checks, "BCECriterion", () -> new BCECriterion<>(null, true, TAG, DOUBLE), SHARES, BINARY);
        pass(
                checks,
                "ClassNLLCriterion",
                () -> new ClassNLLCriterion<>(null, true, true, -1, TAG, DOUBLE),
                NUMBERS,
                CLASSES);
        pass(
                checks,
                "CrossEntropyCriterion",
                () -> new CrossEntropyCriterion<>(null, true, TAG, DOUBLE),
                NUMBERS,
                CLASSES);
        pass(checks, "SmoothL1Criterion", () -> new SmoothL1Criterion<>(true, TAG, DOUBLE), NUMBERS, TARGETS);
        pass(checks, "DistKLDivCriterion", () -> new DistKLDivCriterion<>(true, TAG, DOUBLE), NUMBERS, SHARES);
        pass(checks, "MarginCriterion", () -> new MarginCriterion<>(1, true, false, TAG, DOUBLE), NUMBERS, SIGNS);
        pass(
                checks,
                "MarginCriterion, squared",
                () -> new MarginCriterion<>(1, true, true, TAG, DOUBLE),
                NUMBERS,
                SIGNS);
        pass(
                checks,
                "KullbackLeiblerDivergenceCriterion",
                () -> new KullbackLeiblerDivergenceCriterion<>(TAG, DOUBLE),
                OTHER_SHARES,
                SHARES);
        pass(
                checks,
                "MeanSquaredLogarithmicCriterion",
                () -> new MeanSquaredLogarithmicCriterion<>(TAG, DOUBLE),
                OTHER_SHARES,
                SHARES);
        pass(
                checks,
                "MeanAbsolutePercentageCriterion",
                () -> new MeanAbsolutePercentageCriterion<>(TAG, DOUBLE),
                NUMBERS,
                TARGETS);
        pass(checks, "SoftMarginCriterion", () -> new SoftMarginCriterion<>(true, TAG, DOUBLE), NUMBERS, SIGNS);
        pass(
                checks,
                "MultiLabelSoftMarginCriterion",
                () -> new MultiLabelSoftMarginCriterion<>(null, true, TAG, DOUBLE),
                NUMBERS,
                BINARY);
        pass(
                checks,
                "MultiMarginCriterion",
                () -> new MultiMarginCriterion<>(1, null, 1, true, TAG, DOUBLE),
                NUMBERS,
                CLASSES);
        pass(
                checks,
                "MultiMarginCriterion, squared",
                () -> new MultiMarginCriterion<>(2, null, 1, true, TAG, DOUBLE),
                NUMBERS,
                CLASSES);
        pass(checks, "CategoricalCrossEntropy", () -> new CategoricalCrossEntropy<>(TAG, DOUBLE), SHARES, ONE_HOT);
        pass(
                checks,
                "HingeEmbeddingCriterion",
                () -> new HingeEmbeddingCriterion<>(1, true, TAG, DOUBLE),
                SHARES,
                SIGNS);
        pass(checks, "DotProductCriterion", () -> new DotProductCriterion<>(false, TAG, DOUBLE), NUMBERS, TARGETS);
        pass(checks, "L1Cost", () -> new L1Cost<>(TAG, DOUBLE), NUMBERS, TARGETS);
        pass(
                checks,
                "CosineProximityCriterion, positive targets",
                () -> new CosineProximityCriterion<>(TAG, DOUBLE),
                NUMBERS,
                SHARES);
        fail(
                checks,
                "CosineProximityCriterion",
                () -> new CosineProximityCriterion<>(TAG, DOUBLE),
                NUMBERS,
                TARGETS,
                "x[0,0], x[1,1]",
                "",
                "-1e6 at targets that are not positive");
        checks.fail(
                "PoissonCriterion",
                () -> subject("PoissonCriterion", new PoissonCriterion<>(TAG, DOUBLE), OTHER_SHARES, SHARES),
                "x[0,0], x[0,1], x[0,2], x[1,0], x[1,1], x[1,2]",
                "accurate to about 5 digits only",
                Evidence.digits60(BigDlCriterions::poisson),
                "no epsilon, where the value has 1e-7");
        Supplier<AbstractCriterion<?, ?, Object>> dice = () -> new DiceCoefficientCriterion<>(true, 1f, TAG, DOUBLE);
        Supplier<Subject> overlap = () -> subject("DiceCoefficientCriterion", dice.get(), SHARES, BINARY);
        checks.fail(
                "DiceCoefficientCriterion",
                overlap,
                "law DETERMINISTIC",
                "",
                LargeEvidence.secondGradient(overlap),
                "adds to the gradient of the last call");
    }

    private static void pass(
            Checks checks,
            String name,
            Supplier<AbstractCriterion<?, ?, Object>> criterion,
            Tensor prediction,
            Tensor target) {
        checks.pass(name, () -> subject(name, criterion.get(), prediction, target));
    }

    private static void fail(
            Checks checks,
            String name,
            Supplier<AbstractCriterion<?, ?, Object>> criterion,
            Tensor prediction,
            Tensor target,
            String wrong,
            String looksLike,
            String mistake) {
        Supplier<Subject> subject = () -> subject(name, criterion.get(), prediction, target);
        checks.fail(name, subject, wrong, looksLike, LargeEvidence.sevenPoints(subject, 0.003), mistake);
    }

    @SuppressWarnings("unchecked")
    private static Subject subject(
            String name, AbstractCriterion<?, ?, Object> criterion, Tensor prediction, Tensor target) {
        AbstractCriterion<
                        com.intel.analytics.bigdl.tensor.Tensor<Object>,
                        com.intel.analytics.bigdl.tensor.Tensor<Object>,
                        Object>
                loss = (AbstractCriterion<
                                com.intel.analytics.bigdl.tensor.Tensor<Object>,
                                com.intel.analytics.bigdl.tensor.Tensor<Object>,
                                Object>)
                        criterion;
        return Subject.of(
                name,
                Map.of("x", prediction),
                point -> Tensor.scalar((Double) loss.forward(BigDl.array(point.get("x")), BigDl.array(target))),
                (point, upstream) -> {
                    com.intel.analytics.bigdl.tensor.Tensor<Object> x = BigDl.array(point.get("x"));
                    loss.forward(x, BigDl.array(target));
                    Tensor gradient = BigDl.tensor(loss.backward(x, BigDl.array(target)));
                    for (int k = 0; k < gradient.size(); k++) {
                        gradient.values()[k] *= upstream.get();
                    }
                    return Map.of("x", gradient);
                });
    }

    private static Dfp[] poisson(Dfp[] x) {
        Dfp sum = Evidence.dfp(0);
        for (int k = 0; k < x.length; k++) {
            Dfp logarithm = DfpMath.log(x[k].add(Evidence.dfp(1e-7)));
            sum = sum.add(x[k]).subtract(logarithm.multiply(Evidence.dfp(SHARES.values()[k])));
        }
        return new Dfp[] {sum.divide(x.length)};
    }

    private static Tensor rows(double... values) {
        return Tensor.of(new int[] {2, 3}, values);
    }
}
