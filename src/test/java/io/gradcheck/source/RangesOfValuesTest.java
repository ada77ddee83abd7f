package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.SubjectDescription;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifolds;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Subjects of cases know in which range the values of their variables were declared to be. */
class RangesOfValuesTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    static Stream<Arguments> ranges() {
        return Stream.of(
                Arguments.of(Values.between(-1, 2), new SubjectDescription.Range(-1, 2)),
                Arguments.of(Values.between(-1, 2).only(Values.Kind.ZEROS), new SubjectDescription.Range(-1, 2)),
                Arguments.of(Values.positive(), new SubjectDescription.Range(0, INFINITY)),
                Arguments.of(Values.logUniform(1e-3, 1e3), new SubjectDescription.Range(1e-3, 1e3)),
                Arguments.of(Values.probability(), new SubjectDescription.Range(0, 1)),
                Arguments.of(Values.simplex(), new SubjectDescription.Range(0, 1)),
                Arguments.of(Values.simplexWithZeros(), new SubjectDescription.Range(0, 1)),
                Arguments.of(Values.unitNorm(), new SubjectDescription.Range(-1, 1)));
    }

    static Stream<Values> unbounded() {
        return Stream.of(
                Values.any(),
                Values.normal(),
                Values.angles(),
                Values.between(2, 2),
                Values.labels(3).variable(),
                Values.sorted(),
                Values.simplex().along(Manifolds.simplex(), GradientKind.AMBIENT));
    }

    private static FunctionSource source(Values values, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        return FunctionSource.of(
                        "f", (s, v) -> Subject.scalar("f", f, slope, v.get("x").values()))
                .input("x", s -> values, s -> new int[] {s.width()});
    }

    private static Map<String, SubjectDescription.Range> ranges(Values values) {
        return source(values, x -> x, x -> 1).at(1, 0).subject().ranges();
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void a_variable_has_the_range_of_its_values(Values values, SubjectDescription.Range range) {
        assertThat(ranges(values)).isEqualTo(Map.of("x", range));
    }

    @ParameterizedTest
    @MethodSource("unbounded")
    void one_whose_values_have_no_bounds_has_none(Values values) {
        assertThat(ranges(values)).isEmpty();
    }

    @Test
    void a_constant_has_none() {
        FunctionSource withMask = source(Values.any(), x -> x, x -> 1)
                .input("m", s -> Values.between(0, 1).constant(), s -> new int[] {s.width()});

        assertThat(withMask.at(1, 0).subject().ranges()).isEmpty();
    }

    @Test
    void values_outside_that_are_written_by_hand_have_none() {
        Subject outside = source(Values.between(0, 1), x -> x, x -> 1)
                .subject(Map.of("width", 2), Map.of("x", Tensor.vector(0.5, 3)), 0);

        assertThat(outside.ranges()).isEmpty();
    }

    @Test
    void a_function_that_clamps_beyond_the_range_of_its_values_has_no_finding() {
        Campaign.of(source(Values.between(0, 1), x -> Math.min(x, 1) * Math.max(x, 0) + x, x -> 2 * x + 1))
                .tries(200)
                .run()
                .throwIfFailed();
        Campaign.of(source(Values.probability(), x -> -Math.log(Math.max(x, 1e-15)), x -> -1 / x))
                .tries(200)
                .run()
                .throwIfFailed();
    }

    @Test
    void the_same_mistake_in_a_wider_range_is_found() {
        assertThat(Campaign.of(source(Values.between(-1, 2), x -> Math.min(x, 1) * Math.max(x, 0) + x, x -> 2 * x + 1))
                        .tries(200)
                        .run()
                        .failed())
                .isTrue();
    }
}
