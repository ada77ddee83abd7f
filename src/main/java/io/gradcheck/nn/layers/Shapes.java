package io.gradcheck.nn.layers;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Refuses tensors of another shape than wanted. */
final class Shapes {

    /** Stands for a length that may be any. */
    static final int ANY = -1;

    private Shapes() {}

    /**
     * The tensor itself, if it has the wanted shape.
     *
     * @param what what the tensor is, for the message
     * @param tensor the tensor. Not modified.
     * @param wanted the length of each axis, or {@link #ANY}
     * @throws IllegalArgumentException if it has another shape
     */
    static Tensor require(String what, Tensor tensor, int... wanted) {
        boolean matches = tensor.rank() == wanted.length;
        for (int axis = 0; matches && axis < wanted.length; axis++) {
            matches = wanted[axis] == ANY || wanted[axis] == tensor.length(axis);
        }
        if (!matches) {
            throw new IllegalArgumentException(what + ": found shape " + tensor.shapeText() + ", wanted "
                    + Arrays.stream(wanted)
                            .mapToObj(length -> length == ANY ? "any" : Integer.toString(length))
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        return tensor;
    }

    /**
     * The tensor itself, if it has at least so many axes.
     *
     * @param what what the tensor is, for the message
     * @param tensor the tensor. Not modified.
     * @param fewest the smallest number of axes
     * @throws IllegalArgumentException if it has fewer
     */
    static Tensor requireAxes(String what, Tensor tensor, int fewest) {
        if (tensor.rank() < fewest) {
            throw new IllegalArgumentException(
                    what + ": found shape " + tensor.shapeText() + ", wanted at least " + fewest + " axes");
        }
        return tensor;
    }

    /**
     * The tensor itself, if its last axis has the wanted length.
     *
     * @param what what the tensor is, for the message
     * @param tensor the tensor. Not modified.
     * @param width the length of its last axis
     * @throws IllegalArgumentException if it has no axis, or the last one has another length
     */
    static Tensor requireWidth(String what, Tensor tensor, int width) {
        if (tensor.rank() == 0 || tensor.length(tensor.rank() - 1) != width) {
            throw new IllegalArgumentException(
                    what + ": found shape " + tensor.shapeText() + ", wanted a last axis of length " + width);
        }
        return tensor;
    }
}
