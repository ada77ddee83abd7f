/**
 * The contract of evaluate and gradient beside the numbers: shapes, purity, linearity in the upstream gradient, the order of
 * calls.
 */
@Internal
@NullMarked
package io.gradcheck.check.law;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
