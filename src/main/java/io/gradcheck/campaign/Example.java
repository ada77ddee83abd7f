package io.gradcheck.campaign;

import io.gradcheck.source.SubjectSource;
import java.util.List;
import java.util.Map;

/**
 * The first case that shows a mistake, shrunk.
 *
 * @param index its index in the series
 * @param found the case as it was found, in one line
 * @param summary what is wrong with it shrunk: where, by how much, probably why
 * @param text the report on that case
 * @param code Java code that repeats it
 * @param data the case shrunk, as {@link SubjectSource#restore} takes it
 * @param steps how many steps made it small
 * @param checks how many cases were checked for that
 */
record Example(
        long index,
        String found,
        List<String> summary,
        String text,
        String code,
        Map<String, Object> data,
        int steps,
        int checks) {

    Example earlier(Example other) {
        return index <= other.index ? this : other;
    }
}
