package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where an impossible case is looked for in what code throws. */
class SkippedCaseExceptionTest {

    private static SkippedCaseException skip(String reason) {
        return new SkippedCaseException(reason, null);
    }

    @Test
    void it_is_found_itself_and_among_causes() {
        SkippedCaseException impossible = skip("too short");

        assertThat(SkippedCaseException.in(impossible)).containsSame(impossible);
        assertThat(SkippedCaseException.in(new AssertionError(new IllegalStateException(impossible))))
                .containsSame(impossible);
    }

    @Test
    void the_outermost_of_several_is_the_reason() {
        SkippedCaseException inner = skip("inner");
        SkippedCaseException outer = new SkippedCaseException("outer", inner);

        assertThat(SkippedCaseException.in(new IllegalStateException(outer))).containsSame(outer);
    }

    @Test
    void nothing_is_found_in_nothing_nor_in_other_exceptions() {
        assertThat(SkippedCaseException.in(null)).isEmpty();
        assertThat(SkippedCaseException.in(new IllegalStateException(new AssertionError("wrong"))))
                .isEmpty();
    }

    @Test
    void causes_that_go_in_a_circle_come_to_an_end() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException other = new IllegalStateException("other", one);
        one.initCause(other);

        assertThat(SkippedCaseException.in(one)).isEmpty();
    }
}
