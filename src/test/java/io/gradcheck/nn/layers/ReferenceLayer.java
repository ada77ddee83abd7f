package io.gradcheck.nn.layers;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of test-fixtures/reference-layers.
 *
 * @param layer the layer it describes
 * @param input what the layer calls its input
 * @param output the expected output
 * @param upstream the upstream gradient
 * @param gradients the expected gradients, by the layer's own names of its variables
 */
record ReferenceLayer(Layer layer, Tensor input, Tensor output, Tensor upstream, Map<String, Tensor> gradients) {

    static ReferenceLayer read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return of(JsonParser.object().from(reader));
        } catch (IOException | JsonParserException | RuntimeException e) {
            throw new IllegalArgumentException(
                    file + ": found a file that is no reference layer (" + e.getMessage()
                            + "), wanted one as described in test-fixtures/reference-layers/README.md",
                    e);
        }
    }

    private static ReferenceLayer of(JsonObject json) {
        Map<String, Tensor> variables = new LinkedHashMap<>(tensors(json, "inputs"));
        variables.putAll(tensors(json, "parameters"));
        String kind = json.getString("layer");
        Layer layer = layer(kind, object(json, "config"), variables);
        String input = input(kind);
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        tensors(json, "gradients").forEach((name, tensor) -> gradients.put(renamed(name, input), tensor));
        return new ReferenceLayer(
                layer,
                require(input, variables.get(input)),
                tensor(object(json, "output")),
                tensor(object(json, "upstream")),
                gradients);
    }

    private static String input(String kind) {
        return switch (kind) {
            case "attention" -> "q";
            case "bilinear" -> "x1";
            case "embedding" -> "weight";
            default -> "x";
        };
    }

    private static String renamed(String name, String input) {
        return name.equals(input) ? "input" : name.replace("_l0", "");
    }

    private static Layer layer(String kind, JsonObject config, Map<String, Tensor> variables) {
        return switch (kind) {
            case "dense" -> new Dense(variables.get("weight"), variables.get("bias"));
            case "bilinear" -> new Bilinear(variables.get("x2"), variables.get("weight"), variables.get("bias"));
            case "prelu" -> new PRelu(variables.get("slope"));
            case "softmax" -> new Softmax();
            case "log_softmax" -> new LogSoftmax();
            case "dropout" -> new Dropout(matrix(config.getArray("mask")), config.getDouble("keep"));
            case "embedding" -> new Embedding(indices(config.getArray("indices")));
            case "conv2d" -> convolution(config, variables.get("weight"), variables.get("bias"));
            case "max_pool2d" -> new MaxPooling2d(pool(config), pool(config));
            case "avg_pool2d" -> new AveragePooling2d(pool(config), pool(config));
            case "batch_norm" ->
                new BatchNormalisation(variables.get("gamma"), variables.get("beta"), config.getDouble("epsilon"));
            case "layer_norm" ->
                new LayerNormalisation(variables.get("gamma"), variables.get("beta"), config.getDouble("epsilon"));
            case "rms_norm" -> new RmsNormalisation(variables.get("gamma"), config.getDouble("epsilon"));
            case "attention" -> attention(config, variables);
            case "lstm" -> lstm(variables);
            case "gru" -> gru(variables);
            default -> throw new IllegalArgumentException("layer " + kind);
        };
    }

    private static Layer convolution(JsonObject config, Tensor weight, Tensor bias) {
        int stride = config.getInt("stride");
        int padding = config.getInt("padding");
        return new Convolution2d(
                weight,
                bias,
                new Window(weight.length(2), stride, padding, 1),
                new Window(weight.length(3), stride, padding, 1));
    }

    private static Window pool(JsonObject config) {
        return new Window(config.getInt("kernel"), config.getInt("stride"), 0, 1);
    }

    private static Layer attention(JsonObject config, Map<String, Tensor> variables) {
        int queries = variables.get("q").length(1);
        int keys = variables.get("k").length(1);
        return new Attention(
                variables.get("k"),
                variables.get("v"),
                config.getBoolean("causal") ? Attention.causal(queries, keys) : Attention.full(queries, keys));
    }

    private static Layer lstm(Map<String, Tensor> variables) {
        int hidden = variables.get("weight_hh_l0").length(1);
        return new Lstm(
                variables.get("weight_ih_l0"),
                variables.get("weight_hh_l0"),
                variables.get("bias_ih_l0"),
                variables.get("bias_hh_l0"),
                Tensor.zeros(hidden),
                Tensor.zeros(hidden));
    }

    private static Layer gru(Map<String, Tensor> variables) {
        return new Gru(
                variables.get("weight_ih_l0"),
                variables.get("weight_hh_l0"),
                variables.get("bias_ih_l0"),
                variables.get("bias_hh_l0"),
                Tensor.zeros(variables.get("weight_hh_l0").length(1)));
    }

    private static Map<String, Tensor> tensors(JsonObject json, String key) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        JsonObject named = object(json, key);
        named.keySet().forEach(name -> tensors.put(name, tensor(named.getObject(name))));
        return tensors;
    }

    private static Tensor tensor(JsonObject json) {
        return Tensor.of(
                indices(require("shape", json.getArray("shape"))), numbers(require("values", json.getArray("values"))));
    }

    private static Tensor matrix(JsonArray rows) {
        double[][] numbers = rows.stream().map(row -> numbers((JsonArray) row)).toArray(double[][]::new);
        return Tensor.of(new int[] {numbers.length, numbers[0].length}, Vectors.join(numbers));
    }

    private static int[] indices(JsonArray json) {
        return json.stream().mapToInt(number -> ((Number) number).intValue()).toArray();
    }

    private static double[] numbers(JsonArray json) {
        return json.stream()
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
    }

    private static JsonObject object(JsonObject json, String key) {
        return require(key, json.getObject(key));
    }

    private static <T> T require(String key, T value) {
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }
}
