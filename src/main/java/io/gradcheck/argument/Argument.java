package io.gradcheck.argument;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Requirements on arguments that many methods have, each told in the same words: what was found, what was wanted. */
public final class Argument {

    private Argument() {}

    /**
     * Requires {@code number >= least}.
     *
     * @param name the argument's name, for the message
     * @param number the argument
     * @param least the least that it may be
     * @return the number
     * @throws IllegalArgumentException if it is smaller
     */
    public static long atLeast(String name, long number, long least) {
        if (number < least) {
            throw refused(name, number, "at least " + least);
        }
        return number;
    }

    /**
     * Requires {@code number >= least}.
     *
     * @param name the argument's name, for the message
     * @param number the argument
     * @param least the least that it may be
     * @return the number
     * @throws IllegalArgumentException if it is smaller
     */
    public static int atLeast(String name, int number, int least) {
        return (int) atLeast(name, (long) number, least);
    }

    /**
     * Requires {@code 0 <= share <= 1}.
     *
     * @param name the argument's name, for the message
     * @param share the argument
     * @return the share
     * @throws IllegalArgumentException if it is outside, or not a number
     */
    public static double share(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw refused(name, share, "a number from 0 to 1");
        }
        return share;
    }

    /**
     * Requires {@code number > 0}.
     *
     * @param name the argument's name, for the message
     * @param number the argument
     * @return the number
     * @throws IllegalArgumentException if it is not
     */
    public static double positive(String name, double number) {
        if (!(number > 0)) {
            throw refused(name, number, "a number above 0");
        }
        return number;
    }

    /**
     * Requires {@code 0 <= number < infinity}.
     *
     * @param name the argument's name, for the message
     * @param number the argument
     * @return the number
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public static double finiteFromZero(String name, double number) {
        if (!(number >= 0) || Double.isInfinite(number)) {
            throw refused(name, number, "a finite number of at least 0");
        }
        return number;
    }

    /**
     * Requires {@code least <= most}.
     *
     * @param name what has the range, for the message
     * @param least the least of it
     * @param most the most of it
     * @throws IllegalArgumentException if there is nothing in it
     */
    public static void range(String name, int least, int most) {
        if (least > most) {
            throw refused(name, "the range " + least + ".." + most, "least <= most");
        }
    }

    /**
     * Requires that there is at least one.
     *
     * @param <T> what they are collected in
     * @param name the argument's name, for the message
     * @param all the argument
     * @return all of them
     * @throws IllegalArgumentException if there is none
     */
    public static <T extends Collection<?>> T some(String name, T all) {
        if (all.isEmpty()) {
            throw refused(name, "none", "at least one");
        }
        return all;
    }

    /**
     * Requires names for the entries along the last axis of a tensor: one for each, none of them blank or twice.
     *
     * @param name what they are the names of, for the message
     * @param names the names
     * @param shape the shape of the tensor. Not modified.
     * @return an unmodifiable copy of the names
     * @throws IllegalArgumentException if the tensor is a scalar
     * @throws IllegalArgumentException if there are more or fewer names than entries along the last axis
     * @throws IllegalArgumentException if a name is blank, or has a line break or another control character
     * @throws IllegalArgumentException if a name comes twice
     */
    public static List<String> namesAlongLastAxis(String name, List<String> names, int[] shape) {
        String found = names.size() == 1 ? "1 name" : names.size() + " names";
        if (shape.length == 0) {
            throw refused(name, found, "none: a scalar has a single entry and no axis, so leave them out");
        }
        int length = shape[shape.length - 1];
        if (names.size() != length) {
            throw refused(
                    name,
                    found,
                    length + ", one for each entry along the last axis of shape " + Arrays.toString(shape));
        }
        Set<String> met = new HashSet<>();
        for (int k = 0; k < length; k++) {
            String one = names.get(k);
            if (one.isBlank() || one.chars().anyMatch(Character::isISOControl)) {
                throw refused(name, "\"" + one + "\" as name " + k, "a text that can be read on one line");
            }
            if (!met.add(one)) {
                throw refused(name, "\"" + one + "\" twice", "another name for each entry");
            }
        }
        return List.copyOf(names);
    }

    private static IllegalArgumentException refused(String name, Object found, String wanted) {
        return new IllegalArgumentException(name + ": found " + found + ", wanted " + wanted);
    }
}
