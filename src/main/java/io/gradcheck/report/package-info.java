/**
 * What was recorded, to be read by people: one page of HTML, a summary in Markdown, and the same as JSON.
 */
@Internal
@NullMarked
package io.gradcheck.report;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
