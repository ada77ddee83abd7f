/** The command line, with the example data it uses. */
@Internal
@NullMarked
package io.gradcheck.cli;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
