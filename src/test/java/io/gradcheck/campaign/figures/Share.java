package io.gradcheck.campaign.figures;

import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * A share that was counted, with its one-sided 95% confidence limits (Clopper and Pearson, "The use of confidence or
 * fiducial limits illustrated in the case of the binomial", 1934).
 *
 * @param successes how many
 * @param trials of how many
 */
record Share(long successes, long trials) {

    private static final double DOUBT = 0.05;

    Share {
        if (successes < 0 || successes > trials || trials == 0) {
            throw new IllegalArgumentException(
                    "share: found " + successes + " of " + trials + ", wanted 0 <= successes <= trials, some trials");
        }
    }

    double value() {
        return (double) successes / trials;
    }

    /** With 95% confidence the true share is at least this. */
    double lowerLimit() {
        return successes == 0
                ? 0
                : new BetaDistribution(successes, trials - successes + 1.0).inverseCumulativeProbability(DOUBT);
    }

    /** With 95% confidence the true share is at most this. */
    double upperLimit() {
        return successes == trials
                ? 1
                : new BetaDistribution(successes + 1.0, trials - successes).inverseCumulativeProbability(1 - DOUBT);
    }

    /** In percent, rounded down, so that no text claims more than was measured. */
    static String percent(double share) {
        return share == 1 ? "100%" : String.format(Locale.ROOT, "%.2f%%", Math.floor(1e4 * share) / 100);
    }
}
