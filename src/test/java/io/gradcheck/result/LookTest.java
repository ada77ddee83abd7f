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
}
