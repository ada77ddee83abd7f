package io.gradcheck.campaign.crew;

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
}
