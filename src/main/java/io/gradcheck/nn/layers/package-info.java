/**
 * Layers with forward and backward passes written by hand, as examples of what can be checked and as subjects to fuzz.
 *
 * <p>Each one states its formula and the gradients that follow from it, and its loops read like them. {@code dy} stands
 * for the gradient of the loss with respect to {@code y}; sums run over whatever the left side does not mention. Tensors
 * begin with the examples of a batch, {@code n}.
 *
 * <p>A {@link io.gradcheck.subject.Layer} has one input. To a check a further input is one more variable, so a layer of
 * several inputs offers the others as parameters: the keys and values of an attention, the second input of a bilinear
 * layer, the initial state of a recurrent one. Parameters wrap the tensors that a constructor is given.
 */
@NullMarked
package io.gradcheck.nn.layers;

import org.jspecify.annotations.NullMarked;
