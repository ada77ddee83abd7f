package io.gradcheck.campaign.worker;

import org.jspecify.annotations.Nullable;

/** What workers are to do. */
public interface Tasks {

    /**
     * {@return the next task, or null if there is none; called by any thread. A task may add others when it is answered, or when its
     * worker dies: these are asked for by the same thread afterwards}
     */
    @Nullable
    Task next();
}
