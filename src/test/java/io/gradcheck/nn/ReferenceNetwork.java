package io.gradcheck.nn;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network with the numbers that another engine found for it, read from a file. */
record ReferenceNetwork(
        Network network,
        Batch batch,
        double loss,
        Tensor output,
        List<Tensor> preActivations,
        Map<String, Tensor> gradients) {

    /**
     * PyTorch's kernel for the derivative of hard sigmoid multiplies by {@code 1.0f / 6.0f} also in double precision,
     * which is 3e-8 off. {@code hard_sigmoid(1) - hard_sigmoid(0)} is its own witness that the slope is 1/6.
     */
    private static final double SINGLE_PRECISION_SIXTH = (double) (1.0f / 6.0f) * 6;

    /**
     * The same numbers if the reference had used 1/6 for the derivative of hard sigmoid, and not {@code 1.0f / 6.0f}.
     */
    ReferenceNetwork withExactSixth() {
        Map<String, Tensor> exact = new LinkedHashMap<>();
        gradients.forEach((variable, gradient) -> exact.put(variable, withExactSixth(variable, gradient)));
        return new ReferenceNetwork(network, batch, loss, output, preActivations, exact);
    }

    private Tensor withExactSixth(String variable, Tensor gradient) {
        int layer = variable.equals("x") ? 0 : Integer.parseInt(variable.substring(1));
        int first = variable.startsWith("h") ? layer + 1 : Math.max(1, layer);
        double factor = 1;
        for (int k = first; k < network.layers(); k++) {
            if (network.activation(k) == Activation.HARD_SIGMOID) {
                factor *= SINGLE_PRECISION_SIXTH;
            }
        }
        Tensor exact = gradient.copy();
        for (int i = 0; i < exact.size(); i++) {
            double penalty = variable.startsWith("W") ? network.l2() * network.weights[layer][i] : 0;
            exact.values()[i] = (gradient.values()[i] - penalty) / factor + penalty;
        }
        return exact;
    }

    static ReferenceNetwork read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return of(JsonParser.object().from(reader));
        } catch (IOException | JsonParserException | RuntimeException e) {
            throw new IllegalArgumentException(
                    file + ": found a file that is no reference network (" + e.getMessage()
                            + "), wanted one as described" + " in test-fixtures/reference/README.md",
                    e);
        }
    }

    private static ReferenceNetwork of(JsonObject json) {
        JsonObject expected = object(json, "expected");
        return new ReferenceNetwork(
                network(json),
                new Batch(matrix(array(json, "input")), matrix(array(json, "target"))),
                number(expected, "loss"),
                matrix(array(expected, "output")),
                matrices(array(expected, "preActivations")),
                gradients(expected));
    }

    private static Network network(JsonObject json) {
        JsonArray layers = array(json, "layers");
        NetworkBuilder builder = Network.inputs(layers.getObject(0).getInt("inputs"));
        for (int k = 0; k < layers.size(); k++) {
            JsonObject layer = layers.getObject(k);
            String activation = layer.getString("activation");
            if (activation.equals("output")) {
                builder.output(layer.getInt("outputs"), Loss.named(json.getString("loss")));
            } else {
                builder.hidden(layer.getInt("outputs"), Activation.named(activation));
            }
        }
        return builder.l2(number(json, "l2"))
                .parameters(matrices(array(json, "weights")), vectors(array(json, "biases")));
    }

    private static Map<String, Tensor> gradients(JsonObject expected) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        gradients.put("x", matrix(array(expected, "inputGradient")));
        name("W", matrices(array(expected, "weightGradients")), gradients);
        name("b", vectors(array(expected, "biasGradients")), gradients);
        name("a", matrices(array(expected, "preActivationGradients")), gradients);
        name("h", matrices(array(expected, "hiddenGradients")), gradients);
        return gradients;
    }

    private static void name(String letter, List<Tensor> tensors, Map<String, Tensor> gradients) {
        for (int k = 1; k <= tensors.size(); k++) {
            gradients.put(letter + k, tensors.get(k - 1));
        }
    }

    private static JsonObject object(JsonObject json, String key) {
        return require(key, json.getObject(key));
    }

    private static JsonArray array(JsonObject json, String key) {
        return require(key, json.getArray(key));
    }

    private static double number(JsonObject json, String key) {
        require(key, json.getNumber(key));
        return json.getDouble(key);
    }

    private static <T> T require(String key, T value) {
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }

    private static List<Tensor> matrices(JsonArray json) {
        List<Tensor> matrices = new ArrayList<>();
        for (int k = 0; k < json.size(); k++) {
            matrices.add(matrix(json.getArray(k)));
        }
        return matrices;
    }

    private static List<Tensor> vectors(JsonArray json) {
        List<Tensor> vectors = new ArrayList<>();
        for (int k = 0; k < json.size(); k++) {
            vectors.add(Tensor.vector(numbers(json.getArray(k))));
        }
        return vectors;
    }

    private static Tensor matrix(JsonArray rows) {
        int width = rows.getArray(0).size();
        Tensor matrix = Tensor.zeros(rows.size(), width);
        for (int i = 0; i < rows.size(); i++) {
            double[] row = numbers(rows.getArray(i));
            if (row.length != width) {
                throw new IllegalArgumentException(
                        "a matrix with rows of " + width + " and " + row.length + " numbers");
            }
            System.arraycopy(row, 0, matrix.values(), i * width, width);
        }
        return matrix;
    }

    private static double[] numbers(JsonArray json) {
        double[] numbers = new double[json.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(json.get(i) instanceof Number number)) {
                throw new IllegalArgumentException("an entry " + json.get(i) + " where a number was wanted");
            }
            numbers[i] = number.doubleValue();
        }
        return numbers;
    }
}
