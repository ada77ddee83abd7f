package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Where an exception that is declared to mean an impossible case does mean one, and where it is a mistake all the same. */
class RefusedCasesTest {

    private static final int CASES = 60;

    /** A square root that refuses negative numbers in its forward pass. */
    private static class Root implements Layer {
        private Tensor x = Tensor.scalar(0);

        @Override
        public Tensor forward(Tensor input) {
            x = input.copy();
            Tensor y = input.copy();
            for (int i = 0; i < y.size(); i++) {
                if (y.values()[i] < 0) {
                    throw new IllegalArgumentException("found " + y.values()[i] + ", wanted 0 or more");
                }
                y.values()[i] = Math.sqrt(y.values()[i]);
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            Tensor dx = outputGradient.copy();
            for (int i = 0; i < dx.size(); i++) {
                dx.values()[i] /= 2 * Math.sqrt(x.values()[i]);
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    private static LayerSource roots(Supplier<Layer> root) {
        return LayerSource.of("root", s -> root.get(), s -> new int[] {1}).inputs(s -> Values.between(-1, 2));
    }

    /** Checks cases, and counts those that are skipped. */
    private static int skipped(SubjectSource source, List<Verdict> expected) {
        int skipped = 0;
        for (int index = 0; index < CASES; index++) {
            try {
                GradientReport report =
                        GradientChecker.standard().check(source.at(1, index).subject());
                assertThat(report.verdict()).as("case %s:%n%s", index, report).isIn(expected);
            } catch (SkippedCaseException impossible) {
                skipped++;
            } catch (IllegalArgumentException atPoint) {
                assertThat(atPoint).hasCauseInstanceOf(SkippedCaseException.class);
                skipped++;
            }
        }
        return skipped;
    }

    @Test
    void a_forward_pass_that_refuses_the_point_makes_the_case_impossible() {
        assertThat(skipped(
                        roots(Root::new).skipping(IllegalArgumentException.class),
                        List.of(Verdict.PASS, Verdict.KINK, Verdict.INCONCLUSIVE)))
                .isBetween(10, 35);
    }

    @Test
    void without_the_declaration_it_is_an_error_of_its_own() {
        SubjectSource source = roots(Root::new).inputs(s -> Values.between(-2, -1));

        assertThatThrownBy(
                        () -> GradientChecker.standard().check(source.at(1, 0).subject()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void another_exception_is_an_error_all_the_same() {
        SubjectSource source =
                roots(Root::new).inputs(s -> Values.between(-2, -1)).skipping(IllegalStateException.class);

        assertThatThrownBy(
                        () -> GradientChecker.standard().check(source.at(1, 0).subject()))
                .hasCauseExactlyInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void in_single_precision_the_point_is_refused_too() {
        assertThat(skipped(
                        roots(Root::new)
                                .inputs(s -> Values.between(-2, -1))
                                .skipping(IllegalArgumentException.class)
                                .withPrecision(Precision.FLOAT),
                        List.of()))
                .isEqualTo(CASES);
    }

    @Test
    void a_gradient_that_throws_it_is_a_mistake() {
        SubjectSource source = roots(() -> new Root() {
                    @Override
                    public Tensor backward(Tensor outputGradient) {
                        throw new IllegalArgumentException("not yet written");
                    }
                })
                .inputs(s -> Values.between(1, 2))
                .skipping(IllegalArgumentException.class);

        GradientReport report = GradientChecker.standard().check(source.at(1, 0).subject());

        assertThat(report.laws()).anyMatch(law -> law.law() == Law.THROWS_TOGETHER && law.verdict() == Verdict.FAIL);
    }

    @Test
    void a_point_beside_the_domain_is_no_impossible_case() {
        SubjectSource atZero =
                roots(Root::new).inputs(s -> Values.between(0, 0)).skipping(IllegalArgumentException.class);

        assertThat(skipped(atZero, List.of(Verdict.INCONCLUSIVE, Verdict.KINK, Verdict.PASS)))
                .isZero();
    }

    @Test
    void shapes_that_cannot_be_drawn_make_the_case_impossible() {
        FunctionSource tooShort = FunctionSource.of(
                        "sum", (s, v) -> Subject.of("sum", v, at -> at.get("x"), (at, u) -> Map.of("x", u)))
                .input("x", s -> new int[] {s.between("n", 1, 4) - 2});

        assertThatThrownBy(() -> first(tooShort, 20)).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(first(tooShort.skipping(IllegalArgumentException.class), 20)).isBetween(1, 19);
    }

    /** How many of the first cases are skipped. */
    private static int first(SubjectSource source, int count) {
        int skipped = 0;
        for (int index = 0; index < count; index++) {
            try {
                source.at(1, index);
            } catch (SkippedCaseException impossible) {
                skipped++;
            }
        }
        return skipped;
    }

    @Test
    void a_case_that_is_skipped_by_its_own_word_keeps_its_reason() {
        LayerSource source = LayerSource.of("root", s -> Case.<Layer>skip("never"), s -> new int[] {1})
                .skipping(RuntimeException.class);

        assertThatThrownBy(() -> source.at(1, 0))
                .isInstanceOf(SkippedCaseException.class)
                .hasMessage("never");
    }

    @Test
    void sources_of_layers_and_functions_can_be_told_in_any_order() {
        LayerSource layer = LayerSource.of("root", s -> new Root(), s -> new int[] {2})
                .skipping(IllegalStateException.class)
                .withPrecision(Precision.FLOAT)
                .only(Values.Kind.ORDINARY)
                .inSmallSizes()
                .inputs(s -> Values.between(1, 2))
                .about(Root.class);
        FunctionSource gate = FunctionSource.ofOperation(
                        "gate", s -> Operation.of(in -> Map.of("y", in.get("x")), (in, d) -> Map.of("x", d.get("y"))))
                .inSmallSizes()
                .only(Values.Kind.ZEROS)
                .withPrecision(Precision.FLOAT)
                .skipping(IllegalStateException.class)
                .input("x", s -> Values.between(1, 2), s -> new int[] {s.between("n", 1, 8)});

        Subject root = layer.at(1, 0).subject();
        assertThat(root.precision()).isEqualTo(Precision.FLOAT);
        assertThat(root.classUnderTest()).isEqualTo(Root.class);
        assertThat(Arrays.stream(root.point().get("input").values())).allMatch(x -> x >= 1 && x <= 2);
        assertThat(gate.at(1, 0).subject().precision()).isEqualTo(Precision.FLOAT);
        for (int index = 0; index < CASES; index++) {
            assertThat(gate.at(1, index).subject().point().get("x").size()).isBetween(1, 2);
        }
    }
}
