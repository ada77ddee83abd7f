package io.gradcheck.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What arguments must be, and how they are refused. */
class ArgumentTest {

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_whole_number_has_a_least() {
        assertThat(Argument.atLeast("n", 3, 3)).isEqualTo(3);
        assertThat(Argument.atLeast("n", Long.MAX_VALUE, 0)).isEqualTo(Long.MAX_VALUE);
        assertRefused(() -> Argument.atLeast("n", 2, 3), "n: found 2, wanted at least 3");
        assertRefused(() -> Argument.atLeast("n", -1L, 0), "n: found -1, wanted at least 0");
    }

    @Test
    void a_share_is_from_0_to_1() {
        assertThat(Argument.share("s", 0)).isZero();
        assertThat(Argument.share("s", 1)).isEqualTo(1);
        assertRefused(() -> Argument.share("s", 1.5), "s: found 1.5, wanted a number from 0 to 1");
        assertRefused(() -> Argument.share("s", -0.5), "s: found -0.5, wanted a number from 0 to 1");
        assertRefused(() -> Argument.share("s", Double.NaN), "s: found NaN, wanted a number from 0 to 1");
    }

    @Test
    void there_is_a_name_for_each_entry_along_the_last_axis() {
        int[] matrix = {3, 2};
        String unreadable = ", wanted a text that can be read on one line";

        assertThat(Argument.namesAlongLastAxis("n", List.of("u", "v"), matrix)).containsExactly("u", "v");
        assertThat(Argument.namesAlongLastAxis("n", List.of(), new int[] {2, 0}))
                .isEmpty();
        assertRefused(
                () -> Argument.namesAlongLastAxis("n", List.of("u", "v", "w"), matrix),
                "n: found 3 names, wanted 2, one for each entry along the last axis of shape [3, 2]");
        assertRefused(
                () -> Argument.namesAlongLastAxis("n", List.of("u"), new int[0]),
                "n: found 1 name, wanted none: a scalar has a single entry and no axis, so leave them out");
        assertRefused(
                () -> Argument.namesAlongLastAxis("n", List.of("u", ""), matrix),
                "n: found \"\" as name 1" + unreadable);
        assertRefused(
                () -> Argument.namesAlongLastAxis("n", List.of("u\n", "v"), matrix),
                "n: found \"u\n\" as name 0" + unreadable);
        assertRefused(
                () -> Argument.namesAlongLastAxis("n", List.of("u", "u"), matrix),
                "n: found \"u\" twice, wanted another name for each entry");
    }

    @Test
    void a_positive_number_is_above_0() {
        assertThat(Argument.positive("p", Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertRefused(() -> Argument.positive("p", 0), "p: found 0.0, wanted a number above 0");
        assertRefused(() -> Argument.positive("p", Double.NaN), "p: found NaN, wanted a number above 0");
    }

    @Test
    void a_finite_number_may_be_0() {
        assertThat(Argument.finiteFromZero("a", 0)).isZero();
        assertRefused(() -> Argument.finiteFromZero("a", -1), "a: found -1.0, wanted a finite number of at least 0");
        assertRefused(
                () -> Argument.finiteFromZero("a", Double.POSITIVE_INFINITY),
                "a: found Infinity, wanted a finite number of at least 0");
        assertRefused(
                () -> Argument.finiteFromZero("a", Double.NaN), "a: found NaN, wanted a finite number of at least 0");
    }

    @Test
    void a_range_has_something_in_it() {
        Argument.range("r", 2, 2);
        assertRefused(() -> Argument.range("r", 3, 2), "r: found the range 3..2, wanted least <= most");
    }

    @Test
    void of_some_there_is_one() {
        List<String> one = List.of("a");
        assertThat(Argument.some("names", one)).isSameAs(one);
        assertRefused(() -> Argument.some("names", List.of()), "names: found none, wanted at least one");
    }
}
