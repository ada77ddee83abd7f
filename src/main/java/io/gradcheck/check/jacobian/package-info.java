/**
 * Which outputs a wrong entry of a gradient is wrong for: entries of the Jacobian, and what their pattern looks like.
 */
@Internal
@NullMarked
package io.gradcheck.check.jacobian;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
