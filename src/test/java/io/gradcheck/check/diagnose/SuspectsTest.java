package io.gradcheck.check.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.Separable;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mistakes that a subject suspects itself of, among what is named; and how many variables each explains. */
class SuspectsTest {

    private static final Separable RIGHT = Separable.of("W", 2, 3).and("b", 2).and("c", 2);

    /** Wrong gradients that replace some variables' right ones. */
    private record Suspicious(Subject wrong, Map<String, Map<String, Tensor>> changes) implements Subject {

        @Override
        public String name() {
            return wrong.name();
        }

        @Override
        public Map<String, Tensor> point() {
            return wrong.point();
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            return wrong.evaluate(at);
        }

        @Override
        public Line along(String variable, Tensor direction) {
            return wrong.along(variable, direction);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return wrong.gradient(at, upstream);
        }

        @Override
        public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
            Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
            changes.forEach((mistake, changed) -> {
                Map<String, Tensor> gradients = new HashMap<>(RIGHT.subject().gradient(at, upstream));
                changed.forEach((variable, values) -> gradients.put(variable, multiplied(values, upstream.get())));
                suspects.put(mistake, gradients);
            });
            return suspects;
        }
    }

    private static Tensor multiplied(Tensor tensor, double factor) {
        Tensor product = tensor.copy();
        for (int i = 0; i < product.size(); i++) {
            product.values()[i] *= factor;
        }
        return product;
    }

    /** Random numbers, as a gradient that no general hypothesis explains. */
    private static Tensor strange(int seed, int... shape) {
        return Separable.of("strange" + seed, shape).gradient("strange" + seed);
    }

    private static final Tensor STRANGE_W = strange(1, 2, 3);
    private static final Tensor STRANGE_B = strange(2, 2);
    private static final Tensor STRANGE_C = strange(3, 2);

    private static Subject wrong(Map<String, Tensor> reported, Map<String, Map<String, Tensor>> suspects) {
        Separable wrong = Separable.of("W", 2, 3).and("b", 2).and("c", 2);
        reported.forEach((variable, tensor) -> wrong.wrong(variable, g -> tensor));
        return new Suspicious(wrong.subject(), suspects);
    }

    private static List<String> mistakes(Subject subject, String variable) {
        return Separable.diagnoses(subject, variable).stream()
                .map(Diagnosis::mistake)
                .toList();
    }

    @Test
    void a_suspect_that_is_what_is_reported_is_named_with_the_distance() {
        Subject subject = wrong(Map.of("W", STRANGE_W), Map.of("step forgotten", Map.of("W", STRANGE_W)));

        assertThat(Separable.diagnoses(subject, "W"))
                .singleElement()
                .extracting(Diagnosis::toString)
                .asString()
                .startsWith(
                        "step forgotten; the reported gradient is what that mistake makes, within 1e-16 of its largest "
                                + "entry; ratio analytic/numeric varies from ");
    }

    @Test
    void a_suspect_may_be_apart_by_rounding() {
        Subject subject =
                wrong(Map.of("W", STRANGE_W), Map.of("step forgotten", Map.of("W", multiplied(STRANGE_W, 1 + 1e-12))));

        assertThat(Separable.diagnoses(subject, "W"))
                .singleElement()
                .extracting(Diagnosis::evidence)
                .asString()
                .contains("within 1e-12 of its largest entry");
    }

    @Test
    void a_suspect_that_is_only_close_is_not_named() {
        Subject subject =
                wrong(Map.of("W", STRANGE_W), Map.of("step forgotten", Map.of("W", multiplied(STRANGE_W, 1 + 1e-7))));

        assertThat(Separable.diagnoses(subject, "W")).isEmpty();
    }

    @Test
    void a_suspect_that_is_the_right_gradient_but_for_less_than_the_error_is_not_named() {
        Tensor right = RIGHT.gradient("b");
        Tensor reported = right.copy();
        reported.values()[0] += 1e-9;
        Tensor suspect = right.copy();
        suspect.values()[1] += 5e-10;
        Subject subject = wrong(Map.of("b", reported), Map.of("step forgotten", Map.of("b", suspect)));

        assertThat(mistakes(subject, "b")).isNotEmpty().doesNotContain("step forgotten");
    }

    @Test
    void a_suspect_that_makes_the_whole_gradient_comes_before_one_that_makes_a_part() {
        Subject subject = wrong(
                Map.of("W", STRANGE_W),
                Map.of(
                        "in W and b", Map.of("W", STRANGE_W, "b", STRANGE_B),
                        "in W", Map.of("W", STRANGE_W)));

        assertThat(mistakes(subject, "W")).containsExactly("in W");
    }

    @Test
    void a_suspect_that_makes_a_part_is_named_if_there_is_no_better_one() {
        Subject subject = wrong(
                Map.of("W", STRANGE_W, "c", STRANGE_C),
                Map.of("in W and b", Map.of("W", STRANGE_W, "b", STRANGE_B), "in c", Map.of("c", STRANGE_C)));

        assertThat(mistakes(subject, "W")).containsExactly("in W and b");
        assertThat(mistakes(subject, "c")).containsExactly("in c");
    }

    @Test
    void a_part_comes_after_what_explains_the_variable_by_itself() {
        Tensor flipped = multiplied(RIGHT.gradient("b"), -1);
        Subject subject = wrong(Map.of("b", flipped), Map.of("in W and b", Map.of("W", STRANGE_W, "b", flipped)));

        assertThat(mistakes(subject, "b")).containsExactly("sign flipped", "in W and b");
    }

    @Test
    void a_whole_gradient_and_a_flipped_sign_or_a_round_factor_are_both_said() {
        Tensor flipped = multiplied(RIGHT.gradient("b"), -1);
        Tensor doubled = multiplied(RIGHT.gradient("c"), 2);

        assertThat(mistakes(wrong(Map.of("b", flipped), Map.of("in b", Map.of("b", flipped))), "b"))
                .containsExactly("sign flipped", "in b");
        assertThat(mistakes(wrong(Map.of("c", doubled), Map.of("in c", Map.of("c", doubled))), "c"))
                .containsExactly("in c", "constant factor 2");
    }

    @Test
    void a_gradient_of_zeros_is_matched_with_suspects() {
        Tensor zero = Tensor.zeros(2);
        Subject subject = wrong(
                Map.of("b", zero, "W", STRANGE_W), Map.of("only the last example", Map.of("b", zero, "W", STRANGE_W)));

        assertThat(mistakes(subject, "b")).containsExactly("only the last example", "zero");
        assertThat(Separable.diagnoses(subject, "b").get(0).evidence())
                .endsWith("; analytic/numeric = 0 at 2 entries, spread 0e+00; in 2 of 2 wrong variables");
        assertThat(Separable.diagnoses(subject, "b").get(1).evidence())
                .isEqualTo("every reported entry is 0; in 1 of 2 wrong variables");
    }

    @Test
    void what_explains_more_wrong_variables_comes_first() {
        Tensor doubledB = multiplied(RIGHT.gradient("b"), 2);
        Tensor doubledC = multiplied(RIGHT.gradient("c"), 2);
        Subject subject = wrong(
                Map.of("b", doubledB, "c", doubledC), Map.of("in W and b", Map.of("W", STRANGE_W, "b", doubledB)));

        assertThat(Separable.diagnoses(subject, "b"))
                .extracting(Diagnosis::mistake)
                .containsExactly("constant factor 2", "in W and b");
        assertThat(Separable.diagnoses(subject, "b"))
                .extracting(Diagnosis::evidence)
                .allSatisfy(evidence -> assertThat(evidence).containsPattern("; in [12] of 2 wrong variables$"));
    }

    @Test
    void one_row_in_two_variables_is_no_common_cause() {
        Diagnosis row = new Diagnosis(Mistake.ONE_SLICE, "one row", "3 entries");
        Diagnosis local = new Diagnosis(Mistake.ZERO, "zero", "here");
        List<List<Diagnosis>> ordered = CommonCauses.first(List.of(List.of(local, row), List.of(), List.of(row)), 2);

        assertThat(ordered)
                .containsExactly(
                        List.of(new Diagnosis(Mistake.ZERO, "zero", "here; in 1 of 2 wrong variables"), row),
                        List.of(),
                        List.of(row));
    }

    @Test
    void a_common_cause_moves_to_the_front_and_the_others_keep_their_order() {
        Diagnosis a = new Diagnosis(Mistake.SUSPECT, "a", "1");
        Diagnosis b = new Diagnosis(Mistake.SUSPECT, "b", "2");
        Diagnosis c = new Diagnosis(Mistake.SUSPECT, "c", "3");
        List<List<Diagnosis>> ordered = CommonCauses.first(List.of(List.of(a, b, c), List.of(c), List.of(c)), 3);

        assertThat(ordered.get(0)).extracting(Diagnosis::mistake).containsExactly("c", "a", "b");
        assertThat(ordered.get(0).get(0)).hasToString("c; 3; in 3 of 3 wrong variables");
    }

    @Test
    void a_single_wrong_variable_has_no_count() {
        Diagnosis a = new Diagnosis(Mistake.SUSPECT, "a", "1");

        assertThat(CommonCauses.first(List.of(List.of(a), List.of()), 1)).containsExactly(List.of(a), List.of());
    }
}
