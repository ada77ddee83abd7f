package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.Case;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Contracts of operations and of other sources have the tests of a contract of a layer. */
class OperationContractTest {

    private static final int TESTS_OF_GRADIENTS = 7;

    /** Cross entropy of logits and labels, summed over the rows. */
    static class CrossEntropy implements Operation {

        private Map<String, Tensor> last = Map.of();

        @Override
        public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
            last = inputs;
            double loss = 0;
            double[][] logits = inputs.get("logits").toRows();
            for (int i = 0; i < logits.length; i++) {
                loss -= logSoftmax(logits[i])[label(i)];
            }
            return Map.of("loss", Tensor.scalar(loss));
        }

        int label(int row) {
            return (int) last.get("labels").get(row);
        }

        private static double[] logSoftmax(double[] row) {
            double largest = Double.NEGATIVE_INFINITY;
            for (double logit : row) {
                largest = Math.max(largest, logit);
            }
            double sum = 0;
            for (double logit : row) {
                sum += Math.exp(logit - largest);
            }
            double[] logs = row.clone();
            for (int k = 0; k < logs.length; k++) {
                logs[k] -= largest + Math.log(sum);
            }
            return logs;
        }

        @Override
        public Map<String, Tensor> backward(Map<String, Tensor> outputGradients) {
            double[][] logits = last.get("logits").toRows();
            for (int i = 0; i < logits.length; i++) {
                double[] logs = logSoftmax(logits[i]);
                for (int k = 0; k < logs.length; k++) {
                    logits[i][k] = outputGradients.get("loss").get() * (Math.exp(logs[k]) - at(i, k));
                }
            }
            return Map.of("logits", Tensor.ofRows(logits));
        }

        double at(int row, int k) {
            return k == label(row) ? 1 : 0;
        }
    }

    static class Right extends OperationContract {
        @Override
        protected Operation operation(Sizes s) {
            return new CrossEntropy();
        }

        @Override
        protected Map<String, Variable> inputs(Sizes s) {
            int classes = s.between("classes", 1, 5);
            return Map.of(
                    "logits", new Variable(Values.any(), s.batch(), classes),
                    "labels", new Variable(Values.labels(classes), s.batch()));
        }

        @Override
        protected Class<?> classUnderTest() {
            return CrossEntropy.class;
        }
    }

    /** Wrong for the last class alone. */
    static class Wrong extends Right {
        @Override
        protected Operation operation(Sizes s) {
            int last = s.between("classes", 1, 5) - 1;
            return new CrossEntropy() {
                @Override
                double at(int row, int k) {
                    return k == last ? 0 : super.at(row, k);
                }
            };
        }
    }

    static class Square extends SourceContract {
        double factor() {
            return 2;
        }

        @Override
        protected TensorSource source() {
            return FunctionSource.of("square", (s, v) -> {
                        double largest = s.between("largest", 1, 3);
                        return largest > s.width()
                                ? Case.skip("fewer entries")
                                : Subject.of(
                                        "square",
                                        v,
                                        at -> squares(at.get("x"), 1),
                                        (at, u) -> Map.of("x", products(at.get("x"), u)));
                    })
                    .about(Square.class)
                    .input("x", s -> new int[] {s.width()});
        }

        private static Tensor squares(Tensor x, double factor) {
            Tensor squares = x.copy();
            for (int i = 0; i < x.size(); i++) {
                squares.values()[i] *= factor * x.values()[i];
            }
            return squares;
        }

        private Tensor products(Tensor x, Tensor u) {
            Tensor products = u.copy();
            for (int i = 0; i < u.size(); i++) {
                products.values()[i] *= factor() * x.values()[i];
            }
            return products;
        }
    }

    static class Halved extends Square {
        @Override
        double factor() {
            return 1;
        }
    }

    @Test
    void a_right_operation_passes_all_tests() {
        EngineExecutionResults results = run(Right.class);

        assertThat(results.testEvents().failed().count()).isZero();
        assertThat(results.testEvents().succeeded().count()).isGreaterThan(TESTS_OF_GRADIENTS);
    }

    @Test
    void a_wrong_operation_fails_all_tests_of_gradients_with_code_of_its_contract() {
        EngineExecutionResults results = run(Wrong.class);

        assertThat(results.testEvents().failed().count()).isEqualTo(TESTS_OF_GRADIENTS);
        assertThat(new Wrong().source().at(1, 0).code())
                .startsWith("new io.gradcheck.junit.OperationContractTest.Wrong().source().subject(");
    }

    @Test
    void any_source_makes_a_contract() {
        assertThat(run(Square.class).testEvents().failed().count()).isZero();

        EngineExecutionResults halved = run(Halved.class);

        assertThat(halved.testEvents().failed().count()).isEqualTo(TESTS_OF_GRADIENTS);
        assertThat(halved.testEvents().failed().stream()
                        .map(event -> event.getPayload().orElseThrow().toString()))
                .anySatisfy(text -> assertThat(text)
                        .contains("square: gradient of x is WRONG")
                        .contains("constant factor 1/2")
                        .contains("new io.gradcheck.junit.OperationContractTest.Halved().source().subject("));
    }
}
