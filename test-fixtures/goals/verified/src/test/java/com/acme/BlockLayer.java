package com.acme;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** A block, as gradcheck sees it. */
record BlockLayer(Block block) implements Layer {
    @Override
    public Tensor forward(Tensor input) {
        return Tensor.ofRows(block.forward(input.toRows()));
    }

    @Override
    public Tensor backward(Tensor outputGradient) {
        return Tensor.ofRows(block.backward(outputGradient.toRows()));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.of(
                "weights",
                () -> Tensor.vector(block.weights()),
                from -> System.arraycopy(from.values(), 0, block.weights(), 0, from.size()),
                () -> Tensor.vector(block.weightGradients())));
    }

    @Override
    public boolean isBatched() {
        return true; // the first axis counts examples, which know nothing of each other
    }
}
