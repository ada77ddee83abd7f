package io.gradcheck.check;

import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables that were left out of a check.
 *
 * @param variables their names, in the order of the subject's point
 * @param entries how many entries they have
 */
record Excluded(List<String> variables, long entries) {

    static final Excluded NONE = new Excluded(List.of(), 0);

    static Excluded of(Map<String, Tensor> point, Set<String> excluded) {
        List<String> variables = new ArrayList<>();
        long entries = 0;
        for (Map.Entry<String, Tensor> variable : point.entrySet()) {
            if (excluded.contains(variable.getKey())) {
                variables.add(variable.getKey());
                entries += variable.getValue().size();
            }
        }
        return new Excluded(List.copyOf(variables), entries);
    }
}
