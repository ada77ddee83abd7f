/**
 * What was recorded, to be read by people: one page of HTML, a summary in Markdown, and the same as JSON.
 */
@NullMarked
package io.gradcheck.report;

import org.jspecify.annotations.NullMarked;
