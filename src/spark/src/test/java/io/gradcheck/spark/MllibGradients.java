package io.gradcheck.spark;

import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.Gradient;
import org.apache.spark.mllib.optimization.HingeGradient;
import org.apache.spark.mllib.optimization.LeastSquaresGradient;
import org.apache.spark.mllib.optimization.LogisticGradient;

/** The gradients of Spark's own library: of the loss of one example, by the weights. */
final class MllibGradients {

    private MllibGradients() {}

    /** Random examples, labelled 0 or 1, and random weights. */
    abstract static class OfOneExample implements SubjectSource {

        private final FunctionSource source;

        OfOneExample(Gradient gradient) {
            source = FunctionSource.of(
                            getClass().getName(),
                            (sizes, values) -> loss(
                                    gradient,
                                    values.get("data").values(),
                                    values.get("label").values()[0],
                                    values.get("x").values()))
                    .input("data", s -> Values.between(-3, 3).constant(), s -> new int[] {s.width()})
                    .input("label", s -> Values.mask(), s -> new int[] {1})
                    .input("x", s -> Values.between(-2, 2), s -> new int[] {s.width()});
        }

        /** The loss as a function of the weights. */
        private static Subject loss(Gradient gradient, double[] data, double label, double[] weights) {
            return Subject.objective(
                    gradient.getClass().getSimpleName(),
                    at -> (double) gradient.compute(Vectors.dense(data), label, Vectors.dense(at))
                            ._2(),
                    at -> gradient.compute(Vectors.dense(data), label, Vectors.dense(at))
                            ._1()
                            .toArray(),
                    weights);
        }

        @Override
        public String name() {
            return getClass().getName();
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            return source.draw(random, sizes);
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            return source.restore(data);
        }
    }

    /** Of logistic regression. */
    static final class Logistic extends OfOneExample {
        Logistic() {
            super(new LogisticGradient());
        }
    }

    /** Of linear regression. */
    static final class LeastSquares extends OfOneExample {
        LeastSquares() {
            super(new LeastSquaresGradient());
        }
    }

    /** Of a support vector machine. */
    static final class Hinge extends OfOneExample {
        Hinge() {
            super(new HingeGradient());
        }
    }
}
