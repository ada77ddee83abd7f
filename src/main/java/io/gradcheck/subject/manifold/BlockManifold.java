package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;

/**
 * A manifold of vectors along the last axis, or of matrices along the last two; axes before these count points that know
 * nothing of each other. Vectors are handed on as matrices of one row.
 */
abstract class BlockManifold extends Ready {

    /** What is made of the blocks of a point and of one more tensor. */
    interface OfTwo extends BinaryOperator<Matrix> {}

    private final String name;
    private final int axes;

    BlockManifold(String name, int axes) {
        this.name = name;
        this.axes = axes;
    }

    abstract Matrix retracted(Matrix x, Matrix v);

    abstract Matrix projected(Matrix x, Matrix v);

    abstract Matrix pulledBack(Matrix x, Matrix v, Matrix g);

    abstract double violation(Matrix x);

    abstract Matrix drawn(RandomGenerator random, int rows, int columns);

    /** The nearest block of the manifold, or one that is near; of any finite numbers. */
    abstract Matrix nearest(Matrix a);

    /** What a block must be; empty if it may have this shape. */
    abstract String wantedShape(int rows, int columns);

    Matrix tangent(Matrix x, Matrix d) {
        return projected(x, d);
    }

    Matrix cotangent(Matrix x, Matrix v) {
        return projected(x, v);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    final void requireShape(int... shape) {
        String wanted = shape.length < axes
                ? axes == 1 ? "at least one axis" : "at least two axes"
                : wantedShape(rows(shape), shape[shape.length - 1]);
        if (!wanted.isEmpty()) {
            throw noSuchShape(name, shape, wanted);
        }
    }

    private int rows(int[] shape) {
        return axes == 1 ? 1 : shape[shape.length - 2];
    }

    private Matrix block(Tensor tensor, int start, int rows, int columns) {
        return new Matrix(rows, columns, Arrays.copyOfRange(tensor.values(), start, start + rows * columns));
    }

    /** What is made of one block each of some tensors of one shape. */
    private interface OfBlocks {
        Matrix of(Matrix[] blocks);
    }

    private Tensor each(OfBlocks made, Tensor... tensors) {
        int[] shape = tensors[0].shape();
        int rows = rows(shape);
        int columns = shape[shape.length - 1];
        Tensor result = Tensor.zeros(shape);
        for (int start = 0; start < result.size(); start += rows * columns) {
            int from = start;
            Matrix block = made.of(Arrays.stream(tensors)
                    .map(tensor -> block(tensor, from, rows, columns))
                    .toArray(Matrix[]::new));
            System.arraycopy(block.values, 0, result.values(), start, block.values.length);
        }
        return result;
    }

    /** What is made of the blocks of two tensors. */
    final BinaryOperator<Tensor> each(OfTwo made) {
        return (point, other) -> each(blocks -> made.apply(blocks[0], blocks[1]), point, other);
    }

    @Override
    public final Tensor retract(Tensor point, Tensor tangent) {
        return each(blocks -> retracted(blocks[0], blocks[1]), point, tangent);
    }

    @Override
    public final Tensor project(Tensor point, Tensor vector) {
        return each(blocks -> projected(blocks[0], blocks[1]), point, vector);
    }

    @Override
    public final Tensor pullBack(Tensor point, Tensor tangent, Tensor gradient) {
        return each(blocks -> pulledBack(blocks[0], blocks[1], blocks[2]), point, tangent, gradient);
    }

    @Override
    final Tensor tangent(Tensor point, Tensor displacement) {
        return each(blocks -> tangent(blocks[0], blocks[1]), point, displacement);
    }

    @Override
    final Tensor cotangent(Tensor point, Tensor gradient) {
        return each(blocks -> cotangent(blocks[0], blocks[1]), point, gradient);
    }

    @Override
    public final double violation(Tensor point) {
        requireShape(point.shape());
        double[] largest = {0};
        each(
                blocks -> {
                    largest[0] = Math.max(largest[0], violation(blocks[0]));
                    return blocks[0];
                },
                point);
        return largest[0];
    }

    @Override
    public final Tensor random(RandomGenerator random, int... shape) {
        requireShape(shape);
        return each(blocks -> drawn(random, blocks[0].rows, blocks[0].columns), Tensor.zeros(shape));
    }

    @Override
    public final Optional<Tensor> nearest(Tensor tensor) {
        requireShape(tensor.shape());
        return Optional.of(each(blocks -> nearest(blocks[0]), Tensors.finite(tensor)));
    }
}
