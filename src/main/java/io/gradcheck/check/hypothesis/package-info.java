/**
 * What a wrong gradient may look like, one hypothesis each, and what of it was measured, against which they are held.
 */
@Internal
@NullMarked
package io.gradcheck.check.hypothesis;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
