package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planted errors against what a report claims that it would have seen. */
class DetectionTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final int SUBJECTS = 200;
    private static final int FLOAT_SUBJECTS = 2000;

    @Test
    void an_error_of_ten_times_the_detection_limit_never_passes() {
        Seeds.first(SUBJECTS).each(seed -> {
            Subject subject = layer(seed, Precision.DOUBLE);
            GradientReport right = CHECKER.seed(seed).check(subject);
            assertThat(right.verdict()).isEqualTo(Verdict.PASS);
            for (Finding finding : right.findings()) {
                for (int entry = 0; entry < finding.entries(); entry++) {
                    Subject wrong =
                            GivenSubject.withError(subject, finding.name(), entry, 10 * finding.detectionLimit());

                    assertThat(CHECKER.seed(seed)
                                    .check(wrong)
                                    .finding(finding.name())
                                    .verdict())
                            .as("%s, entry %d", finding.name(), entry)
                            .isIn(Verdict.FAIL, Verdict.INCONCLUSIVE);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 3, 6})
    void an_error_that_passes_is_below_the_limit_that_is_claimed_beside_it(double times) {
        Seeds.first(SUBJECTS).each(seed -> {
            Subject subject = layer(seed, Precision.DOUBLE);
            for (Finding right : CHECKER.seed(seed).check(subject).findings()) {
                for (int entry = 0; entry < right.entries(); entry++) {
                    double error = times * right.detectionLimit();
                    Finding finding = CHECKER.seed(seed)
                            .check(GivenSubject.withError(subject, right.name(), entry, error))
                            .finding(right.name());

                    assertThat(finding.verdict() != Verdict.PASS || error <= finding.detectionLimit())
                            .as("%s, entry %d: %s", right.name(), entry, finding)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void an_error_of_a_twentieth_of_the_detection_limit_is_no_failure() {
        Seeds.first(SUBJECTS).each(seed -> {
            Subject subject = layer(seed, Precision.DOUBLE);
            for (Finding finding : CHECKER.seed(seed).check(subject).findings()) {
                for (int entry = 0; entry < finding.entries(); entry++) {
                    Subject wrong =
                            GivenSubject.withError(subject, finding.name(), entry, 0.05 * finding.detectionLimit());

                    assertThat(CHECKER.seed(seed).check(wrong).verdict())
                            .as("%s, entry %d", finding.name(), entry)
                            .isNotEqualTo(Verdict.FAIL);
                }
            }
        });
    }

    @Test
    void a_right_gradient_in_single_precision_never_fails() {
        Seeds.first(FLOAT_SUBJECTS).each(seed -> {
            assertThat(CHECKER.seed(seed).check(layer(seed, Precision.FLOAT)).verdict())
                    .isNotEqualTo(Verdict.FAIL);
        });
    }

    @Tag("thorough")
    @Test
    void an_entry_wrong_by_a_tenth_is_caught_in_single_precision() {
        assertThat(missedInSinglePrecision(1.1))
                .as("seeds, of %d", FLOAT_SUBJECTS)
                .hasSizeLessThan(FLOAT_SUBJECTS / 100);
    }

    @Tag("thorough")
    @Test
    void an_entry_wrong_by_a_hundredth_is_mostly_caught_in_single_precision() {
        assertThat(missedInSinglePrecision(1.01))
                .as("seeds, of %d", FLOAT_SUBJECTS)
                .hasSizeLessThan(5 * FLOAT_SUBJECTS / 100);
    }

    private static List<Long> missedInSinglePrecision(double factor) {
        return Seeds.first(FLOAT_SUBJECTS).where(seed -> {
            Subject subject = layer(seed, Precision.FLOAT);
            SplittableRandom random = new SplittableRandom(seed);
            String variable = random.nextBoolean() ? "W" : "x";
            int entry = random.nextInt(subject.point().get(variable).size());
            Subject wrong = withFactor(subject, variable, entry, factor);
            return CHECKER.seed(seed).check(wrong).finding(variable).verdict() != Verdict.FAIL;
        });
    }

    private static Subject withFactor(Subject subject, String variable, int entry, double factor) {
        return new GivenSubject(
                subject.name(), subject.point(), subject.precision(), subject::evaluate, (at, upstream) -> {
                    Map<String, Tensor> gradient = new LinkedHashMap<>(subject.gradient(at, upstream));
                    gradient.get(variable).values()[entry] *= factor;
                    return gradient;
                });
    }

    /** {@code y = tanh(W x + b)} with up to four inputs and outputs, its numbers rounded to the given precision. */
    private static Subject layer(long seed, Precision precision) {
        SplittableRandom random = new SplittableRandom(seed);
        int in = 1 + random.nextInt(4);
        int out = 1 + random.nextInt(4);
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", random(random, precision, in));
        point.put("W", random(random, precision, out, in));
        point.put("b", random(random, precision, out));
        return new GivenSubject(
                "layer",
                point,
                precision,
                at -> precision == Precision.FLOAT ? inFloat(at) : inDouble(at),
                DetectionTest::backward);
    }

    private static Tensor random(SplittableRandom random, Precision precision, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            double value = random.nextDouble(-1, 1);
            tensor.values()[i] = precision == Precision.FLOAT ? (float) value : value;
        }
        return tensor;
    }

    private static Tensor inDouble(Map<String, Tensor> at) {
        Tensor y = at.get("b").copy();
        Tensor w = at.get("W");
        for (int i = 0; i < y.size(); i++) {
            double sum = y.values()[i];
            for (int j = 0; j < w.length(1); j++) {
                sum += w.get(i, j) * at.get("x").get(j);
            }
            y.values()[i] = Math.tanh(sum);
        }
        return y;
    }

    private static Tensor inFloat(Map<String, Tensor> at) {
        Tensor y = at.get("b").copy();
        Tensor w = at.get("W");
        for (int i = 0; i < y.size(); i++) {
            float sum = (float) y.values()[i];
            for (int j = 0; j < w.length(1); j++) {
                sum += (float) w.get(i, j) * (float) at.get("x").get(j);
            }
            y.values()[i] = (float) Math.tanh(sum);
        }
        return y;
    }

    private static Map<String, Tensor> backward(Map<String, Tensor> at, Tensor upstream) {
        Tensor w = at.get("W");
        Tensor x = at.get("x");
        Tensor db = inDouble(at);
        Tensor dw = Tensor.zeros(w.shape());
        Tensor dx = Tensor.zeros(x.shape());
        for (int i = 0; i < db.size(); i++) {
            double y = db.values()[i];
            double slope = upstream.values()[i] * (1 - y * y);
            db.values()[i] = slope;
            for (int j = 0; j < x.size(); j++) {
                dw.set(slope * x.get(j), i, j);
                dx.values()[j] += slope * w.get(i, j);
            }
        }
        return Map.of("x", dx, "W", dw, "b", db);
    }
}
