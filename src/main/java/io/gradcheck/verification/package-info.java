/**
 * Recorded results of a module, held against rules: what counts of them, what is lost, what is violated. The Maven goal and
 * the command {@code verify} say it.
 */
@Internal
@NullMarked
package io.gradcheck.verification;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
