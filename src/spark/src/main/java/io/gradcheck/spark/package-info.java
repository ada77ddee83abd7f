/** Campaigns on a Spark cluster, which checks the shards of one and merges their reports. The command line is its interface. */
@Internal
@NullMarked
package io.gradcheck.spark;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
