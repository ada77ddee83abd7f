package io.gradcheck.check.probe;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.opentest4j.IncompleteExecutionException;

/**
 * Says that a subject's code threw. Away from the subject's point that means "outside the domain", as NaN does: libraries
 * have exceptions of their own for it, and a table ends with an index out of bounds.
 */
public class OutsideDomain extends RuntimeException {

    private static final long serialVersionUID = 1;

    OutsideDomain(Throwable thrown) {
        super(thrown.getMessage(), thrown, false, false);
    }

    /** {@return what the subject's code threw} */
    public Throwable thrown() {
        return Objects.requireNonNull(getCause());
    }

    /**
     * Calls the subject's code.
     *
     * @throws OutsideDomain if it throws, unless {@link #ends that ends the check}
     */
    @SuppressWarnings("PMD.AvoidCatchingThrowable") // also what is thrown in the dark by languages without checked ones
    public static <T> T call(Supplier<T> code) {
        try {
            return code.get();
        } catch (Throwable thrown) {
            if (ends(thrown)) {
                throw thrown;
            }
            throw new OutsideDomain(thrown);
        }
    }

    /**
     * Whether an exception has nothing to do with the domain and must reach the caller of the check: the machine is in
     * trouble, a class is missing, or somebody wants the work to end.
     */
    public static boolean ends(Throwable thrown) {
        boolean machine = thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
        return machine
                || thrown instanceof LinkageError
                || thrown instanceof ThreadDeath
                || thrown instanceof CancellationException
                || thrown instanceof IncompleteExecutionException
                || interrupted(thrown);
    }

    private static boolean interrupted(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof InterruptedIOException
                    || cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }
}
