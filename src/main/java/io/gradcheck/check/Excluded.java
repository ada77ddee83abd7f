package io.gradcheck.check;

import io.gradcheck.check.probe.NamedTensors;
import java.util.List;
import java.util.Set;

/**
 * The variables that were left out of a check.
 *
 * @param variables their names, in the order of the subject's point
 * @param entries how many entries they have
 */
record Excluded(List<String> variables, long entries) {

    static final Excluded NONE = new Excluded(List.of(), 0);

    static Excluded of(NamedTensors point, Set<String> excluded) {
        List<String> variables =
                point.names().stream().filter(excluded::contains).toList();
        return new Excluded(variables, point.only(variables).entries());
    }
}
