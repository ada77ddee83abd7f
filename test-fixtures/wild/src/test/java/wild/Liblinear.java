package wild;

import de.bwaldvogel.liblinear.Objective;
import de.bwaldvogel.liblinear.SolverType;
import org.apache.commons.math3.dfp.Dfp;

/** Regularised losses by their weights, and their Hessians. */
final class Liblinear {

    private static final double[][] ROWS = {{1, -0.5, 2}, {0.3, 0.8, -1}, {-1.2, 0.4, 0.6}, {2, 1.5, -0.7}};
    private static final double[] LABELS = {1, -1, 1, -1};
    private static final double[] TARGETS = {0.7, -1.3, 2, 0.05};
    private static final double[] WEIGHTS = {0.3, -0.8, 0.4};

    private Liblinear() {}

    static Library library() {
        return Library.of("liblinear", "2.44", Liblinear::fill);
    }

    private static void fill(Checks checks) {
        for (boolean biased : new boolean[] {true, false}) {
            String how = biased ? "" : ", bias not regularised";
            pair(checks, "L2R_LrFunction" + how, Objective.of(SolverType.L2R_LR, ROWS, LABELS, biased), WEIGHTS);
            pair(
                    checks,
                    "L2R_L2_SvcFunction" + how,
                    Objective.of(SolverType.L2R_L2LOSS_SVC, ROWS, LABELS, biased),
                    WEIGHTS);
            pair(
                    checks,
                    "L2R_L2_SvrFunction" + how,
                    Objective.of(SolverType.L2R_L2LOSS_SVR, ROWS, TARGETS, biased),
                    WEIGHTS);
        }
        pair(checks, "L2R_LrFunction, weights of 0", Objective.of(SolverType.L2R_LR, ROWS, LABELS, true), 0, 0, 0);
        pair(
                checks,
                "L2R_LrFunction, weights of 100",
                Objective.of(SolverType.L2R_LR, ROWS, LABELS, true),
                100,
                -100,
                100);
        pair(
                checks,
                "L2R_L2_SvcFunction, weights of 0",
                Objective.of(SolverType.L2R_L2LOSS_SVC, ROWS, LABELS, true),
                0,
                0,
                0);
        checks.fail(
                "L2R_LrFunction, gradient without a value before it",
                () -> Objective.of(SolverType.L2R_LR, ROWS, LABELS, true).alone("L2R_LrFunction", WEIGHTS),
                "law GRADIENT_ALONE",
                "",
                Evidence.digits60(w -> new Dfp[] {logistic(w)}),
                "right only after the value was asked for at the same place");
    }

    private static Dfp logistic(Dfp[] w) {
        Dfp loss = Evidence.dfp(0);
        for (Dfp weight : w) {
            loss = loss.add(weight.multiply(weight).divide(2));
        }
        for (int i = 0; i < ROWS.length; i++) {
            Dfp margin = Evidence.dfp(0);
            for (int j = 0; j < w.length; j++) {
                margin = margin.add(w[j].multiply(Evidence.dfp(ROWS[i][j] * LABELS[i])));
            }
            loss = loss.add(margin.negate().exp().add(Evidence.dfp(1)).log().multiply(Evidence.dfp(0.5 + i)));
        }
        return loss;
    }

    private static void pair(Checks checks, String name, Objective objective, double... weights) {
        checks.pass(name, () -> objective.gradient(name, weights));
        checks.pass(name + ", Hessian", () -> objective.hessian(name, weights));
    }
}
