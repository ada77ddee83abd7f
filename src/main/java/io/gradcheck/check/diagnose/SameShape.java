package io.gradcheck.check.diagnose;

import io.gradcheck.check.probe.NamedTensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which variables have one shape, so that the gradient of one may be taken for that of another. */
final class SameShape {

    private final Map<String, List<String>> groups = new HashMap<>();
    private final Map<String, List<String>> groupOf = new HashMap<>();
    private final Map<String, Integer> placeInGroup = new HashMap<>();

    SameShape(NamedTensors tensors) {
        tensors.forEach((name, tensor) -> {
            List<String> group = groups.computeIfAbsent(tensor.shapeText(), shape -> new ArrayList<>());
            groupOf.put(name, group);
            placeInGroup.put(name, group.size());
            group.add(name);
        });
    }

    /**
     * Other variables of a variable's shape.
     *
     * @param variable the variable
     * @param most how many at most; where there are more, those that follow it, and after the last the first
     * @return their names, in the order of the variables where all are taken
     */
    List<String> of(String variable, int most) {
        List<String> group = Objects.requireNonNull(groupOf.get(variable), variable);
        int own = Objects.requireNonNull(placeInGroup.get(variable), variable);
        boolean all = group.size() - 1 <= most;
        List<String> others = new ArrayList<>();
        for (int k = 0; k < (all ? group.size() : most); k++) {
            int place = all ? k : (own + 1 + k) % group.size();
            if (place != own) {
                others.add(group.get(place));
            }
        }
        return others;
    }
}
