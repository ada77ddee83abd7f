/**
 * Where random subjects come from: a source has cases that derive from a seed and an index, so that any of them can be repeated
 * alone, and each case knows simpler ones.
 */
@NullMarked
package io.gradcheck.source;

import org.jspecify.annotations.NullMarked;
