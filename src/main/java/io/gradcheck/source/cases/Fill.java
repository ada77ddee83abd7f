package io.gradcheck.source.cases;

import io.gradcheck.subject.Tensor;
import java.util.random.RandomGenerator;

/** Fills a tensor with random numbers. */
@FunctionalInterface
public interface Fill {
    void fill(Tensor tensor, RandomGenerator random);
}
