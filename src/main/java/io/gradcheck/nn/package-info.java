/** The backpropagation engine: activations and losses, with their derivatives. */
@NullMarked
package io.gradcheck.nn;

import org.jspecify.annotations.NullMarked;
