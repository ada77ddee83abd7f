package io.gradcheck.check.diagnose;

import io.gradcheck.check.probe.OutsideDomain;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What failed of the work after the verdicts, which must not lose them: diagnosis, mutants, pictures, listeners. */
public final class Mishaps {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /**
     * Does such work.
     *
     * @param part what it is, for the report
     * @param work does it
     * @param otherwise the result if it throws
     */
    @SuppressWarnings("PMD.AvoidCatchingThrowable") // whatever it is, the verdicts are known
    public <T> T guard(String part, T otherwise, Supplier<T> work) {
        try {
            return work.get();
        } catch (Throwable thrown) {
            if (OutsideDomain.ends(thrown)) {
                throw thrown;
            }
            Throwable told = thrown instanceof OutsideDomain outside ? outside.thrown() : thrown;
            String line = part + " failed: " + told;
            if (!lines.contains(line)) {
                lines.add(line);
            }
            return otherwise;
        }
    }

    /** {@return what failed and why, a line each} */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
