package io.gradcheck.subject.manifold;

import io.gradcheck.subject.Tensor;
import java.util.function.BinaryOperator;

/**
 * Another convention, or a customary mistake, by which a gradient is not what is wanted.
 *
 * @param name what such a gradient is
 * @param kind the kind of gradient that is confused with it
 * @param made from a point and the gradient that is wanted to the one that would be reported
 * @param undone from a point and a gradient of this convention to the one that is wanted
 */
record Convention(String name, GradientKind kind, BinaryOperator<Tensor> made, BinaryOperator<Tensor> undone) {}
