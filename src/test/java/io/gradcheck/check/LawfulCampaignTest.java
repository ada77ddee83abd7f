package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.law.LawAssertions;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Right subjects are never accused, whatever their sizes, magnitudes and cancellations. */
class LawfulCampaignTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void no_law_is_said_to_be_broken_by_a_right_subject(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < 500; k++) {
            Subject subject = new TwoLayers(random.split());
            GradientReport report = GradientChecker.standard().seed(k).check(subject);
            assertThat(report.laws())
                    .as("seed %d, subject %d: %s", seed, k, report)
                    .allMatch(finding -> finding.verdict() == Verdict.PASS)
                    .hasSize(LawAssertions.FOR_ALL.size());
        }
    }

    /** {@code y = V g(W x + b) + c} with g one of five activations, ReLU among them, in double or float, at magnitudes from 1e-3 to 1e3. */
    private static final class TwoLayers implements Subject {

        private final int activation;
        private final int hidden;
        private final Precision precision;
        private final int outputs;
        private final Map<String, Tensor> point = new LinkedHashMap<>();

        TwoLayers(SplittableRandom random) {
            activation = random.nextInt(5);
            precision = random.nextInt(4) == 0 ? Precision.FLOAT : Precision.DOUBLE;
            int inputs = 1 + random.nextInt(5);
            hidden = 1 + random.nextInt(5);
            outputs = 1 + random.nextInt(4);
            point.put("x", draw(random, inputs));
            point.put("W", draw(random, hidden, inputs));
            point.put("b", draw(random, hidden));
            point.put("V", draw(random, outputs, hidden));
            point.put("c", draw(random, outputs));
        }

        private static Tensor draw(SplittableRandom random, int... shape) {
            Tensor tensor = Tensor.zeros(shape);
            double scale = Math.pow(10, 6 * random.nextDouble() - 3);
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] = random.nextInt(10) == 0 ? 0 : scale * (2 * random.nextDouble() - 1);
            }
            return tensor;
        }

        private double value(double a) {
            return switch (activation) {
                case 0 -> a;
                case 1 -> Math.tanh(a);
                case 2 -> 1 / (1 + Math.exp(-a));
                case 3 -> Math.max(a, 0);
                default -> Math.sin(a);
            };
        }

        private double slope(double a) {
            return switch (activation) {
                case 0 -> 1;
                case 1 -> 1 - Math.tanh(a) * Math.tanh(a);
                case 2 -> value(a) * (1 - value(a));
                case 3 -> a > 0 ? 1 : 0;
                default -> Math.cos(a);
            };
        }

        private double[] before(Map<String, Tensor> at) {
            double[] a = at.get("b").values().clone();
            Tensor x = at.get("x");
            for (int i = 0; i < hidden; i++) {
                for (int j = 0; j < x.size(); j++) {
                    a[i] += at.get("W").get(i, j) * x.get(j);
                }
            }
            return a;
        }

        @Override
        public String name() {
            return "two layers, activation " + activation;
        }

        @Override
        public Map<String, Tensor> point() {
            return point;
        }

        @Override
        public Precision precision() {
            return precision;
        }

        /** Rounds every entry where the network computes in float. */
        private Tensor rounded(Tensor tensor) {
            for (int i = 0; precision == Precision.FLOAT && i < tensor.size(); i++) {
                tensor.values()[i] = (float) tensor.values()[i];
            }
            return tensor;
        }

        private Map<String, Tensor> rounded(Map<String, Tensor> at) {
            Map<String, Tensor> rounded = new LinkedHashMap<>();
            at.forEach((name, tensor) -> rounded.put(name, rounded(tensor.copy())));
            return rounded;
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> exact) {
            Map<String, Tensor> at = rounded(exact);
            double[] a = before(at);
            Tensor y = at.get("c").copy();
            for (int k = 0; k < outputs; k++) {
                for (int i = 0; i < hidden; i++) {
                    y.values()[k] += at.get("V").get(k, i) * value(a[i]);
                }
            }
            return rounded(y);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> exact, Tensor upstream) {
            Map<String, Tensor> at = rounded(exact);
            double[] a = before(at);
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            point.forEach((name, value) -> gradient.put(name, Tensor.zeros(value.shape())));
            double[] dx = gradient.get("x").values();
            double[] db = gradient.get("b").values();
            for (int i = 0; i < hidden; i++) {
                for (int k = 0; k < outputs; k++) {
                    gradient.get("V").set(upstream.get(k) * value(a[i]), k, i);
                    db[i] += upstream.get(k) * at.get("V").get(k, i) * slope(a[i]);
                }
                for (int j = 0; j < dx.length; j++) {
                    gradient.get("W").set(db[i] * at.get("x").get(j), i, j);
                    dx[j] += db[i] * at.get("W").get(i, j);
                }
            }
            System.arraycopy(upstream.values(), 0, gradient.get("c").values(), 0, outputs);
            return rounded(gradient);
        }
    }
}
