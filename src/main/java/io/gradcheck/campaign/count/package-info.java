/** What is counted beside verdicts: traits of cases, cases that were skipped, variables that were decided, magnitudes. */
@Internal
@NullMarked
package io.gradcheck.campaign.count;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
