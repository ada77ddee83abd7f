package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** Bayesian personalised ranking: the loss of triples of a user, an item that is liked, and one that is not. */
final class PairwiseRanking extends PlannedOperation {

    private static final double DECAY = 0.1;

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("a user who comes again has the last gradient alone", "users"),
                new Mistake("the decay pulls the item that is not liked off zero", "items"),
                new Mistake("the user is moved by the liked item alone", "users"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int users = s.between("users", 1, 4);
        int items = s.between("items", 1, 4);
        int triples = s.between("triples", 1, 6);
        int factors = s.between("factors", 1, 4);
        return ordered(
                "users", new Variable(Values.any(), users, factors),
                "items", new Variable(Values.any(), items, factors),
                "user", new Variable(Values.labels(users), triples),
                "liked", new Variable(Values.labels(items), triples),
                "other", new Variable(Values.labels(items), triples));
    }

    @Override
    List<String> parameters() {
        return List.of("users", "items");
    }

    @Override
    List<String> batchedInputs() {
        return List.of("user", "liked", "other");
    }

    private static double preference(Map<String, Tensor> in, int n) {
        double preference = 0;
        for (int c = 0; c < in.get("users").length(1); c++) {
            double liked = in.get("items").get((int) in.get("liked").get(n), c);
            double other = in.get("items").get((int) in.get("other").get(n), c);
            preference += in.get("users").get((int) in.get("user").get(n), c) * (liked - other);
        }
        return preference;
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor loss = Tensor.zeros(in.get("user").size());
        for (int n = 0; n < loss.size(); n++) {
            double squares = 0;
            for (int c = 0; c < in.get("users").length(1); c++) {
                double user = in.get("users").get((int) in.get("user").get(n), c);
                double liked = in.get("items").get((int) in.get("liked").get(n), c);
                double other = in.get("items").get((int) in.get("other").get(n), c);
                squares += user * user + liked * liked + other * other;
            }
            loss.set(Logarithms.softplus(-preference(in, n)) + DECAY / 2 * squares, n);
        }
        return Map.of("loss", loss);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "users", "items");
        for (int n = 0; n < d.get("loss").size(); n++) {
            int u = (int) in.get("user").get(n);
            int i = (int) in.get("liked").get(n);
            int j = (int) in.get("other").get(n);
            double upstream = d.get("loss").get(n);
            double byPreference = -Logarithms.sigmoid(-preference(in, n));
            for (int c = 0; c < in.get("users").length(1); c++) {
                double user = in.get("users").get(u, c);
                double liked = in.get("items").get(i, c);
                double other = in.get("items").get(j, c);
                double byUser = upstream * (byPreference * (mistake == 3 ? liked : liked - other) + DECAY * user);
                double before = mistake == 1 ? 0 : gradients.get("users").get(u, c);
                gradients.get("users").set(before + byUser, u, c);
                double pull = mistake == 2 ? -DECAY : DECAY;
                gradients.get("items").add(upstream * (byPreference * user + DECAY * liked), i, c);
                gradients.get("items").add(upstream * (-byPreference * user + pull * other), j, c);
            }
        }
        return gradients;
    }
}
