package io.gradcheck.subject.manifold;

/** What a partial derivative by an entry off the diagonal of a symmetric matrix {@code X} is meant to be. */
public enum SymmetricEntries {
    /**
     * {@code x_ij} and {@code x_ji} are one number: off the diagonal the gradient is {@code df/dx_ij + df/dx_ji}, at both
     * places. That of {@code log det X} is {@code 2 X^-1 - diag(X^-1)}.
     */
    IN_PAIRS,

    /**
     * {@code x_ij} and {@code x_ji} are two numbers that happen to be equal: the gradient is the matrix {@code G} with
     * {@code df = <G, dX>}. That of {@code log det X} is {@code X^-1}.
     */
    SINGLY
}
