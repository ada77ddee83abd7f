package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** A table read between its knots along straight lines, and beyond them at its ends. */
final class LinearInterpolation extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("beyond the knots the slope goes on", "at"),
                new Mistake("the knot to the right does not move", "knots"),
                new Mistake("two readings between the same knots overwrite each other", "heights"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int knots = s.between("knots", 2, 6);
        return ordered(
                "at", new Variable(Values.any(), s.between("readings", 1, 6)),
                "knots", new Variable(Values.ascending(), knots),
                "heights", new Variable(Values.any(), knots));
    }

    @Override
    List<String> batchedInputs() {
        return List.of("at");
    }

    private static int left(Tensor knots, double at) {
        for (int k = 1; k < knots.size(); k++) {
            if (!(knots.get(k - 1) < knots.get(k))) {
                throw new IllegalArgumentException("knots: found " + knots + ", wanted ascending ones");
            }
        }
        int left = 0;
        while (left < knots.size() - 2 && knots.get(left + 1) <= at) {
            left++;
        }
        return left;
    }

    /** How far between two knots, from 0 to 1. */
    private static double share(Tensor knots, int left, double at) {
        double share = (at - knots.get(left)) / (knots.get(left + 1) - knots.get(left));
        return Math.max(0, Math.min(1, share));
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor knots = in.get("knots");
        Tensor read = Tensor.zeros(in.get("at").size());
        for (int n = 0; n < read.size(); n++) {
            int left = left(knots, in.get("at").get(n));
            double share = share(knots, left, in.get("at").get(n));
            read.set(
                    (1 - share) * in.get("heights").get(left)
                            + share * in.get("heights").get(left + 1),
                    n);
        }
        return Map.of("read", read);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "at", "knots", "heights");
        Tensor knots = in.get("knots");
        Tensor heights = in.get("heights");
        Tensor byHeights = gradients.get("heights");
        for (int n = 0; n < d.get("read").size(); n++) {
            double at = in.get("at").get(n);
            double upstream = d.get("read").get(n);
            int left = left(knots, at);
            double share = share(knots, left, at);
            boolean between = at > knots.get(0) && at < knots.get(knots.size() - 1);
            double slope = (heights.get(left + 1) - heights.get(left)) / (knots.get(left + 1) - knots.get(left));
            gradients.get("at").set(between || mistake == 1 ? upstream * slope : 0, n);
            if (between) {
                gradients.get("knots").add(-upstream * slope * (1 - share), left);
                gradients.get("knots").add(mistake == 2 ? 0 : -upstream * slope * share, left + 1);
            }
            if (mistake == 3) {
                byHeights.set(upstream * (1 - share), left);
                byHeights.set(upstream * share, left + 1);
            } else {
                byHeights.add(upstream * (1 - share), left);
                byHeights.add(upstream * share, left + 1);
            }
        }
        return gradients;
    }
}
