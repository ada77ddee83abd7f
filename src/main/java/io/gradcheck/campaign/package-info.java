/**
 * Campaigns: many cases of some sources are checked, failures are grouped and shrunk, and kept for later runs.
 */
@NullMarked
package io.gradcheck.campaign;

import org.jspecify.annotations.NullMarked;
