package io.gradcheck.finding;

import java.util.List;

/**
 * The entries of the Jacobian by a variable that were found wrong, where the subject has more than one output.
 *
 * <p>Of a subject of few outputs all of them are compared, in a few columns; of others those that a search finds.
 *
 * @param worst at most ten of them, worst first
 * @param wrong how many of those compared are wrong
 * @param compared how many were compared
 * @param gradients how many gradients were asked for to find them, each for other weights of the outputs
 */
public record WrongJacobian(List<JacobianEntry> worst, int wrong, int compared, int gradients) {

    /** Where nothing was compared: of a subject with one output, or where nothing could be told. */
    public static final WrongJacobian NONE = new WrongJacobian(List.of(), 0, 0, 0);
}
