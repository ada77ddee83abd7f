package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.CountKind;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Whether derivatives were taken at the output instead of at the input, entry by entry of {@code y_i = f(x_i)}. */
class OutputForInputTest {

    private static final double[] AT = {0.3, 0.5, -0.7, 1.1, -0.4, 0.8};

    private final Evaluations evaluations = new Evaluations(Integer.MAX_VALUE);

    @Test
    void derivatives_at_the_output_are_told_by_four_entries() {
        assertThat(explained(elementwise(Math::tanh, OutputForInputTest::byTanhAtOutput), OutputForInputTest::byTanh))
                .isEqualTo(4);
    }

    @Test
    void other_wrong_derivatives_are_not_those_at_the_output() {
        assertThat(explained(elementwise(Math::tanh, x -> 2 * byTanh(x)), OutputForInputTest::byTanh))
                .isZero();
    }

    @Test
    void one_other_entry_among_those_looked_at_speaks_against_it() {
        Subject mixed = elementwise(Math::tanh, x -> x == 1.1 ? 9 : byTanhAtOutput(x));

        assertThat(explained(mixed, OutputForInputTest::byTanh)).isZero();
    }

    @Test
    void entries_that_hardly_differ_from_the_truth_tell_too_little() {
        // Four entries of five decades each, or of a fifth of one.
        Subject wrong = elementwise(Math::tanh, OutputForInputTest::byTanhAtOutput);
        double bound = bound(wrong);

        assertThat(explained(wrong, x -> byTanhAtOutput(x) + 1e5 * bound)).isEqualTo(4);
        assertThat(explained(wrong, x -> byTanhAtOutput(x) + 1.5 * bound)).isZero();
    }

    @Test
    void an_output_in_another_shape_is_no_input_and_costs_nothing() {
        Subject sum = Subject.objective("sum", x -> x[0] * x[1], x -> new double[] {x[0], x[1]}, 0.3, 0.5);

        assertThat(explained(sum, x -> 0.8 - x)).isZero();
        assertThat(evaluations.spent()).isZero();
    }

    @Test
    void an_output_outside_the_domain_is_no_input() {
        assertThat(explained(elementwise(x -> x > 0.25 ? Math.log(x) : Double.NaN, x -> 1, 0.3, 0.5), x -> 1 / x))
                .isZero();
        assertThat(evaluations.spent()).as("the value there and back").isEqualTo(2);
    }

    private static double byTanh(double x) {
        return 1 - Math.tanh(x) * Math.tanh(x);
    }

    private static double byTanhAtOutput(double x) {
        return byTanh(Math.tanh(x));
    }

    private static double bound(Subject subject) {
        EvaluationPoint place = AtPoint.of(subject);
        return prober(place, new Evaluations(1000)).probeEntry(place, 0, 1).bound();
    }

    private static Prober prober(EvaluationPoint place, Evaluations evaluations) {
        return new Prober(place, "x", 0, new SplittableRandom(1), evaluations);
    }

    /** How many entries are explained, all of which are found wrong; their numeric derivatives are given. */
    private int explained(Subject subject, DoubleUnaryOperator numeric) {
        EvaluationPoint place = AtPoint.of(subject);
        double[] x = place.value("x").values();
        double[] g = place.gradient("x").values();
        List<EntryProbe> wrong = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            wrong.add(new EntryProbe(i, g[i], numeric.applyAsDouble(x[i]), 1e-12, true, true));
        }
        Localised localised = new Localised(wrong, wrong.size(), CountKind.EXACT, List.of(), false);
        Probe failed = prober(place, new Evaluations(1000)).probeAtRandom(place, Entries.all(x.length), 1);
        return new OutputForInput(prober(place, evaluations))
                .entriesExplained(new Evidence(place, "x", localised, failed));
    }

    private static Subject elementwise(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        return elementwise(f, derivative, AT);
    }

    private static Subject elementwise(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return Subject.of(
                "elementwise", Map.of("x", Tensor.vector(at)), point -> mapped(point.get("x"), f), (point, u) -> {
                    Tensor g = mapped(point.get("x"), derivative);
                    for (int i = 0; i < g.size(); i++) {
                        g.values()[i] *= u.values()[i];
                    }
                    return Map.of("x", g);
                });
    }

    private static Tensor mapped(Tensor x, DoubleUnaryOperator f) {
        Tensor mapped = x.copy();
        for (int i = 0; i < x.size(); i++) {
            mapped.values()[i] = f.applyAsDouble(x.values()[i]);
        }
        return mapped;
    }
}
