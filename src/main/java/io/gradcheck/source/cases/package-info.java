/** How the values of a case are written down, as data and as Java, and made simpler. */
@Internal
@NullMarked
package io.gradcheck.source.cases;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
