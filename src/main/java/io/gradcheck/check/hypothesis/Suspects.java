package io.gradcheck.check.hypothesis;

import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The mistakes that a subject itself thinks likely, held against what it reports at a place. */
public final class Suspects {

    private final Map<String, Map<String, Tensor>> gradients;

    /** Those that make the whole reported gradient, in every variable, as it is. */
    private final Set<String> whole = new HashSet<>();

    /**
     * A mistake that makes the gradient of one variable what is reported.
     *
     * @param mistake its name
     * @param distance how far apart the two are, relative to the largest entry
     * @param whole whether every other variable's gradient is what it makes, too
     */
    record Match(String mistake, double distance, boolean whole) {}

    public Suspects(EvaluationPoint place) {
        this.gradients = place.suspects();
        gradients.forEach((mistake, wrong) -> {
            if (wrong.entrySet().stream().allMatch(entry -> isReported(place, entry.getKey(), entry.getValue()))) {
                whole.add(mistake);
            }
        });
    }

    private static boolean isReported(EvaluationPoint place, String variable, Tensor wrong) {
        Tensor reported = place.gradient().find(variable);
        if (reported == null || !reported.hasShapeOf(wrong)) {
            return reported == null; // of no variable that is checked
        }
        double size = Math.max(Sums.largest(reported.values()), Sums.largest(wrong.values()));
        return Evidence.distance(reported.values(), wrong.values()) <= Evidence.same(place) * size;
    }

    /** The gradients of a variable that mistakes would make, by mistake. */
    Map<String, double[]> of(Evidence evidence) {
        Map<String, double[]> ofVariable = new LinkedHashMap<>();
        gradients.forEach((mistake, wrong) -> {
            Tensor suspect = wrong.get(evidence.variable());
            if (suspect != null && suspect.hasShapeOf(evidence.gradient()) && suspect.isFinite()) {
                ofVariable.put(mistake, suspect.values());
            }
        });
        return ofVariable;
    }

    /** The mistakes that explain a variable; only those that explain all of the gradient, if there are such. */
    List<Match> explaining(Evidence evidence) {
        List<Match> matches = new ArrayList<>();
        gradients.forEach((mistake, wrong) -> {
            Tensor suspect = wrong.get(evidence.variable());
            if (suspect != null && suspect.hasShapeOf(evidence.gradient())) {
                double distance = evidence.distanceIfSame(suspect.values());
                if (Double.isFinite(distance)) {
                    matches.add(new Match(mistake, distance, whole.contains(mistake)));
                }
            }
        });
        List<Match> best = matches.stream().filter(Match::whole).toList();
        return best.isEmpty() ? matches : best;
    }
}
