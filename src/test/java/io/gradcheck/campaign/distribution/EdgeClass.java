package io.gradcheck.campaign.distribution;

import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.NetworkCase;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * A kind of sizes, values or settings that reveals mistakes which others hide.
 *
 * @param group the paragraph or class that asks for it
 * @param name what it is
 * @param where the cases among which it is looked for
 * @param shows whether the case of an index is of this kind, computed from the case itself
 * @param elsewhere the same of cases that are drawn so that none can be of this kind
 */
record EdgeClass(String group, String name, String where, LongPredicate shows, LongPredicate elsewhere) {

    static final long SEED = 5;
    static final int CASES = 1_000;

    static EdgeClass ofNetworks(
            String group, String name, SubjectSource source, Predicate<NetworkView> shows, SubjectSource elsewhere) {
        return new EdgeClass(
                group,
                name,
                "networks",
                index -> shows.test(network(source, index)),
                index -> shows.test(network(elsewhere, index)));
    }

    static EdgeClass ofLayers(
            String group, String name, SubjectSource source, Predicate<LayerView> shows, SubjectSource elsewhere) {
        return new EdgeClass(
                group,
                name,
                source.name(),
                index -> shows.test(LayerView.of(source.at(SEED, index))),
                index -> shows.test(LayerView.of(elsewhere.at(SEED, index))));
    }

    private static NetworkView network(SubjectSource source, long index) {
        return NetworkView.of((NetworkCase) source.at(SEED, index));
    }

    /** In how many of the cases it shows. */
    long count() {
        return LongStream.range(0, CASES).filter(shows).count();
    }

    /** In how many of the cases it shows that were drawn without it. */
    long countElsewhere() {
        return LongStream.range(0, CASES).filter(elsewhere).count();
    }

    @Override
    public String toString() {
        return group + ": " + name;
    }
}
