package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose value and gradient follow different conventions, and code in single precision. */
class ConventionsTest {

    private static final double[] DATA = {0.3, 1.7, -0.4, 2.2};

    /** The mean of (m - d)^2 over the data, with the gradient of the sum. */
    private final Subject meanWithSummedGradient =
            Subject.objective("mean square", m -> squares(m[0]) / DATA.length, m -> new double[] {slope(m[0])}, 0.9);

    /** A log likelihood, with the gradient of its negative. */
    private final Subject likelihoodWithDescent =
            Subject.objective("likelihood", m -> -squares(m[0]), m -> new double[] {slope(m[0])}, 0.9);

    @Test
    void a_maximised_objective_with_the_sign_of_a_minimiser_passes_when_declared() {
        assertThat(check(likelihoodWithDescent.maximised()).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_maximised_objective_with_the_sign_of_a_minimiser_fails_undeclared() {
        assertThat(check(likelihoodWithDescent).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_gradient_of_the_function_itself_fails_when_declared_maximised() {
        Subject right = Subject.objective("square", x -> x[0] * x[0], x -> new double[] {2 * x[0]}, 3);

        assertThat(check(right).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(right.maximised()).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(right.maximised().maximised()).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_sum_for_a_mean_passes_when_declared() {
        assertThat(check(meanWithSummedGradient.scaledBy(DATA.length)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_sum_for_a_mean_fails_undeclared_and_the_other_way_round() {
        assertThat(check(meanWithSummedGradient).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(meanWithSummedGradient.scaledBy(1.0 / DATA.length)).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_report_shows_the_gradient_as_the_client_reported_it() {
        WrongEntry entry = check(meanWithSummedGradient.scaledBy(2))
                .finding("x")
                .wrongEntries()
                .get(0);

        assertThat(entry.analytic()).isEqualTo(slope(0.9));
        assertThat(entry.numeric()).isCloseTo(slope(0.9) / 2, within(1e-9));
    }

    @Test
    void the_value_is_scaled_and_the_gradient_is_not() {
        Subject square = Subject.scalar("square", x -> x * x, x -> 2 * x, 3, 4);
        Subject scaled = square.scaledBy(10);
        Tensor output = Tensor.zeros(2);
        scaled.along("x", Tensor.vector(1, 0)).at(2, output);

        assertThat(scaled.evaluate(scaled.point()).values()).containsExactly(90, 160);
        assertThat(output.values()).containsExactly(250, 160);
        assertThat(scaled.gradient(scaled.point(), Tensor.vector(1, 1)).get("x").values())
                .containsExactly(6, 8);
        assertThat(scaled.name()).isEqualTo("square");
        assertThat(scaled.classUnderTest()).isEqualTo(square.classUnderTest());
    }

    @Test
    void scaling_leaves_a_result_that_the_client_keeps_alone() {
        Tensor kept = Tensor.scalar(3);
        Subject subject = Subject.of("kept", Map.of("x", Tensor.scalar(1)), at -> kept, (at, u) -> at);

        subject.scaledBy(10).evaluate(subject.point());

        assertThat(kept.get()).isEqualTo(3);
    }

    @Test
    void an_accuracy_is_scaled_with_the_value() {
        Subject rough = likelihoodWithDescent.withAccuracy(1e-6);

        assertThat(rough.scaledBy(-4).accuracy()).isEqualTo(4e-6);
        assertThat(rough.maximised().accuracy()).isEqualTo(1e-6);
        assertThat(likelihoodWithDescent.maximised().withAccuracy(1e-6).accuracy())
                .isEqualTo(1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY})
    void refuses_a_factor_that_leaves_nothing(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> likelihoodWithDescent.scaledBy(factor))
                .withMessage("factor: found " + factor + ", wanted a finite number other than 0");
    }

    @Test
    void a_precision_is_declared_and_nothing_else_changes() {
        Subject single = likelihoodWithDescent.withPrecision(Precision.FLOAT);

        assertThat(single.precision()).isEqualTo(Precision.FLOAT);
        assertThat(single.maximised().precision()).isEqualTo(Precision.FLOAT);
        assertThat(single.withPrecision(Precision.DOUBLE).precision()).isEqualTo(Precision.DOUBLE);
        assertThat(single.evaluate(single.point()).get())
                .isEqualTo(likelihoodWithDescent
                        .evaluate(likelihoodWithDescent.point())
                        .get());
    }

    @Test
    void a_right_float_layer_passes() {
        GradientReport report = check(floatLayer(new FloatScale(1)));

        assertThat(report.findings())
                .extracting(Finding::name, Finding::verdict, Finding::vacuous)
                .containsExactly(tuple("input", Verdict.PASS, false), tuple("c", Verdict.PASS, false));
    }

    @Test
    void a_float_layer_with_a_missing_factor_fails_in_its_parameter() {
        GradientReport report = check(floatLayer(new FloatScale(0.5f)));

        assertThat(report.findings()).extracting(Finding::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(report.finding("c").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactlyInAnyOrder("[0]", "[1]", "[2]");
    }

    private static Subject floatLayer(FloatScale layer) {
        return Subject.layer("float scale", layer, Tensor.vector(0.5, -1.25, 2)).withPrecision(Precision.FLOAT);
    }

    private static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    private static double squares(double m) {
        double sum = 0;
        for (double d : DATA) {
            sum += (m - d) * (m - d);
        }
        return sum;
    }

    private static double slope(double m) {
        double sum = 0;
        for (double d : DATA) {
            sum += 2 * (m - d);
        }
        return sum;
    }

    /** y_i = (c_i x_i)^2 in single precision; its parameter's gradient times a factor. */
    private static final class FloatScale implements Layer {

        private final float[] c = {0.7f, 1.3f, -0.4f};
        private final float[] dc = new float[3];
        private final float factor;
        private float[] x = {};

        FloatScale(float factor) {
            this.factor = factor;
        }

        @Override
        public Tensor forward(Tensor input) {
            x = floats(input);
            float[] y = new float[3];
            for (int i = 0; i < 3; i++) {
                float cx = c[i] * x[i];
                y[i] = cx * cx;
            }
            return tensor(y);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            float[] dy = floats(outputGradient);
            float[] dx = new float[3];
            for (int i = 0; i < 3; i++) {
                dc[i] += factor * 2 * dy[i] * c[i] * x[i] * x[i];
                dx[i] = 2 * dy[i] * c[i] * c[i] * x[i];
            }
            return tensor(dx);
        }

        @Override
        public List<Parameter> parameters() {
            Parameter parameter = Parameter.of(
                    "c", () -> tensor(c), value -> System.arraycopy(floats(value), 0, c, 0, 3), () -> tensor(dc));
            return List.of(parameter.clearedBy(() -> Arrays.fill(dc, 0)));
        }

        private static float[] floats(Tensor tensor) {
            float[] floats = new float[tensor.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) tensor.values()[i];
            }
            return floats;
        }

        private static Tensor tensor(float[] floats) {
            double[] values = new double[floats.length];
            for (int i = 0; i < floats.length; i++) {
                values[i] = floats[i];
            }
            return Tensor.vector(values);
        }
    }
}
