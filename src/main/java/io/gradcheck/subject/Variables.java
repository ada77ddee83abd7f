package io.gradcheck.subject;

import io.gradcheck.argument.Argument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Named variables of a point: one of them, copies of all, and names for their entries. */
final class Variables {

    private Variables() {}

    static Tensor get(Map<String, Tensor> point, String variable) {
        Tensor value = point.get(variable);
        if (value == null) {
            throw new IllegalArgumentException(
                    "point: found variables " + point.keySet() + ", wanted one named " + variable);
        }
        return value;
    }

    /** The name of the only variable of a subject, whose entries are to be named. */
    static String only(Subject subject) {
        Set<String> variables = subject.point().keySet();
        if (variables.size() != 1) {
            throw new IllegalArgumentException("named: found the variables " + variables + " of subject "
                    + subject.name() + ", wanted a single one; name the entries of each with named(variable, entries)");
        }
        return variables.iterator().next();
    }

    /** A subject's names of entries, with those of one variable. */
    static Map<String, List<String>> named(Subject subject, String variable, List<String> entries) {
        Map<String, Tensor> point = subject.point();
        Tensor value = point.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("named: found variable " + variable + ", wanted one of " + point.keySet()
                    + " of subject " + subject.name());
        }
        Map<String, List<String>> names = new LinkedHashMap<>(subject.entryNames());
        names.put(variable, Argument.namesAlongLastAxis("names of " + variable, entries, value.shape()));
        return Collections.unmodifiableMap(names);
    }

    /** A subject's ranges, with that of one variable. */
    static Map<String, SubjectDescription.Range> within(
            Subject subject, String variable, SubjectDescription.Range range) {
        double[] values = get(subject.point(), variable).values();
        for (int i = 0; i < values.length; i++) {
            if (!range.contains(values[i])) {
                throw new IllegalArgumentException("within: found " + values[i] + " for entry " + i + " of " + variable
                        + ", wanted " + range.least() + " to " + range.most());
            }
        }
        Map<String, SubjectDescription.Range> ranges = new LinkedHashMap<>(subject.ranges());
        ranges.put(variable, range);
        return Collections.unmodifiableMap(ranges);
    }

    /** The same tensors in an order that repeats: Map.of iterates differently in every JVM, and a seed is to repeat a report. */
    static Map<String, Tensor> ordered(Map<String, Tensor> tensors) {
        return tensors instanceof LinkedHashMap || tensors instanceof SortedMap ? tensors : new TreeMap<>(tensors);
    }

    /** Copies of all tensors, in their order. */
    static Map<String, Tensor> copy(Map<String, Tensor> tensors) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        tensors.forEach((variable, tensor) -> copy.put(variable, tensor.copy()));
        return copy;
    }
}
