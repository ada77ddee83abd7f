package io.gradcheck.source;

import io.gradcheck.source.Values.Kind;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.Manifold;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The points of a manifold: random ones, and those near tensors of special numbers, where the manifold knows them.
 *
 * @param manifold the manifold
 */
record ManifoldDomain(Manifold manifold) implements Domain {

    private static final double ROUNDING = 1e-12;

    @Override
    public void fill(Kind kind, Tensor tensor, RandomGenerator random) {
        Tensor point;
        if (kind == Kind.ORDINARY) {
            point = manifold.random(random, tensor.shape());
        } else {
            Tensor numbers = Tensor.zeros(tensor.shape());
            EntryDomain.EVERYTHING.fill(kind, numbers, random);
            point = manifold.nearest(numbers).orElseGet(() -> manifold.random(random, tensor.shape()));
        }
        System.arraycopy(point.values(), 0, tensor.values(), 0, tensor.size());
    }

    @Override
    public boolean allows(Tensor tensor) {
        double largest = Arrays.stream(tensor.values()).map(Math::abs).reduce(1, Math::max);
        return manifold.violation(tensor.copy()) <= ROUNDING * largest;
    }

    /** Where the manifold does not know the nearest point, any other that follows from the numbers. */
    @Override
    public Tensor fitted(Tensor tensor) {
        return manifold.nearest(tensor.copy())
                .orElseGet(
                        () -> manifold.random(new SplittableRandom(Arrays.hashCode(tensor.values())), tensor.shape()));
    }

    @Override
    public List<Supplier<Tensor>> simpler(Tensor tensor) {
        return manifold.nearest(tensor.copy()).isEmpty()
                ? List.of()
                : new JoinedDomain(EntryDomain.EVERYTHING, this::fitted).simpler(tensor);
    }
}
