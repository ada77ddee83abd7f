/** Threads that do jobs under watch: a job that does not end is left behind with its thread, and the others go on. */
@Internal
@NullMarked
package io.gradcheck.campaign.crew;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
