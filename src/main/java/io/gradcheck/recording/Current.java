package io.gradcheck.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
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
    private final Deque<T> otherwise = new ConcurrentLinkedDeque<>();
    private volatile @Nullable T late;

    /** Names what threads work for of which nothing else is known, until that is over; of several the last one counts. */
    void otherwise(T one) {
        otherwise.push(one);
    }

    /** Ends this; if there is no other, threads that are late still work for it. */
    void otherwiseIsOver(T one) {
        otherwise.removeFirstOccurrence(one);
        late = one;
    }

    /** What threads work for of which nothing else is known. */
    @Nullable
    T otherwise() {
        T last = otherwise.peek();
        return last == null ? late : last;
    }

    void open(T one) {
        open.add(one);
    }

    void close(T one) {
        open.remove(one);
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
                return otherwise();
            }
            only = one;
        }
        return only == null ? otherwise() : only;
    }
}
