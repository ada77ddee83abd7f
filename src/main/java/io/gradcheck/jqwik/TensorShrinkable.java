package io.gradcheck.jqwik;

import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A tensor that shrinks to rounder numbers. Each use gets a copy, since a tensor can be written to.
 *
 * @param tensor the tensor
 * @param values what its numbers may be
 */
record TensorShrinkable(Tensor tensor, Values values) implements Shrinkable<Tensor> {

    @Override
    public Tensor value() {
        return tensor.copy();
    }

    @Override
    public Stream<Shrinkable<Tensor>> shrink() {
        return values.simpler(tensor).stream().map(step -> new TensorShrinkable(step.get(), values));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(Values.roughness(tensor));
    }
}
