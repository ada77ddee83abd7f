package io.gradcheck.nn;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * By what the matrices of large networks are multiplied: loops of Java, or a native BLAS, where {@code dev.ludovic.netlib:blas}
 * is on the class path and it is faster. This is found out once in a JVM, when a large product is first needed. The system
 * property {@code gradcheck.products} is {@code java} or {@code native} to overrule it.
 */
public final class Products {

    private static final AtomicReference<@Nullable ProductChoice> CHOICE = new AtomicReference<>();

    private Products() {}

    /**
     * By what they are multiplied, in a few words.
     *
     * @return such as {@code Java}, or {@code native, libblas.so.3, 1.8 times as fast here}, or why the system property cannot be
     *     obeyed; if it is not known yet it is found out now, which takes half a second where there is a native one
     */
    public static String description() {
        return choice().description();
    }

    /**
     * The description of native products, once they have been chosen. Nothing is found out for this.
     *
     * @return the description; empty for products of Java, and as long as no large one was needed
     */
    public static Optional<String> nativeInUse() {
        ProductChoice choice = CHOICE.get();
        return choice == null || !choice.isNative() ? Optional.empty() : Optional.of(choice.description());
    }

    /**
     * The native implementation for large products, if that is the one to take.
     *
     * @throws IllegalStateException if the system property cannot be obeyed
     */
    static Optional<MatrixProduct> ofLarge() {
        return choice().product();
    }

    private static ProductChoice choice() {
        ProductChoice known = CHOICE.get();
        if (known != null) {
            return known;
        }
        synchronized (CHOICE) {
            known = CHOICE.get();
            if (known == null) {
                known = ProductChoice.make(
                        System.getProperty(ProductChoice.PROPERTY),
                        NativeProduct::load,
                        ProductChoice.library(),
                        loaded -> new ProductTrial(new JavaProduct(), loaded, System::nanoTime).speedup());
                CHOICE.set(known);
            }
            return known;
        }
    }
}
