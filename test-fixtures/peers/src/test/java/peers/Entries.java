package peers;

/**
 * Which weights and biases are checked: of each variable's n entries every (n / perVariable)-th, beginning with the
 * first.
 *
 * @param perVariable about how many entries of each variable; {@link Integer#MAX_VALUE} for all
 */
record Entries(int perVariable) {

    static final Entries ALL = new Entries(Integer.MAX_VALUE);

    boolean areAll() {
        return perVariable == Integer.MAX_VALUE;
    }

    /** {@return the distance of two neighbours in a variable with so many entries} */
    int stride(int size) {
        return Math.max(1, size / perVariable);
    }
}
