/**
 * The backpropagation engine: fully connected networks of any depth and width on batches, with every gradient by name.
 *
 * <p>Notation, as in the literature: {@code a_k = W_k h_(k-1) + b_k} and {@code h_k = g(a_k)} for the layers {@code k}
 * = 1..L, with {@code h_0 = x}; the loss is applied to {@code a_L}. Rows are examples, {@code W_k} has one row for each
 * output of its layer. {@link io.gradcheck.nn.Network} describes and holds a network, {@link
 * io.gradcheck.nn.Backpropagation} differentiates it, {@link io.gradcheck.nn.GradientDescent} trains it, and {@link
 * io.gradcheck.nn.Network#on} makes a subject of it that can be checked like any other.
 */
@NullMarked
package io.gradcheck.nn;

import org.jspecify.annotations.NullMarked;
