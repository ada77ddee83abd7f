package io.gradcheck.result;

import java.util.List;

/**
 * A network of fully connected layers with its numbers, as a picture of it needs them.
 *
 * @param inputs how many inputs it has
 * @param loss its loss
 * @param layers its layers, the output layer last
 * @param skips connections that add the output of a layer to the pre-activation of a later one
 */
public record NetworkResult(int inputs, String loss, List<LayerResult> layers, List<SkipResult> skips) {

    /**
     * A layer.
     *
     * @param width how many units it has
     * @param activation its activation; empty for the output layer, whose pre-activation is what the loss takes
     * @param weights one row for each unit
     * @param biases one for each unit
     */
    public record LayerResult(int width, String activation, List<List<Double>> weights, List<Double> biases) {}

    /**
     * A skip connection.
     *
     * @param from the layer whose output is added; 0 for the inputs
     * @param to the layer to whose pre-activation it is added
     */
    public record SkipResult(int from, int to) {}
}
