package io.gradcheck.campaign.crew;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that threads ask for.
 *
 * @param <S> what a thread keeps of its jobs
 */
@FunctionalInterface
public interface Jobs<S> {

    /** {@return the next job; null if there is none. Called by any thread} */
    @Nullable
    Job<S> next();

    /**
     * Jobs that are there already.
     *
     * @param <S> what a thread keeps of its jobs
     * @param rest gives them. Used up.
     * @return the same, for several threads at once
     */
    static <S> Jobs<S> of(Iterator<? extends Job<S>> rest) {
        return () -> {
            synchronized (rest) {
                return rest.hasNext() ? rest.next() : null;
            }
        };
    }
}
