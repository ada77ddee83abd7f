/** JVMs of their own that do a campaign's work, so that no case can end what others have found. */
@Internal
@NullMarked
package io.gradcheck.campaign.worker;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
