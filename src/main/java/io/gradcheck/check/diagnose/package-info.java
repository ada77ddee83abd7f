/**
 * What a wrong gradient looks like, and the same mistakes as mutants of a right one.
 */
@Internal
@NullMarked
package io.gradcheck.check.diagnose;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
