/**
 * The derivative of a black-box real function at zero, with a bound for its error, the jump of its slope and the noise
 * of its values.
 */
@NullMarked
package io.gradcheck.numeric;

import org.jspecify.annotations.NullMarked;
