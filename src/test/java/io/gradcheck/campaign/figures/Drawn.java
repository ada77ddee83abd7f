package io.gradcheck.campaign.figures;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.util.Optional;
import java.util.function.LongFunction;

/** The series of networks on which the figures are measured. */
final class Drawn {

    static final long SEED = 20_261;

    private static final Networks NETWORKS = Networks.any().ordinary();
    private static final int MOST_TRIES = 1_000;

    private Drawn() {}

    static NetworkCase network(long number) {
        return NETWORKS.at(SEED, number);
    }

    /** How to draw a network again. */
    static String code(long number) {
        return "Networks.any().ordinary().at(%d, %d)".formatted(SEED, number);
    }

    static GradientReport check(Subject subject, long number) {
        return GradientChecker.standard().seed(number).check(subject);
    }

    /**
     * What can be made of the first network that allows it, of those that belong to an index: every {@code stride}th from
     * the index on. So the indices 0 to {@code stride - 1} never share a network.
     *
     * @param make makes something of a network's number, or nothing
     */
    static <T> T first(int index, int stride, LongFunction<Optional<T>> make) {
        for (long attempt = 0; attempt < MOST_TRIES; attempt++) {
            Optional<T> made = make.apply(index + attempt * stride);
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw new IllegalStateException("index %d: found no network in %d that will do".formatted(index, MOST_TRIES));
    }
}
