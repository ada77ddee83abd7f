package io.gradcheck.running;

import io.gradcheck.check.GradientChecker;
import java.util.function.LongSupplier;

/**
 * What is set before anything is wrapped.
 *
 * @param off whether nothing is checked
 * @param every how many new points there are to a check
 * @param share the share of the time that checks may take
 * @param checker the checker
 * @param declaration what is said of subjects
 * @param clock nanoseconds since any fixed moment
 */
record Settings(
        boolean off, int every, double share, GradientChecker checker, Declaration declaration, LongSupplier clock) {

    private static final double STANDARD_SHARE = 0.05;

    static Settings standard(boolean off, int every) {
        return new Settings(off, every, STANDARD_SHARE, GradientChecker.standard(), Declaration.NONE, System::nanoTime);
    }

    Settings share(double other) {
        return new Settings(off, every, other, checker, declaration, clock);
    }

    Settings checker(GradientChecker other) {
        return new Settings(off, every, share, other, declaration, clock);
    }

    Settings declaration(Declaration other) {
        return new Settings(off, every, share, checker, other, clock);
    }

    Settings clock(LongSupplier other) {
        return new Settings(off, every, share, checker, declaration, other);
    }
}
