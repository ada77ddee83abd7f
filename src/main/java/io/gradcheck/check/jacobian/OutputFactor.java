package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Set;

/**
 * The pattern of some outputs, not all, whose derivatives are all multiplied by a whole number, or by the inverse of one: as
 * those of a penalty are that is added for every example.
 */
final class OutputFactor implements JacobianPattern {

    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final String PENALTY = "out[penalty]";

    @Override
    public List<Diagnosis> test(Jacobian jacobian) {
        double factor = round(jacobian.wrong());
        Set<Integer> wrong = jacobian.wrongOutputs();
        boolean fits = factor != 0
                && jacobian.mayBeOfOutputs()
                && jacobian.anotherOutputIsRight()
                && jacobian.isExplainedBy((output, offset) ->
                        jacobian.rows().claim(output, offset) / (wrong.contains(output) ? factor : 1));
        if (!fits) {
            return List.of();
        }
        String outputs = jacobian.text(wrong);
        String whose = outputs.equals(PENALTY)
                ? "the penalty's part is wrong by factor "
                : wrong.size() == 1 ? "one output is wrong by factor " : "some outputs are wrong by factor ";
        return List.of(new Diagnosis(
                Mistake.OUTPUT_FACTOR,
                whose + new BigDecimal(factor, FOUR_DIGITS).stripTrailingZeros().toPlainString(),
                outputs + ": every derivative fits without it, and other outputs agree"));
    }

    /** The factor by which the worst cell is wrong, if it is that of a whole number or the inverse of one; else 0. */
    private static double round(List<Cell> wrong) {
        Cell worst = wrong.get(0);
        double ratio = worst.analytic() / worst.numeric();
        double size = Math.abs(ratio);
        double whole = Math.signum(ratio) * (size >= 1 ? Math.rint(size) : 1 / Math.rint(1 / size));
        boolean isRound = Double.isFinite(whole)
                && Math.abs(whole) != 1
                && Math.abs(worst.analytic() / whole - worst.numeric()) <= worst.allowed();
        return isRound ? whole : 0;
    }
}
