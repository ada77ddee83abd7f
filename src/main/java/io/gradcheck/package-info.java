/** What all packages share. */
@NullMarked
package io.gradcheck;

import org.jspecify.annotations.NullMarked;
