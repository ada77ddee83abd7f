package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Connectionist temporal classification: the loss of label sequences whose alignment is unknown. Class 0 is the blank. */
final class CtcLoss extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the way back skips the blank between equal labels too", "logits"),
                new Mistake("frames after the end of a sequence have a gradient", "logits"),
                new Mistake("of a label that comes twice the last posterior alone counts", "logits"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int labels = s.between("labels", 1, 3);
        // So many frames that every alignment exists, with a blank between equal labels.
        int shortest = 2 * labels - 1;
        int frames = shortest + s.between("more frames", 0, 3);
        int classes = s.between("classes", 2, 5);
        return ordered(
                "logits", new Variable(Values.any(), s.batch(), frames, classes),
                "labels", new Variable(Values.integers(1, classes - 1), s.batch(), labels),
                "labelLengths", new Variable(Values.lengths(labels), s.batch()),
                "frameLengths", new Variable(Values.integers(shortest, frames), s.batch()));
    }

    @Override
    List<String> batchedInputs() {
        return List.of("logits", "labels", "labelLengths", "frameLengths");
    }

    /** One sequence: its logarithms of probabilities by frame and class, and its labels with blanks around them. */
    private record Sequence(double[][] logits, int[] extended) {

        static Sequence of(Map<String, Tensor> in, int n) {
            int classes = in.get("logits").length(2);
            double[][] logits = new double[(int) in.get("frameLengths").get(n)][classes];
            for (int t = 0; t < logits.length; t++) {
                for (int k = 0; k < classes; k++) {
                    logits[t][k] = in.get("logits").get(n, t, k);
                }
            }
            int[] extended = new int[2 * (int) in.get("labelLengths").get(n) + 1];
            for (int i = 1; i < extended.length; i += 2) {
                extended[i] = (int) in.get("labels").get(n, i / 2);
            }
            return new Sequence(logits, extended);
        }

        double log(int t, int state) {
            return logits[t][extended[state]] - Logarithms.sumExp(logits[t]);
        }

        boolean skips(int state) {
            return state >= 2 && extended[state] != 0 && extended[state] != extended[state - 2];
        }

        double[][] ahead() {
            double[][] alpha = new double[logits.length][extended.length];
            for (int t = 0; t < logits.length; t++) {
                for (int s = 0; s < extended.length; s++) {
                    double none = Double.NEGATIVE_INFINITY;
                    double before = t == 0
                            ? s < 2 ? 0 : none
                            : Logarithms.sumExp(
                                    alpha[t - 1][s],
                                    s > 0 ? alpha[t - 1][s - 1] : none,
                                    skips(s) ? alpha[t - 1][s - 2] : none);
                    alpha[t][s] = before + log(t, s);
                }
            }
            return alpha;
        }

        double[][] back(boolean overEqualLabels) {
            int states = extended.length;
            double[][] beta = new double[logits.length][states];
            for (int t = logits.length - 1; t >= 0; t--) {
                for (int s = 0; s < states; s++) {
                    double none = Double.NEGATIVE_INFINITY;
                    boolean skips = s + 2 < states && (skips(s + 2) || (overEqualLabels && extended[s] != 0));
                    beta[t][s] = t == logits.length - 1
                            ? s >= states - 2 ? 0 : none
                            : Logarithms.sumExp(
                                    beta[t + 1][s] + log(t + 1, s),
                                    s + 1 < states ? beta[t + 1][s + 1] + log(t + 1, s + 1) : none,
                                    skips ? beta[t + 1][s + 2] + log(t + 1, s + 2) : none);
                }
            }
            return beta;
        }

        double logLikelihood(double[][] alpha) {
            double[] last = alpha[alpha.length - 1];
            return Logarithms.sumExp(last[last.length - 1], last[last.length - 2]);
        }
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor loss = Tensor.zeros(in.get("logits").length(0));
        for (int n = 0; n < loss.size(); n++) {
            Sequence sequence = Sequence.of(in, n);
            loss.set(-sequence.logLikelihood(sequence.ahead()), n);
        }
        return Map.of("loss", loss);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "logits");
        Tensor byLogits = gradients.get("logits");
        int classes = byLogits.length(2);
        for (int n = 0; n < byLogits.length(0); n++) {
            Sequence sequence = Sequence.of(in, n);
            double[][] alpha = sequence.ahead();
            double[][] beta = sequence.back(mistake == 1);
            double logLikelihood = sequence.logLikelihood(alpha);
            double upstream = d.get("loss").get(n);
            for (int t = 0; t < alpha.length; t++) {
                double[] posterior = new double[classes];
                for (int s = 0; s < alpha[t].length; s++) {
                    double here = Math.exp(alpha[t][s] + beta[t][s] - logLikelihood);
                    int k = sequence.extended[s];
                    posterior[k] = mistake == 3 && k != 0 ? here : posterior[k] + here;
                }
                double[] softmax = Logarithms.softmax(sequence.logits[t]);
                for (int k = 0; k < classes; k++) {
                    byLogits.set(upstream * (softmax[k] - posterior[k]), n, t, k);
                }
            }
            for (int t = alpha.length; mistake == 2 && t < byLogits.length(1); t++) {
                for (int k = 0; k < classes; k++) {
                    byLogits.set(upstream / classes, n, t, k);
                }
            }
        }
        return gradients;
    }
}
