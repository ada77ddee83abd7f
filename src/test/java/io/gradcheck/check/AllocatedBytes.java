package io.gradcheck.check;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What work takes of memory, whatever of it is free again. */
public final class AllocatedBytes {

    private AllocatedBytes() {}

    /** {@return how many bytes some work allocates on this thread} */
    public static long of(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        work.run();
        return threads.getThreadAllocatedBytes(thread) - before;
    }
}
