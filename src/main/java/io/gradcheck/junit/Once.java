package io.gradcheck.junit;

import io.gradcheck.recording.AssertionWatch;
import io.gradcheck.recording.Recorder;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What several dynamic tests look at: made when the first of them runs, and thrown at all of them if that throws.
 *
 * <p>Thread-safe, as dynamic tests may run beside each other. Whoever's test makes this is whose checks they are, on
 * whichever thread the first one runs.
 */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> make;
    private final Optional<AssertionWatch> watch = Recorder.watch();
    private @Nullable T made;
    private @Nullable RuntimeException exception;
    private @Nullable Error error;

    Once(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public synchronized T get() {
        if (exception != null) {
            throw exception;
        }
        if (error != null) {
            throw error;
        }
        if (made == null) {
            made = watched();
        }
        return made;
    }

    private T watched() {
        watch.ifPresent(AssertionWatch::enter);
        try {
            return make.get();
        } catch (RuntimeException thrown) {
            exception = thrown;
            throw thrown;
        } catch (Error thrown) {
            error = thrown;
            throw thrown;
        } finally {
            watch.ifPresent(AssertionWatch::leave);
        }
    }
}
