package io.gradcheck.source;

import io.gradcheck.source.Values.Kind;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Which tensors values may be, and how those of each kind are drawn. */
interface Domain {

    /** Draws a tensor of one kind. */
    void fill(Kind kind, Tensor tensor, RandomGenerator random);

    /** Whether values may be this tensor. */
    boolean allows(Tensor tensor);

    /** A new tensor of the domain: the nearest to one, or one that is near. */
    Tensor fitted(Tensor tensor);

    /** Tensors of the domain with rounder numbers, made when they are asked for. */
    List<Supplier<Tensor>> simpler(Tensor tensor);

    /** Draws a tensor of any kind. */
    default void fillAny(Tensor tensor, RandomGenerator random) {
        double kind = random.nextDouble();
        if (kind < 0.45) {
            fill(Kind.ORDINARY, tensor, random);
        } else if (kind < 0.6) {
            fill(Kind.ZEROS, tensor, random);
        } else if (kind < 0.8) {
            fill(Kind.REPEATED, tensor, random);
        } else if (kind < 0.92) {
            fill(Kind.HUGE_AND_TINY, tensor, random);
        } else {
            fill(Kind.SATURATING, tensor, random);
        }
    }
}
