package io.gradcheck.check;

/**
 * An error relative to each entry of a gradient.
 *
 * @param value the error, such as 1e-6; from 0 to below 1
 */
public record RelativeError(double value) {

    /**
     * Makes a relative error.
     *
     * @param value the error
     * @throws IllegalArgumentException if it is not a number from 0 to below 1
     */
    public RelativeError {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "relative error: found " + value + ", wanted a number from 0 to below 1");
        }
    }

    /**
     * Makes a relative error.
     *
     * @param value the error
     * @return the error
     * @throws IllegalArgumentException if it is not a number from 0 to below 1
     */
    public static RelativeError of(double value) {
        return new RelativeError(value);
    }
}
