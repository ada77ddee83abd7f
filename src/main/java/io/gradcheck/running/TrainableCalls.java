package io.gradcheck.running;

import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Trainable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What wrapped layers and operations have in common. Passes of several threads run beside each other, but not beside a check,
 * which writes to the parameters.
 *
 * @param <T> layer or operation
 */
abstract class TrainableCalls<T extends Trainable> implements Trainable {

    final String name;
    final T own;
    final Calls calls;
    private final @Nullable Supplier<? extends T> copies;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    TrainableCalls(String name, T own, @Nullable Supplier<? extends T> copies, Calls calls) {
        this.name = name;
        this.own = own;
        this.copies = copies;
        this.calls = calls;
    }

    /** A point of this layer or operation. */
    abstract class TrainableVisit implements Visit {

        private @Nullable Restored restored;

        @Override
        public final boolean enter() {
            if (copies != null) {
                return true;
            }
            if (!lock.writeLock().tryLock()) {
                return false; // a pass of another thread runs, or this one is called by itself
            }
            boolean entered = false;
            try {
                restored = Restored.of(own);
                entered = true;
                return true;
            } finally {
                if (!entered) {
                    lock.writeLock().unlock();
                }
            }
        }

        @Override
        public final void leave() {
            if (restored != null) {
                try {
                    restored.giveBack();
                } finally {
                    lock.writeLock().unlock();
                }
            }
        }

        /** What may be changed: a copy, or what runs, which is given back as it was. */
        final T checked() {
            if (copies == null) {
                return own;
            }
            T copy = copies.get();
            List<Parameter> live = own.parameters();
            List<Parameter> copied = copy.parameters();
            for (int k = 0; k < Math.min(live.size(), copied.size()); k++) {
                if (live.get(k).value().values() == copied.get(k).value().values()) {
                    throw new IllegalArgumentException("copies: found the array of the running "
                            + live.get(k).name() + ", wanted one of its own");
                }
            }
            return copy;
        }
    }

    final <R> R locked(Supplier<R> pass) {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            return pass.get();
        } finally {
            reading.unlock();
        }
    }

    @Override
    public final List<Parameter> parameters() {
        return own.parameters();
    }

    @Override
    public final List<Parameter> state() {
        return own.state();
    }

    @Override
    public final void seed(long seed) {
        own.seed(seed);
    }

    @Override
    public final OptionalDouble penalty() {
        return own.penalty();
    }

    @Override
    public final Precision precision() {
        return own.precision();
    }
}
