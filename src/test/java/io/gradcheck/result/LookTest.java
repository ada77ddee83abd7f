package io.gradcheck.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which findings are one mistake. */
class LookTest {

    private static final Look SIGN_OF_W = new Look("sign flipped", Set.of("W"));

    @Test
    void one_diagnosis_of_a_variable_is_one_mistake_whatever_else_has_it_too() {
        assertThat(SIGN_OF_W.isSame(new Look("sign flipped", Set.of("W", "b")))).isTrue();
        assertThat(SIGN_OF_W.isSame(new Look("sign flipped", Set.of("b")))).isFalse();
        assertThat(SIGN_OF_W.isSame(new Look("zero", Set.of("W")))).isFalse();
    }

    @Test
    void files_that_do_not_name_the_variables_go_by_the_diagnosis() {
        assertThat(SIGN_OF_W.isSame(new Look("sign flipped", Set.of()))).isTrue();
        assertThat(SIGN_OF_W.isSame(new Look("zero", Set.of()))).isFalse();
    }

    @Test
    void what_has_no_diagnosis_goes_by_its_variables() {
        Look undiagnosed = new Look(Look.undiagnosed(Set.of("W")), Set.of("W"));

        assertThat(SIGN_OF_W.isSame(undiagnosed)).isTrue();
        assertThat(undiagnosed.isSame(SIGN_OF_W)).isTrue();
        assertThat(undiagnosed.isSame(new Look("sign flipped", Set.of("b")))).isFalse();
    }

    @Test
    void a_law_is_one_mistake_by_its_name() {
        assertThat(new Look("law SHAPES", Set.of()).isSame(new Look("law SHAPES", Set.of())))
                .isTrue();
        assertThat(new Look("law SHAPES", Set.of()).isSame(new Look("law FINITE", Set.of())))
                .isFalse();
    }

    @Test
    void two_checks_are_the_same_only_if_none_has_a_mistake_more() {
        Look zeroOfB = new Look("zero", Set.of("b"));

        assertThat(Look.areSame(List.of(SIGN_OF_W, zeroOfB), List.of(zeroOfB, SIGN_OF_W)))
                .isTrue();
        assertThat(Look.areSame(List.of(SIGN_OF_W, zeroOfB), List.of(SIGN_OF_W)))
                .isFalse();
        assertThat(Look.areSame(List.of(SIGN_OF_W, SIGN_OF_W), List.of(SIGN_OF_W, zeroOfB)))
                .isFalse();
    }

    @Test
    void a_signature_is_told_with_the_numbers_of_a_case_that_has_them() {
        String text =
                "f: gradient of x is WRONG\n  looks like: constant factor -1/20; spread 2e-14\n  or looks like: rolled by one "
                        + "along axis 1; fits";

        assertThat(Look.inWords("constant factor #", text)).isEqualTo("constant factor -1/20");
        assertThat(Look.inWords("rolled by one along axis #", text)).isEqualTo("rolled by one along axis 1");
        assertThat(Look.inWordsOfOne("constant factor #", text)).isEqualTo("constant factor -1/20 or the like");
        assertThat(Look.inWords("found shape [#, #] (of #1)", "found shape [3, 1e-5] (of #1)"))
                .isEqualTo("found shape [3, 1e-5] (of #1)");
    }

    @Test
    void a_signature_stays_what_it_is_where_there_are_no_numbers_or_none_are_known() {
        assertThat(Look.inWords("sign flipped", "looks like: sign flipped 3")).isEqualTo("sign flipped");
        assertThat(Look.inWords("constant factor #", "looks like: constant offset 3"))
                .isEqualTo("constant factor #");
        assertThat(Look.inWordsOfOne("zero", "looks like: zero")).isEqualTo("zero");
        assertThat(Look.inWordsOfOne("constant factor #", "")).isEqualTo("constant factor #");
    }
}
