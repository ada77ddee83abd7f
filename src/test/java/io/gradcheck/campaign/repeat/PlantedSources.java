package io.gradcheck.campaign.repeat;

import io.gradcheck.campaign.repeat.PlantedLayer.Mistake;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.network.Layers;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sources of wrong layers by name; the code that repeats a finding names one of them. */
public final class PlantedSources {

    static final List<String> NASTY = List.of(
            "a \"quoted\" one",
            "back\\slash",
            "\\u0041 \\user \\",
            "two\nlines",
            "tab\tand return\r",
            "gr\u00f6\u00dfe \u03bb \ud83d\ude00",
            "zero \0 bell \u0007 separator \u2028 turned \u202e",
            "*/ // %s %d {}",
            "'");

    private static final Map<String, LayerSource> SOURCES = new LinkedHashMap<>();

    static {
        for (Mistake mistake : Mistake.values()) {
            add(mistake + " plain", mistake, s -> List.of(zeros("w", s.width()), zeros("b", 1)));
            add(mistake + " many parameters", mistake, s -> many(11, 1));
            add(mistake + " many sizes", mistake, s -> List.of(zeros("w", manySizes(s))));
        }
        for (Mistake mistake : List.of(Mistake.SIGN, Mistake.FACTOR, Mistake.MIXES_EXAMPLES)) {
            add(mistake + " named badly", mistake, s -> {
                NASTY.forEach(name -> s.between(name, 1, 2));
                return NASTY.stream().map(name -> zeros(name, 1)).toList();
            });
            for (String name : NASTY) {
                add(mistake + " " + name, mistake, s -> List.of(zeros(name, s.between(name, 1, 3))));
            }
            add(mistake + " scalar", mistake, s -> List.of(zeros("w"), zeros("cube", 1, 2, 1)));
            add(mistake + " empty", mistake, s -> List.of(zeros("w", 2), zeros("none", 0, 3), zeros("nothing", 0)));
        }
        add("fifty parameters", Mistake.SIGN, s -> many(50, 1));
    }

    private PlantedSources() {}

    private static void add(String name, Mistake mistake, Function<Sizes, List<Parameter>> parameters) {
        SOURCES.put(name, source(name, mistake, parameters).writtenAs(code(name)));
    }

    static LayerSource source(String name, Mistake mistake, Function<Sizes, List<Parameter>> parameters) {
        return LayerSource.of(name, s -> new PlantedLayer(mistake, parameters.apply(s)), s -> new int[] {s.batch(), 2});
    }

    static String code(String name) {
        StringBuilder code = new StringBuilder("io.gradcheck.campaign.repeat.PlantedSources.named(\"");
        name.chars().forEach(one -> code.append(String.format("\\u%04x", one)));
        // what an escape of this kind stands for is read before the text is, so that these need one of their own
        return code.append("\")")
                .toString()
                .replace("\\u0022", "\\\"")
                .replace("\\u005c", "\\\\")
                .replace("\\u000a", "\\n")
                .replace("\\u000d", "\\r");
    }

    /** {@return one of more numbers than a method can hold one by one} */
    public static LayerSource large() {
        return source("large", Mistake.SIGN, s -> List.of(zeros("w", 9_000)))
                .writtenAs("io.gradcheck.campaign.repeat.PlantedSources.large()");
    }

    private static int manySizes(Sizes s) {
        int sum = 1;
        for (int k = 0; k < 13; k++) {
            sum += s.between("size " + k, 1, 3) % 2;
        }
        return sum;
    }

    private static List<Parameter> many(int count, int size) {
        List<Parameter> parameters = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            parameters.add(zeros("p" + k, size));
        }
        return parameters;
    }

    static Parameter zeros(String name, int... shape) {
        return new Parameter(name, Tensor.zeros(shape));
    }

    static List<String> names() {
        return List.copyOf(SOURCES.keySet());
    }

    /**
     * One of the sources.
     *
     * @param name its name
     */
    public static LayerSource named(String name) {
        return SOURCES.get(name);
    }

    /**
     * A layer of the engine whose gradient by the input is twice what it should be.
     *
     * @param name the layer
     */
    public static LayerSource doubled(String name) {
        return Layers.named(name)
                .altered(Doubled::new)
                .writtenAs("io.gradcheck.campaign.repeat.PlantedSources.doubled(\"" + name + "\")");
    }

    /** Twice the gradient by the input. */
    record Doubled(Layer layer) implements Layer {
        @Override
        public Tensor forward(Tensor input) {
            return layer.forward(input);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            Tensor twice = layer.backward(outputGradient).copy();
            for (int i = 0; i < twice.size(); i++) {
                twice.values()[i] *= 2;
            }
            return twice;
        }

        @Override
        public List<Parameter> parameters() {
            return layer.parameters();
        }

        @Override
        public boolean isBatched() {
            return layer.isBatched();
        }
    }
}
