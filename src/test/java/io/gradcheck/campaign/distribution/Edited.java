package io.gradcheck.campaign.distribution;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Cases of a source, changed as they were written down.
 *
 * @param source the source
 * @param change from the fields of a case to those of another one
 */
record Edited(SubjectSource source, UnaryOperator<Map<String, Object>> change) implements SubjectSource {

    private static final List<String> NUMBERS = List.of("weights", "biases", "input", "values");

    /** The same cases with a field replaced. */
    static Edited with(SubjectSource source, String field, Object value) {
        return new Edited(source, data -> {
            Map<String, Object> changed = new LinkedHashMap<>(data);
            changed.put(field, value);
            return changed;
        });
    }

    /** The same networks with all biases zero. */
    static Edited withoutBiases(SubjectSource source) {
        return new Edited(source, data -> replaced(data, List.of("biases"), () -> 0.0));
    }

    /**
     * The same cases with every number of a parameter or input replaced by one between 0.01 and 0.1 or the negative of
     * one: no zeros, no ties, nothing large. No output is left out.
     */
    static Edited quiet(SubjectSource source) {
        return new Edited(source, data -> {
            // The golden ratio fills an interval evenly without ever coming back.
            int[] k = {data.hashCode()};
            Map<String, Object> changed = replaced(data, NUMBERS, () -> {
                double u = k[0]++ * 0.6180339887498949;
                double size = 0.01 + 0.09 * (u - Math.floor(u));
                return (k[0] & 1) == 0 ? size : -size;
            });
            changed.computeIfPresent("upstreamZeros", (field, zeros) -> 0L);
            return changed;
        });
    }

    private static Map<String, Object> replaced(
            Map<String, Object> data, List<String> fields, Supplier<Double> numbers) {
        Map<String, Object> changed = new LinkedHashMap<>(data);
        fields.forEach(field -> changed.computeIfPresent(field, (name, tensors) -> replaced(tensors, numbers)));
        return changed;
    }

    /** In a tensor, in a list and in a map of them. */
    private static Object replaced(Object tensors, Supplier<Double> numbers) {
        if (tensors instanceof List<?> list) {
            List<Object> changed = new ArrayList<>();
            list.forEach(tensor -> changed.add(replaced(tensor, numbers)));
            return changed;
        }
        Map<Object, Object> changed = new LinkedHashMap<>((Map<?, ?>) tensors);
        if (changed.get("shape") instanceof List<?> && changed.get("values") instanceof List<?> values) {
            changed.put("values", values.stream().map(value -> numbers.get()).toList());
        } else {
            changed.replaceAll((name, tensor) -> replaced(tensor, numbers));
        }
        return changed;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public SubjectCase draw(RandomGenerator random, Sizes sizes) {
        return source.restore(change.apply(source.draw(random, sizes).data()));
    }

    @Override
    public SubjectCase restore(Map<String, Object> data) {
        return source.restore(data);
    }
}
