package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Lines;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The outputs of a subject as one number, and what that number rounds to. */
class ContractionTest {

    private static final Tensor OUTPUT = Tensor.vector(3, -4);
    private static final Direction ALONG = Direction.of(Tensor.vector(2));

    private final Evaluations evaluations = new Evaluations(100);

    private static Subject powers(double x) {
        return VectorFunctions.vjp(
                "powers", a -> new double[] {a[0], a[0] * a[0]}, (a, u) -> new double[] {u[0] + 2 * a[0] * u[1]}, x);
    }

    @Test
    void the_unit_is_the_weight_of_a_single_output_and_one_for_several() {
        assertThat(new Contraction(powers(1), Tensor.vector(-4), 0).unit()).isEqualTo(-4);
        assertThat(new Contraction(powers(1), Tensor.vector(-4, 3), 0).unit()).isEqualTo(1);
        assertThat(new Contraction(powers(1), Tensor.vector(-4, 3), 0).weight()).isEqualTo(7);
    }

    @Test
    void in_double_roundings_of_outputs_add_up_and_in_single_precision_they_are_independent() {
        Tensor upstream = Tensor.vector(1, -1);

        assertThat(new Contraction(powers(1), upstream, 0).rounding(OUTPUT)).isEqualTo(7 * 0x1p-53);
        assertThat(new Contraction(powers(1).withPrecision(Precision.FLOAT), upstream, 0).rounding(OUTPUT))
                .isCloseTo(5 * 0x1p-24, within(1e-15));
    }

    @Test
    void along_a_line_it_is_the_weighted_sum_of_the_outputs_at_one_evaluation_a_value() {
        DoubleUnaryOperator phi = new Contraction(powers(3), Tensor.vector(10, -1), 0).along("x", ALONG, evaluations);

        assertThat(phi.applyAsDouble(0)).isEqualTo(30 - 9);
        assertThat(phi.applyAsDouble(0.5)).isEqualTo(40 - 16);
        assertThat(evaluations.spent()).isEqualTo(2);
    }

    @Test
    void outside_the_domain_it_is_no_number_and_a_wrong_result_is_no_matter_of_the_domain() {
        Subject edge = Subject.scalar(
                "edge",
                x -> {
                    if (x > 1) {
                        throw new ArithmeticException("beyond the edge");
                    }
                    return x;
                },
                x -> 1,
                1);
        Subject growing = VectorFunctions.vjp(
                "growing", a -> a[0] > 1 ? new double[] {1, 2} : new double[] {1}, (a, u) -> new double[] {0}, 1);
        DoubleUnaryOperator grows = new Contraction(growing, Tensor.vector(1), 0).along("x", ALONG, evaluations);

        assertThat(new Contraction(edge, Tensor.scalar(1), 0)
                        .along("x", ALONG, evaluations)
                        .applyAsDouble(1))
                .isNaN();
        Contraction ofGrowing = new Contraction(growing, Tensor.vector(1), 0);
        assertThat(new Contraction(edge, Tensor.scalar(1), 0).at(at(2), evaluations))
                .isNaN();
        assertThat(ofGrowing.at(at(0.5), evaluations)).isEqualTo(1);
        assertThatThrownBy(() -> ofGrowing.at(at(2), evaluations)).isInstanceOf(WrongResultException.class);
        assertThat(grows.applyAsDouble(-1)).isEqualTo(1);
        assertThatThrownBy(() -> grows.applyAsDouble(1)).isInstanceOf(WrongResultException.class);
    }

    @Test
    void a_value_that_is_known_at_the_point_is_not_computed_again_where_lines_begin_with_it() {
        Contraction evaluating = new Contraction(powers(3), Tensor.vector(10, -1), 0);
        Contraction another = new Contraction(withLinesOfItsOwn(powers(3)), Tensor.vector(10, -1), 0);

        assertThat(evaluating.along("x", ALONG, 7, evaluations).applyAsDouble(0))
                .isEqualTo(7);
        assertThat(evaluations.spent()).isZero();
        assertThat(evaluating.along("x", ALONG, 7, evaluations).applyAsDouble(0.5))
                .isEqualTo(40 - 16);
        assertThat(another.along("x", ALONG, 7, evaluations).applyAsDouble(0)).isEqualTo(30 - 9);
        assertThat(evaluations.spent()).isEqualTo(2);
    }

    private static Subject withLinesOfItsOwn(Subject subject) {
        return new ForwardingSubject(subject) {
            @Override
            public Lines lines() {
                Lines lines = super.lines();
                return (variable, direction) -> {
                    Line line = lines.along(variable, direction);
                    return (t, output) -> {
                        line.at(t, output);
                    };
                };
            }
        };
    }

    private static NamedTensors at(double x) {
        return NamedTensors.of(Map.of("x", Tensor.vector(x)));
    }

    @Test
    void lines_are_asked_of_the_subject_once() {
        int[] asked = {0};
        Subject counted = new ForwardingSubject(powers(1)) {
            @Override
            public Lines lines() {
                asked[0]++;
                return super.lines();
            }
        };
        Contraction contraction = new Contraction(counted, Tensor.vector(1, 1), 0);

        contraction.along("x", ALONG, evaluations);
        contraction.along("x", ALONG, evaluations);

        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void of_another_subject_or_with_other_weights_the_rest_is_the_same() {
        Contraction contraction = new Contraction(powers(1), Tensor.vector(1, 2), 1e-3);
        Subject other = powers(2);
        Tensor weights = Tensor.vector(5, 6);

        assertThat(contraction.of(other).subject()).isSameAs(other);
        assertThat(contraction.of(other).upstream()).isSameAs(contraction.upstream());
        assertThat(contraction.of(other).accepted()).isEqualTo(1e-3);
        assertThat(contraction.with(weights).subject()).isSameAs(contraction.subject());
        assertThat(contraction.with(weights).upstream()).isSameAs(weights);
        assertThat(contraction.with(weights).accepted()).isEqualTo(1e-3);
    }

    @Test
    void in_other_units_it_knows_the_contraction_that_it_was_made_of() {
        Contraction contraction = new Contraction(powers(8), Tensor.vector(1, 0), 0);
        Units eights = Units.ofAbout(Map.of("x", new double[] {8}));

        Contraction inEights = contraction.in(eights);

        assertThat(inEights.units()).isSameAs(eights);
        assertThat(inEights.ofSubject()).isSameAs(contraction);
        assertThat(contraction.ofSubject()).isSameAs(contraction);
        assertThat(inEights.along("x", ALONG, evaluations).applyAsDouble(1)).isEqualTo(8 + 2 * 8);
    }
}
