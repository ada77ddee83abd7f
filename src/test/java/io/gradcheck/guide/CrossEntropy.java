package io.gradcheck.guide;

/** The user's own code: cross entropy of logits and labels, summed over the rows, and its gradient. */
final class CrossEntropy {

    private CrossEntropy() {}

    static double loss(double[][] logits, double[] labels) {
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            loss += largest(logits[i]) + Math.log(sum(logits[i])) - logits[i][(int) labels[i]];
        }
        return loss;
    }

    static double[][] gradient(double[][] logits, double[] labels, double outer) {
        double[][] gradient = new double[logits.length][];
        for (int i = 0; i < logits.length; i++) {
            double sum = sum(logits[i]);
            gradient[i] = logits[i].clone();
            for (int k = 0; k < logits[i].length; k++) {
                double softmax = Math.exp(logits[i][k] - largest(logits[i])) / sum;
                gradient[i][k] = outer * (softmax - (k == (int) labels[i] ? 1 : 0));
            }
        }
        return gradient;
    }

    private static double largest(double[] row) {
        double largest = row[0];
        for (double logit : row) {
            largest = Math.max(largest, logit);
        }
        return largest;
    }

    private static double sum(double[] row) {
        double sum = 0;
        for (double logit : row) {
            sum += Math.exp(logit - largest(row));
        }
        return sum;
    }
}
