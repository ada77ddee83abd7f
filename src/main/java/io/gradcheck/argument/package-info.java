/**
 * What arguments must be, and how they are refused.
 */
@Internal
@NullMarked
package io.gradcheck.argument;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
