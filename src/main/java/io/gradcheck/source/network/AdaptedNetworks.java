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
 * @param code a Java expression for it, {@code %s} standing for the {@link NetworkCase}; empty if none is known
 * @param codePackage the package that the expression must be in; empty if it may be anywhere
 */
record AdaptedNetworks(
        Networks networks, String name, Function<NetworkCase, Subject> engine, String code, String codePackage)
        implements SubjectSource {

    private static final String PARAMETER = "engine";

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
            String code = source.code.isEmpty() ? PARAMETER + ".apply(%s)" : source.code;
            return code.replace("%s", network.caseCode());
        }

        @Override
        public List<String> imports() {
            List<String> imports = new ArrayList<>(network.imports());
            if (source.code.isEmpty()) {
                imports.addAll(List.of(Function.class.getName(), Subject.class.getName()));
            }
            return imports;
        }

        @Override
        public String codeParameter() {
            return source.code.isEmpty() ? "Function<NetworkCase, Subject> " + PARAMETER : "";
        }

        @Override
        public String codePackage() {
            return source.codePackage;
        }

        @Override
        public String toString() {
            return network.toString();
        }
    }
}
