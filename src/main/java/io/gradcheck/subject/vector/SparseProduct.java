package io.gradcheck.subject.vector;

import io.gradcheck.subject.WrongResultException;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The product {@code M(x)'u} of a matrix of which the values at the entries of a pattern are given. */
final class SparseProduct implements BinaryOperator<double[]> {

    private final String name;
    private final SparsityPattern pattern;
    private final UnaryOperator<double[]> values;
    private final boolean symmetric;

    /**
     * Keeps what it is made of.
     *
     * @param symmetric whether the pattern has one triangle of a symmetric matrix
     */
    SparseProduct(String name, SparsityPattern pattern, UnaryOperator<double[]> values, boolean symmetric) {
        this.name = name;
        this.pattern = pattern;
        this.values = values;
        this.symmetric = symmetric;
    }

    SparsityPattern pattern() {
        return pattern;
    }

    /** The entries that may be other than zero. */
    SparsityPattern support() {
        return symmetric ? pattern.mirrored() : pattern;
    }

    @Override
    public double[] apply(double[] x, double[] u) {
        if (u.length != pattern.rows()) {
            throw new WrongResultException("subject " + name + ": evaluate returned " + u.length + " outputs, wanted "
                    + pattern.rows() + ", a row of the declared pattern for each");
        }
        double[] claimed = values(x);
        return symmetric ? pattern.symmetricTimes(claimed, u) : pattern.transposedTimes(claimed, u);
    }

    /** The claimed values, one for each entry. */
    double[] values(double[] x) {
        double[] claimed = values.apply(x);
        if (claimed == null || claimed.length != pattern.entries()) {
            throw new WrongResultException("subject " + name + ": found "
                    + (claimed == null ? "null" : claimed.length + " values") + ", wanted " + pattern.entries()
                    + ", one for each entry of the declared pattern");
        }
        return claimed;
    }
}
