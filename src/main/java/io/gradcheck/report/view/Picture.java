package io.gradcheck.report.view;

import java.util.List;

/**
 * A picture with its text alternatives.
 *
 * @param caption what it shows, in a few words
 * @param finding what is to be seen in it
 * @param svg the picture, which holds both texts too
 * @param legend what is drawn how
 * @param numbers the numbers that are drawn
 */
record Picture(String caption, String finding, String svg, List<Key> legend, NumberTable numbers) {

    /** A sign in the legend, by its style. */
    record Key(String style, String text) {}

    /** Numbers as text; the first column names the row. */
    record NumberTable(List<String> head, List<List<String>> rows) {}
}
