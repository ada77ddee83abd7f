/**
 * Which test hears of which check while tests run: a recorder writes, for each test class, what its tests checked and what was
 * found. The only package with static state.
 *
 * <p>It knows no test engine; adapters tell it which test runs on which thread.
 */
@Internal
@NullMarked
package io.gradcheck.recording;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
