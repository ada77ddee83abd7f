package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Negative log likelihood of tag sequences under a linear-chain conditional random field. */
final class CrfLoss extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the tags' own transitions are counted from the later tag to the earlier", "transitions"),
                new Mistake("the start of a sequence of length 1 is not taken off", "start"),
                new Mistake(
                        "the gradient of transitions forgets the upstream gradient of each example", "transitions"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int tags = s.between("tags", 1, 4);
        int length = s.between("length", 1, 5);
        return ordered(
                "emissions", new Variable(Values.any(), s.batch(), length, tags),
                "tags", new Variable(Values.labels(tags), s.batch(), length),
                "lengths", new Variable(Values.lengths(length), s.batch()),
                "transitions", new Variable(Values.any(), tags, tags),
                "start", new Variable(Values.any(), tags));
    }

    @Override
    List<String> parameters() {
        return List.of("transitions", "start");
    }

    @Override
    List<String> batchedInputs() {
        return List.of("emissions", "tags", "lengths");
    }

    private static double[][] ahead(Map<String, Tensor> in, int n) {
        Tensor emissions = in.get("emissions");
        int tags = emissions.length(2);
        double[][] alpha = new double[(int) in.get("lengths").get(n)][tags];
        for (int t = 0; t < alpha.length; t++) {
            for (int k = 0; k < tags; k++) {
                double before = in.get("start").get(k);
                if (t > 0) {
                    double[] paths = new double[tags];
                    for (int j = 0; j < tags; j++) {
                        paths[j] = alpha[t - 1][j] + in.get("transitions").get(j, k);
                    }
                    before = Logarithms.sumExp(paths);
                }
                alpha[t][k] = before + emissions.get(n, t, k);
            }
        }
        return alpha;
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor loss = Tensor.zeros(in.get("emissions").length(0));
        for (int n = 0; n < loss.size(); n++) {
            double[][] alpha = ahead(in, n);
            double score = 0;
            int before = -1;
            for (int t = 0; t < alpha.length; t++) {
                int tag = (int) in.get("tags").get(n, t);
                score += t == 0
                        ? in.get("start").get(tag)
                        : in.get("transitions").get(before, tag);
                score += in.get("emissions").get(n, t, tag);
                before = tag;
            }
            loss.set(Logarithms.sumExp(alpha[alpha.length - 1]) - score, n);
        }
        return Map.of("loss", loss);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "emissions", "transitions", "start");
        Tensor byTransitions = gradients.get("transitions");
        int tags = byTransitions.length(0);
        for (int n = 0; n < d.get("loss").size(); n++) {
            double upstream = d.get("loss").get(n);
            double ofTransitions = mistake == 3 ? 1 : upstream;
            double[][] alpha = ahead(in, n);
            // The probability of each tag, from the last frame back to the first.
            double[] marginal = Logarithms.softmax(alpha[alpha.length - 1]);
            for (int t = alpha.length - 1; t >= 0; t--) {
                int tag = (int) in.get("tags").get(n, t);
                for (int k = 0; k < tags; k++) {
                    double taken = k == tag ? 1 : 0;
                    gradients.get("emissions").set(upstream * (marginal[k] - taken), n, t, k);
                    if (t == 0) {
                        double off = mistake == 2 && alpha.length == 1 ? 0 : taken;
                        gradients.get("start").add(upstream * (marginal[k] - off), k);
                    }
                }
                if (t > 0) {
                    double[] earlier = new double[tags];
                    for (int k = 0; k < tags; k++) {
                        double[] paths = new double[tags];
                        for (int j = 0; j < tags; j++) {
                            paths[j] = alpha[t - 1][j] + in.get("transitions").get(j, k);
                        }
                        double[] from = Logarithms.softmax(paths);
                        for (int j = 0; j < tags; j++) {
                            byTransitions.add(ofTransitions * marginal[k] * from[j], j, k);
                            earlier[j] += marginal[k] * from[j];
                        }
                    }
                    int before = (int) in.get("tags").get(n, t - 1);
                    byTransitions.add(-ofTransitions, mistake == 1 ? tag : before, mistake == 1 ? before : tag);
                    marginal = earlier;
                }
            }
        }
        return gradients;
    }
}
