/** The command line, with the example data it uses. */
@NullMarked
package io.gradcheck.cli;

import org.jspecify.annotations.NullMarked;
