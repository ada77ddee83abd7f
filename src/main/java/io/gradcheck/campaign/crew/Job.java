package io.gradcheck.campaign.crew;

import java.util.function.Consumer;

/**
 * A piece of work that runs code which may never return.
 *
 * @param <S> what its thread keeps of all its jobs
 */
public interface Job<S> {

    /**
     * Does the work, on a thread of the crew.
     *
     * @param step to be called where a further step begins, each of which may take as long as a whole job
     * @return what is to be kept of it; called at once unless the job was given up in the meantime
     */
    Consumer<S> work(Runnable step);

    /**
     * What is to be kept of it where it did not end.
     *
     * @param givenUp how long it took, and where it was
     * @return called at once
     */
    Consumer<S> givenUp(GivenUp givenUp);
}
