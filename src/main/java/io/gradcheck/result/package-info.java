/**
 * The recorded format: what tests checked and what was found, as records, and how they are read and written as JSON.
 */
@Internal
@NullMarked
package io.gradcheck.result;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
