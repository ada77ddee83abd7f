package io.gradcheck.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is working for, of what is open at all.
 *
 * <p>A thread may be at several at a time, when a pool gives it a second test while the first one waits; the innermost
 * counts. A thread that never entered anything, such as one that a test started, works for the only one that is open, if
 * there is only one; else for whatever was named for such threads.
 */
final class Current<T> {

    private final ThreadLocal<Deque<T>> entered = ThreadLocal.withInitial(ArrayDeque::new);
    private final Set<T> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable T> otherwise = new AtomicReference<>();

    /** Names what threads work for of which nothing else is known, until it is closed. */
    void otherwise(T one) {
        otherwise.set(one);
    }

    void open(T one) {
        open.add(one);
    }

    void close(T one) {
        open.remove(one);
        otherwise.compareAndSet(one, null);
    }

    void enter(T one) {
        entered.get().push(one);
    }

    void leave(T one) {
        Deque<T> all = entered.get();
        all.removeFirstOccurrence(one);
        if (all.isEmpty()) {
            entered.remove();
        }
    }

    @Nullable
    T get() {
        Deque<T> all = entered.get();
        if (!all.isEmpty()) {
            return all.peek();
        }
        entered.remove();
        T only = null;
        for (T one : open) {
            if (only != null) {
                return otherwise.get();
            }
            only = one;
        }
        return only == null ? otherwise.get() : only;
    }
}
