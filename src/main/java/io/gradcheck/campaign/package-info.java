/** Random subjects: cases that derive from a seed and an index, so that any of them can be repeated alone. */
@NullMarked
package io.gradcheck.campaign;

import org.jspecify.annotations.NullMarked;
