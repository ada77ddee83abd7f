/**
 * What recorded results look like: one page of HTML with its pictures, and a summary in Markdown.
 *
 * <p>The templates in {@code src/main/jte} become classes of this package.
 */
@Internal
@NullMarked
package io.gradcheck.report.view;

import io.gradcheck.Internal;
import org.jspecify.annotations.NullMarked;
