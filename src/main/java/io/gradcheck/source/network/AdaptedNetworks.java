package io.gradcheck.source.network;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Random networks as descriptions, checked in another engine than the project's own.
 *
 * @param networks where they come from
 * @param name the name of the source
 * @param engine makes the subject of a network with its examples
 * @param code a Java expression for it, {@code %s} standing for the {@link NetworkCase}
 */
record AdaptedNetworks(Networks networks, String name, Function<NetworkCase, Subject> engine, String code)
        implements SubjectSource {

    @Override
    public SubjectCase draw(RandomGenerator random, Sizes sizes) {
        return new AdaptedCase(networks.draw(random, sizes), this);
    }

    @Override
    public SubjectCase restore(Map<String, Object> data) {
        return new AdaptedCase(networks.restore(data), this);
    }

    record AdaptedCase(NetworkCase network, AdaptedNetworks source) implements SubjectCase {

        @Override
        public Subject subject() {
            return source.engine.apply(network);
        }

        @Override
        public List<Supplier<AdaptedCase>> simpler() {
            List<Supplier<AdaptedCase>> steps = new ArrayList<>();
            for (Supplier<NetworkCase> step : network.simpler()) {
                steps.add(() -> new AdaptedCase(step.get(), source));
            }
            return steps;
        }

        @Override
        public long[] complexity() {
            return network.complexity();
        }

        @Override
        public Map<String, List<String>> traits() {
            return network.traits();
        }

        @Override
        public Map<String, Object> data() {
            return network.data();
        }

        @Override
        public String code() {
            return source.code.replace("%s", network.caseCode());
        }

        @Override
        public List<String> imports() {
            return network.imports();
        }

        @Override
        public String toString() {
            return network.toString();
        }
    }
}
