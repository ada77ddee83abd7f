package io.gradcheck.subject.boosting;

/**
 * What was declared of an objective.
 *
 * @param perRow the number of predictions of a row
 * @param byClass whether those of one class stand together, and not those of one row
 * @param independent whether rows know nothing of each other
 * @param hessian whether there is a Hessian to check
 * @param gradientFactor how many times the loss's derivative the gradient is
 * @param hessianFactor how many times its second derivative the Hessian is
 * @param clippedAt the least that an entry of the Hessian may be; NaN if it is not clipped
 */
record Conventions(
        int perRow,
        boolean byClass,
        boolean independent,
        boolean hessian,
        double gradientFactor,
        double hessianFactor,
        double clippedAt) {

    static final Conventions NONE = new Conventions(1, false, false, true, 1, 1, Double.NaN);

    Conventions withPredictions(int count, boolean together) {
        return new Conventions(count, together, independent, hessian, gradientFactor, hessianFactor, clippedAt);
    }

    Conventions withIndependentRows() {
        return new Conventions(perRow, byClass, true, hessian, gradientFactor, hessianFactor, clippedAt);
    }

    Conventions withoutHessian() {
        return new Conventions(perRow, byClass, independent, false, gradientFactor, hessianFactor, clippedAt);
    }

    Conventions withFactors(double ofGradient, double ofHessian) {
        return new Conventions(perRow, byClass, independent, hessian, ofGradient, ofHessian, clippedAt);
    }

    Conventions withHessianClippedAt(double least) {
        return new Conventions(perRow, byClass, independent, hessian, gradientFactor, hessianFactor, least);
    }

    /** The block of each row: rows of different ones know nothing of each other. */
    int[] blocks(BoostingData data) {
        int[] block = new int[data.rows()];
        int[] groups = data.groups();
        int row = 0;
        for (int g = 0; g < groups.length; g++) {
            for (int k = 0; k < groups[g]; k++) {
                block[row++] = g;
            }
        }
        for (int i = 0; independent && i < block.length; i++) {
            block[i] = i;
        }
        return block;
    }
}
