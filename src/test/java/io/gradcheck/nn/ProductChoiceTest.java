package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What large products take, by the system property, by what loads and by how fast it is. */
class ProductChoiceTest {

    private static final String LIBRARY = "/opt/libblas.so.3";

    private static double notTimed(MatrixProduct loaded) {
        throw new AssertionError("wanted no timing of " + loaded);
    }

    private static ProductChoice choice(
            @Nullable String wanted, ProductChoice.Loader loader, ToDoubleFunction<MatrixProduct> speedup) {
        return ProductChoice.make(wanted, loader, LIBRARY, speedup);
    }

    private static ProductChoice.Loader failing(Throwable failure) {
        return () -> {
            if (failure instanceof ReflectiveOperationException reflective) {
                throw reflective;
            }
            if (failure instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw (Error) failure;
        };
    }

    @Test
    void java_looks_for_nothing() {
        ProductChoice choice =
                choice("java", failing(new AssertionError("wanted no look")), ProductChoiceTest::notTimed);

        assertThat(choice.product()).isEmpty();
        assertThat(choice.isNative()).isFalse();
        assertThat(choice.description()).isEqualTo("Java, as gradcheck.products says");
    }

    @Test
    void native_products_are_taken_if_they_are_worth_it() {
        MatrixProduct loaded = new JavaProduct();
        ProductChoice choice = choice(null, () -> loaded, any -> 1.54);

        assertThat(choice.product()).containsSame(loaded);
        assertThat(choice.isNative()).isTrue();
        assertThat(choice.description()).isEqualTo("native, /opt/libblas.so.3, 1.5 times as fast here");
    }

    @Test
    void and_left_if_not() {
        ProductChoice choice = choice(null, JavaProduct::new, any -> 0.4);

        assertThat(choice.product()).isEmpty();
        assertThat(choice.description()).isEqualTo("Java, as /opt/libblas.so.3 is only 0.4 times as fast here");
        assertThat(choice(null, JavaProduct::new, any -> Math.nextDown(ProductChoice.WORTHWHILE))
                        .isNative())
                .isFalse();
    }

    @Test
    void native_is_obeyed_without_a_clock() {
        ProductChoice choice = choice("native", JavaProduct::new, ProductChoiceTest::notTimed);

        assertThat(choice.isNative()).isTrue();
        assertThat(choice.description()).isEqualTo("native, /opt/libblas.so.3");
    }

    @Test
    void without_the_library_it_is_java() {
        for (Throwable missing :
                new Throwable[] {new ClassNotFoundException("blas"), new NoClassDefFoundError("org/netlib/util")}) {
            ProductChoice choice = choice(null, failing(missing), ProductChoiceTest::notTimed);

            assertThat(choice.product()).isEmpty();
            assertThat(choice.description()).isEqualTo("Java");
        }
    }

    @Test
    void what_cannot_be_loaded_is_told_where_somebody_asks() {
        for (Throwable broken : new Throwable[] {
            new UnsatisfiedLinkError("no"),
            new ExceptionInInitializerError("no"),
            new IllegalStateException("no"),
            new NoSuchMethodException("no"),
            new AssertionError("no")
        }) {
            ProductChoice choice = choice(null, failing(broken), ProductChoiceTest::notTimed);

            assertThat(choice.product()).isEmpty();
            assertThat(choice.description()).isEqualTo("Java, as /opt/libblas.so.3 cannot be loaded");
        }
    }

    @Test
    void native_without_a_library_fails_and_says_what_to_do() {
        ProductChoice choice =
                choice("native", failing(new UnsatisfiedLinkError("no such file")), ProductChoiceTest::notTimed);

        assertThat(choice.isNative()).isFalse();
        assertThatThrownBy(choice::product)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "system property gradcheck.products: found \"native\" and java.lang.UnsatisfiedLinkError: no such"
                                + " file, wanted native products; have dev.ludovic.netlib:blas, with what it depends on, on the class"
                                + " path and a BLAS such as OpenBLAS as /opt/libblas.so.3"
                                + " (-Ddev.ludovic.netlib.blas.nativeLibPath=... names another), or leave the property out");
        assertThat(choice.description()).startsWith("system property gradcheck.products: found \"native\" and ");
    }

    @Test
    void another_value_is_an_error_that_names_those_that_are_allowed() {
        for (String wrong : new String[] {"", "openblas", "Java"}) {
            ProductChoice choice =
                    choice(wrong, failing(new AssertionError("wanted no look")), ProductChoiceTest::notTimed);

            assertThatThrownBy(choice::product)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("system property gradcheck.products: found \"" + wrong
                            + "\", wanted \"java\" or \"native\"; without it, the faster products are taken");
        }
    }

    @Test
    void a_library_that_multiplies_wrongly_is_not_taken() {
        MatrixProduct wrong = new WrongProduct();

        assertThat(choice(null, () -> wrong, ProductChoiceTest::notTimed).description())
                .isEqualTo("Java, as those of /opt/libblas.so.3 are wrong");
        assertThatThrownBy(choice("native", () -> wrong, ProductChoiceTest::notTimed)::product)
                .hasMessageContaining("found \"native\" and wrong products by /opt/libblas.so.3, wanted");
    }

    /** Right but for one entry of one of the three. */
    private static final class WrongProduct implements MatrixProduct {
        private final MatrixProduct right = new JavaProduct();

        @Override
        public void timesTransposed(double[] a, double[] b, double[] c, int m, int k, int n) {
            right.timesTransposed(a, b, c, m, k, n);
        }

        @Override
        public void times(double[] a, double[] b, double[] c, int m, int k, int n) {
            right.times(a, b, c, m, k, n);
        }

        @Override
        public void transposedTimes(double[] a, double[] b, double[] c, int m, int k, int n) {
            right.transposedTimes(a, b, c, m, k, n);
            c[c.length - 1]++;
        }
    }

    /** By a clock that only products move. */
    @Test
    void the_trial_compares_the_shortest_times() {
        AtomicLong clock = new AtomicLong();
        long[] slow = {90_000_000, 70_000_000, 30_000_000, 9_000_000, 8_000_000};
        double found =
                new ProductTrial(new Timed(clock, slow), new Timed(clock, 5_000_000, 2_000_000), clock::get).speedup();

        assertThat(found).isEqualTo(4);
        assertThat(clock.get())
                .as("300 ms after the last time that was shorter, at 216 ms")
                .isBetween(516_000_000L, 528_000_000L);
    }

    @Test
    void a_trial_ends_after_a_second_and_a_half() {
        AtomicLong clock = new AtomicLong();
        long[] shorter = LongStream.range(0, 100)
                .map(call -> 100_000_000 - call * 10_000_000)
                .toArray();
        new ProductTrial(new Timed(clock, shorter), new Timed(clock, 100_000_000), clock::get).speedup();

        assertThat(clock.get()).isBetween(1_500_000_000L, 1_700_000_000L);
    }

    /** Takes the times of a list, one after the other, and then always the last. */
    private static final class Timed implements MatrixProduct {
        private final AtomicLong clock;
        private final long[] nanos;
        private int calls;

        private Timed(AtomicLong clock, long... nanos) {
            this.clock = clock;
            this.nanos = nanos;
        }

        @Override
        public void times(double[] a, double[] b, double[] c, int m, int k, int n) {
            if (m == 8) { // the others warm up
                clock.addAndGet(nanos[Math.min(calls, nanos.length - 1)]);
                calls++;
            }
        }

        @Override
        public void timesTransposed(double[] a, double[] b, double[] c, int m, int k, int n) {
            throw new AssertionError("wanted A B alone");
        }

        @Override
        public void transposedTimes(double[] a, double[] b, double[] c, int m, int k, int n) {
            throw new AssertionError("wanted A B alone");
        }
    }
}
