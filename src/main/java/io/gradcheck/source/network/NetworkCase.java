package io.gradcheck.source.network;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.Skip;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.cases.CaseFields;
import io.gradcheck.source.cases.JavaCode;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A random network with the examples on which its gradient is checked.
 *
 * @param network the network
 * @param batch the examples
 */
public record NetworkCase(Network network, Batch batch) implements SubjectCase {

    /** {@return the loss of the network on the examples, to be checked} */
    @Override
    public Subject subject() {
        return network.on(batch);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Fewer layers, examples, skip connections and units come before plainer functions, and those before rounder
     * numbers.
     */
    @Override
    public List<Supplier<NetworkCase>> simpler() {
        return SimplerNetworks.of(this);
    }

    @Override
    public long[] complexity() {
        return SimplerNetworks.complexity(this);
    }

    @Override
    public Map<String, List<String>> traits() {
        Set<String> activations = new TreeSet<>();
        Set<Integer> widths = new TreeSet<>(Set.of(network.width(0)));
        for (int k = 1; k <= network.layers(); k++) {
            widths.add(network.width(k));
            if (k < network.layers()) {
                activations.add(network.activation(k).label());
            }
        }
        Map<String, List<String>> traits = new LinkedHashMap<>();
        traits.put("activation", List.copyOf(activations));
        traits.put("loss", List.of(network.loss().label()));
        traits.put("depth", List.of(String.valueOf(network.layers() - 1)));
        traits.put("width", widths.stream().map(String::valueOf).toList());
        traits.put("batch", List.of(String.valueOf(batch.size())));
        traits.put("l2", List.of(network.l2() == 0 ? "no" : "yes"));
        traits.put("skips", List.of(network.skips().isEmpty() ? "no" : "yes"));
        return traits;
    }

    @Override
    public Map<String, Object> data() {
        NetworkParts parts = NetworkParts.of(this);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("widths", parts.widths());
        data.put(
                "activations",
                parts.activations().stream().map(Activation::label).toList());
        data.put("loss", parts.loss().label());
        data.put("l2", parts.l2());
        data.put(
                "skips",
                parts.skips().stream()
                        .map(skip -> List.of(skip.from(), skip.to()))
                        .toList());
        data.put("weights", CaseFields.written(parts.weights()));
        data.put("biases", CaseFields.written(parts.biases()));
        data.put("input", CaseFields.written(parts.input()));
        data.put("target", CaseFields.written(parts.target()));
        return data;
    }

    /**
     * The random network of a case, in whichever engine it is checked.
     *
     * @param subjectCase a case of any source
     * @return the network; empty if the case is none of a network
     */
    public static Optional<NetworkCase> in(SubjectCase subjectCase) {
        if (subjectCase instanceof AdaptedNetworks.AdaptedCase adapted) {
            return Optional.of(adapted.network());
        }
        return subjectCase instanceof NetworkCase network ? Optional.of(network) : Optional.empty();
    }

    /**
     * The case that was written down.
     *
     * @param data what {@link #data()} returned. Not modified.
     * @return an equal case
     * @throws IllegalArgumentException if something is missing or does not fit
     */
    static NetworkCase of(Map<String, Object> data) {
        CaseFields fields = new CaseFields("network", data);
        List<Skip> skips = new ArrayList<>();
        for (List<?> ends : fields.list("skips", value -> value instanceof List<?> list ? list : List.of())) {
            if (ends.size() != 2 || !(ends.get(0) instanceof Number from) || !(ends.get(1) instanceof Number to)) {
                throw new IllegalArgumentException(
                        "network: found " + ends + " in the list \"skips\", wanted pairs of layers");
            }
            skips.add(new Skip(from.intValue(), to.intValue()));
        }
        List<Activation> activations =
                fields.texts("activations").stream().map(Activation::named).toList();
        List<Integer> widths = fields.integers("widths");
        if (widths.size() != activations.size() + 2) {
            throw new IllegalArgumentException("network: found " + widths.size() + " widths, wanted "
                    + (activations.size() + 2) + ", those of input, hidden layers and output");
        }
        return new NetworkParts(
                        widths,
                        activations,
                        Loss.named(fields.text("loss")),
                        fields.number("l2"),
                        skips,
                        fields.tensorList("weights"),
                        fields.tensorList("biases"),
                        fields.tensor("input"),
                        fields.tensor("target"))
                .assembled();
    }

    @Override
    public String code() {
        return networkCode() + ".on(" + batchCode() + ")";
    }

    @Override
    public String caseCode() {
        return "new NetworkCase(" + networkCode() + ", " + batchCode() + ")";
    }

    private JavaCode tensors() {
        NetworkParts parts = NetworkParts.of(this);
        List<Tensor> all = new ArrayList<>(List.of(batch.input(), batch.target()));
        all.addAll(parts.weights());
        all.addAll(parts.biases());
        return JavaCode.of(all);
    }

    private String networkCode() {
        NetworkParts parts = NetworkParts.of(this);
        JavaCode tensors = tensors();
        StringBuilder code =
                new StringBuilder("Network.inputs(" + parts.widths().get(0) + ")");
        for (int layer = 1; layer < parts.layers(); layer++) {
            code.append(".hidden(")
                    .append(parts.widths().get(layer))
                    .append(", Activation.")
                    .append(parts.activations().get(layer - 1).name())
                    .append(')');
        }
        code.append(".output(")
                .append(parts.widths().get(parts.layers()))
                .append(", Loss.")
                .append(parts.loss().name())
                .append(')');
        if (parts.l2() != 0) {
            code.append(".l2(").append(JavaCode.number(parts.l2())).append(')');
        }
        for (Skip skip : parts.skips()) {
            code.append(".skip(" + skip.from() + ", " + skip.to() + ")");
        }
        return code.append("\n        .parameters(")
                .append(tensors.list(parts.weights()))
                .append(", ")
                .append(tensors.list(parts.biases()))
                .append(')')
                .toString();
    }

    private String batchCode() {
        JavaCode tensors = tensors();
        return "new Batch(" + tensors.tensor(batch.input()) + ", " + tensors.tensor(batch.target()) + ")";
    }

    @Override
    public List<String> imports() {
        List<String> imports = new ArrayList<>();
        for (Class<?> named : List.of(
                Activation.class,
                Batch.class,
                Loss.class,
                Network.class,
                Tensor.class,
                List.class,
                NetworkCase.class)) {
            imports.add(named.getCanonicalName());
        }
        return imports;
    }

    /** {@return the network's shape and functions, and the number of examples} */
    @Override
    public String toString() {
        return network + ", " + batch.size() + (batch.size() == 1 ? " example" : " examples");
    }
}
