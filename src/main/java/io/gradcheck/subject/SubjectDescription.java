package io.gradcheck.subject;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Subject} says of itself beside its values and its gradient: how exactly it computes, what its entries are called,
 * for which numbers its gradient is claimed. By default nothing that is not seen from outside.
 */
public interface SubjectDescription {

    /** {@return the format in which the subject computes} */
    default Precision precision() {
        return Precision.DOUBLE;
    }

    /**
     * The absolute accuracy of the outputs, for maps that are not exact to rounding: iterative solvers, Monte Carlo sums
     * with a fixed seed, single-precision code inside double.
     *
     * <p>It cannot be inferred: seen from outside, such a map is another smooth function. The checker takes the noise of
     * the map to be at least this.
     *
     * @return the largest error of an output entry; 0 if the map is exact to rounding
     */
    default double accuracy() {
        return 0;
    }

    /**
     * Names for the entries of variables, which reports then use in place of numbers: {@code K[fy]} for {@code K[1]}.
     *
     * @return for each variable that has them a name for each entry along its last axis; empty if none has
     */
    default Map<String, List<String>> entryNames() {
        return Map.of();
    }

    /**
     * The numbers for which the gradient by variables is claimed, where these are not all numbers.
     *
     * <p>Beyond them code may clamp, or do anything. Where a check asks other points beside {@link Subject#point()}, their entries lie
     * between the bounds.
     *
     * @return the range of each variable that has one; empty if none has
     */
    default Map<String, Range> ranges() {
        return Map.of();
    }

    /**
     * Numbers between two bounds; where both are the same, that number alone.
     *
     * @param least the lower bound; may be infinite
     * @param most the upper bound; may be infinite
     */
    record Range(double least, double most) {
        /**
         * Bounds that enclose numbers.
         *
         * @param least the lower bound
         * @param most the upper bound
         * @throws IllegalArgumentException if it is above the upper one, or either is not a number
         */
        public Range {
            if (!(least <= most)) {
                throw new IllegalArgumentException(
                        "range: found " + least + " to " + most + ", wanted a least number that is not above the most");
            }
        }

        /**
         * Whether a number lies in it, or on a bound.
         *
         * @param number the number
         * @return true if it does
         */
        public boolean contains(double number) {
            return number >= least && number <= most;
        }
    }

    /**
     * Variables that cannot move, as the surface on which they have to stay is a single point: a sphere of one number.
     *
     * @return for each of them where it is, such as {@code the unit sphere of shape [1]}; empty if all can move
     */
    default Map<String, String> pinned() {
        return Map.of();
    }

    /** {@return names for the outputs along the last axis of the output, as {@link #entryNames()}; empty if there are none} */
    default List<String> outputNames() {
        return List.of();
    }

    /**
     * How much each output counts in a check, beside the random number by which the check weights it: for outputs of other
     * units or sizes than others have, of which the largest would drown the rest.
     *
     * @param output the output at the point. Not to be modified.
     * @return a positive number for each output, best a power of two, so that nothing is rounded; by default 1 for each
     */
    default Tensor outputWeights(Tensor output) {
        Tensor weights = Tensor.zeros(output.shape());
        Arrays.fill(weights.values(), 1);
        return weights;
    }

    /** {@return the class whose gradient this subject checks, for coverage} */
    default Class<?> classUnderTest() {
        return getClass();
    }
}
