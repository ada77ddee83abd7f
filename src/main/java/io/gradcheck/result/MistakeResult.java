package io.gradcheck.result;

/**
 * A mistake that a campaign found, with the smallest case that shows it.
 *
 * @param signature what it looks like
 * @param count in how many cases it was seen
 * @param first the index of the first of them in the series
 * @param text the report on the case made small
 * @param code Java code that repeats it
 */
public record MistakeResult(String signature, long count, long first, String text, String code) {}
