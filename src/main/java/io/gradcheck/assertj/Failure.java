package io.gradcheck.assertj;

/**
 * A failed assertion; {@link Expectation} makes them.
 *
 * @param wanted what was wanted, in some words
 * @param found what was found instead, in some words
 * @param text the whole text
 */
record Failure(String wanted, String found, String text) {}
