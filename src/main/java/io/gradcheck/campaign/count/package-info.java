/** What a campaign counts beside verdicts: traits of its cases, cases that were skipped, variables that were decided, magnitudes. */
@Internal
@NullMarked
package io.gradcheck.campaign.count;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
