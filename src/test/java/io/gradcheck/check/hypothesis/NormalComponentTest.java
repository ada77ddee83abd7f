package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Separable;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Gradients by variables of unit norm that lack the component along them, or have one that the function lacks. */
class NormalComponentTest {

    private static final double[] C = {0.7, -1.1, 0.4, 0.9, 1.3, -0.6, 0.2, 0.8};

    @Test
    void a_gradient_projected_onto_the_sphere_is_named() {
        assertThat(diagnoses(false, NormalComponentTest::projected, unit(1, 4), 4))
                .singleElement()
                .satisfies(named -> {
                    assertThat(named.kind()).isEqualTo(Mistake.NORMAL_COMPONENT);
                    assertThat(named.toString())
                            .startsWith("normal component left out; x has unit norm; analytic is orthogonal to it, and "
                                    + "numeric is analytic plus a multiple of it; ratio ");
                });
    }

    @Test
    void so_is_one_projected_row_by_row() {
        assertThat(diagnoses(false, NormalComponentTest::projected, unit(2, 4), 2, 4))
                .extracting(Diagnosis::toString)
                .singleElement()
                .asString()
                .startsWith("normal component left out; each row of x has unit norm; ");
    }

    @Test
    void a_component_that_the_function_does_not_have_is_named() {
        assertThat(diagnoses(true, UnaryOperator.identity(), unit(1, 4), 4))
                .extracting(Diagnosis::toString)
                .singleElement()
                .asString()
                .startsWith("normal component that the function does not have; x has unit norm, and without its "
                        + "component along it the gradient is right; ratio ");
        assertThat(diagnoses(true, UnaryOperator.identity(), unit(2, 4), 2, 4))
                .extracting(Diagnosis::mistake)
                .containsExactly("normal component that the function does not have");
    }

    @Test
    void another_component_is_not_the_normal_one() {
        assertThat(diagnoses(
                        false,
                        x -> {
                            double[] g = projected(x);
                            g[0] += 0.01;
                            return g;
                        },
                        unit(1, 4),
                        4))
                .isEmpty();
    }

    @Test
    void a_value_of_another_norm_is_on_no_unit_sphere() {
        double[] longer = unit(1, 4);
        Arrays.setAll(longer, i -> 1.1 * longer[i]);

        assertThat(diagnoses(
                        false,
                        x -> {
                            double[] g = gradient(x);
                            double along = (g[0] * x[0] + g[1] * x[1] + g[2] * x[2] + g[3] * x[3]) / 1.21;
                            return new double[] {
                                g[0] - along * x[0], g[1] - along * x[1], g[2] - along * x[2], g[3] - along * x[3]
                            };
                        },
                        longer,
                        4))
                .extracting(Diagnosis::kind)
                .containsExactly(Mistake.REGULARISER);
    }

    @Test
    void along_an_axis_one_entry_alone_is_wrong() {
        assertThat(diagnoses(false, NormalComponentTest::projected, new double[] {0, 0, 1, 0}, 4))
                .extracting(Diagnosis::mistake)
                .containsExactly("one entry");
    }

    /** {@code sum c_i sin(x_i)}, or the same of rows that are scaled to unit norm first. */
    private static List<Diagnosis> diagnoses(
            boolean scaled, UnaryOperator<double[]> reported, double[] at, int... shape) {
        UnaryOperator<double[]> wrong = scaled ? NormalComponentTest::gradient : reported;
        return Separable.diagnoses(
                Subject.of(
                        "on a sphere",
                        Map.of("x", Tensor.of(shape, at)),
                        point -> {
                            double[] x = point.get("x").values();
                            return Tensor.scalar(value(scaled ? scaledRows(x) : x));
                        },
                        (point, u) -> Map.of(
                                "x",
                                Tensor.of(
                                        shape,
                                        Arrays.stream(wrong.apply(point.get("x").values()))
                                                .map(g -> g * u.get())
                                                .toArray()))),
                "x");
    }

    private static double value(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += C[i] * Math.sin(x[i]);
        }
        return sum;
    }

    private static double[] gradient(double[] x) {
        double[] g = new double[x.length];
        Arrays.setAll(g, i -> C[i] * Math.cos(x[i]));
        return g;
    }

    /** The gradient without its component along each row of four. */
    private static double[] projected(double[] x) {
        double[] g = gradient(x);
        for (int row = 0; row < x.length; row += 4) {
            double along = 0;
            for (int i = row; i < row + 4; i++) {
                along += g[i] * x[i];
            }
            for (int i = row; i < row + 4; i++) {
                g[i] -= along * x[i];
            }
        }
        return g;
    }

    private static double[] scaledRows(double[] x) {
        double[] scaled = x.clone();
        for (int row = 0; row < x.length; row += 4) {
            double norm = Math.sqrt(
                    x[row] * x[row] + x[row + 1] * x[row + 1] + x[row + 2] * x[row + 2] + x[row + 3] * x[row + 3]);
            for (int i = row; i < row + 4; i++) {
                scaled[i] /= norm;
            }
        }
        return scaled;
    }

    private static double[] unit(int rows, int length) {
        double[] x = new double[rows * length];
        Arrays.setAll(x, i -> 0.3 + 0.1 * ((i * 7) % 5));
        return scaledRows(x);
    }
}
