package io.gradcheck.nn;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which implementation large products take: a native one only if it is at least {@value #WORTHWHILE} times as fast as the
 * loops of Java, which the reference BLAS, as in Debian's libblas3, is not.
 */
final class ProductChoice {

    /** The system property that makes the choice. */
    static final String PROPERTY = "gradcheck.products";

    static final double WORTHWHILE = 1.5;

    private static final String JAVA = "java";
    private static final String NATIVE = "native";

    // From the first of these the library takes the path of the native library, and its name from the other.
    private static final String PATH = "dev.ludovic.netlib.blas.nativeLibPath";
    private static final String NAME = "dev.ludovic.netlib.blas.nativeLib";
    private static final String USUAL_NAME = "libblas.so.3";

    private final @Nullable MatrixProduct product;
    private final String description;
    private final @Nullable String refusal;

    private ProductChoice(@Nullable MatrixProduct product, String description, @Nullable String refusal) {
        this.product = product;
        this.description = description;
        this.refusal = refusal;
    }

    /** Loads a native implementation, and fails where there is none. */
    @FunctionalInterface
    interface Loader {
        MatrixProduct load() throws ReflectiveOperationException;
    }

    /**
     * Makes the choice.
     *
     * @param wanted the value of {@value #PROPERTY}
     * @param loader loads a native implementation
     * @param library what the native library is called
     * @param speedup times the loaded implementation: how many times as fast it is as that of Java
     */
    static ProductChoice make(
            @Nullable String wanted, Loader loader, String library, ToDoubleFunction<MatrixProduct> speedup) {
        if (wanted != null && !wanted.equals(JAVA) && !wanted.equals(NATIVE)) {
            return refused("system property " + PROPERTY + ": found \"" + wanted + "\", wanted \"" + JAVA + "\" or \""
                    + NATIVE + "\"; without it, the faster products are taken");
        }
        if (JAVA.equals(wanted)) {
            return new ProductChoice(null, "Java, as " + PROPERTY + " says", null);
        }
        boolean forced = NATIVE.equals(wanted);
        MatrixProduct loaded;
        try {
            loaded = loader.load();
        } catch (ReflectiveOperationException | LinkageError | RuntimeException | AssertionError unavailable) {
            boolean missing =
                    unavailable instanceof ClassNotFoundException || unavailable instanceof NoClassDefFoundError;
            return forced
                    ? nothingNative(unavailable.toString(), library)
                    : new ProductChoice(null, missing ? "Java" : "Java, as " + library + " cannot be loaded", null);
        }
        if (!new ProductTrial(new JavaProduct(), loaded, System::nanoTime).agrees()) {
            return forced
                    ? nothingNative("wrong products by " + library, library)
                    : new ProductChoice(null, "Java, as those of " + library + " are wrong", null);
        }
        if (forced) {
            return new ProductChoice(loaded, "native, " + library, null);
        }
        double times = speedup.applyAsDouble(loaded);
        String fast = String.format(Locale.ROOT, "%.1f times as fast", times);
        return times >= WORTHWHILE
                ? new ProductChoice(loaded, "native, " + library + ", " + fast + " here", null)
                : new ProductChoice(null, "Java, as " + library + " is only " + fast + " here", null);
    }

    private static ProductChoice refused(String refusal) {
        return new ProductChoice(null, refusal, refusal);
    }

    private static ProductChoice nothingNative(String found, String library) {
        return refused("system property " + PROPERTY + ": found \"" + NATIVE + "\" and " + found
                + ", wanted native products; have dev.ludovic.netlib:blas, with what it depends on, on the class path and a"
                + " BLAS such as OpenBLAS as " + library + " (-D" + PATH
                + "=... names another), or leave the property out");
    }

    /** {@return the path of the native library, or the name by which the system looks for it} */
    static String library() {
        return System.getProperty(PATH, System.getProperty(NAME, USUAL_NAME));
    }

    /**
     * The native implementation, if it was chosen.
     *
     * @throws IllegalStateException if it is wanted and there is none, or the property has another value
     */
    Optional<MatrixProduct> product() {
        if (refusal != null) {
            throw new IllegalStateException(refusal);
        }
        return Optional.ofNullable(product);
    }

    boolean isNative() {
        return product != null;
    }

    /** What was chosen, in a few words, or why nothing could be. */
    String description() {
        return description;
    }
}
