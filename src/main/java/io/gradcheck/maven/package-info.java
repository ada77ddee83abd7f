/**
 * The goals of the Maven plugin: rules on recorded results, the report of one module or of all, and fuzzing in JVMs of
 * their own, in shards if wanted. They read files and fork; no test engine is needed, so that none meets the project's own.
 */
@Internal
@NullMarked
package io.gradcheck.maven;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
