/**
 * The derivative of a black-box real function at zero, with a bound for its error, the jump of its slope and the noise
 * of its values.
 */
@Internal
@NullMarked
package io.gradcheck.numeric;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
