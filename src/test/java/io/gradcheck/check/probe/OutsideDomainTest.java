package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** What is thrown says "outside the domain", unless it ends the check. */
class OutsideDomainTest {

    static Stream<Throwable> outsides() {
        return Stream.of(
                new ArithmeticException("no root of -1"),
                new AssertionError("negative"),
                new StackOverflowError(),
                new UncheckedIOException(new IOException("no row")),
                new IllegalStateException("outer", new IllegalStateException("inner")));
    }

    static Stream<Throwable> ends() {
        return Stream.of(
                new OutOfMemoryError("none left"),
                new NoClassDefFoundError("lost"),
                new ThreadDeath(),
                new CancellationException("stop"),
                new TestAbortedException("assumption"),
                new InterruptedException(),
                new UncheckedIOException(new InterruptedIOException()),
                new UncheckedIOException(new ClosedByInterruptException()),
                new IllegalStateException("outer", new IllegalStateException("inner", new InterruptedException())));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> int raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("outsides")
    void what_a_formula_throws_is_outside_the_domain_and_keeps_its_cause(Throwable thrown) {
        assertThatThrownBy(() -> OutsideDomain.call(() -> OutsideDomainTest.<RuntimeException>raise(thrown)))
                .isInstanceOfSatisfying(
                        OutsideDomain.class,
                        outside -> assertThat(outside.thrown()).isSameAs(thrown));
        assertThat(OutsideDomain.ends(thrown)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void what_ends_the_check_goes_through_as_it_is(Throwable thrown) {
        assertThatThrownBy(() -> OutsideDomain.call(() -> OutsideDomainTest.<RuntimeException>raise(thrown)))
                .isSameAs(thrown);
        assertThat(OutsideDomain.ends(thrown)).isTrue();
    }

    @Test
    void what_is_returned_is_handed_on() {
        assertThat(OutsideDomain.call(() -> 7)).isEqualTo(7);
    }
}
