/**
 * One directional derivative against one claim, at one point.
 */
@Internal
@NullMarked
package io.gradcheck.check.probe;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
