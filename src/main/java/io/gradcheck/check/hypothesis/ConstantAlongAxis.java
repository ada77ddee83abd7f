package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The hypothesis that the error does not change along an axis, or along several, though the gradient does: {@code u - mean(u)}
 * reported as {@code u}, as in a normalisation.
 *
 * <p>An error that changes along no axis at all is a constant offset.
 */
final class ConstantAlongAxis implements Hypothesis {

    @Override
    public List<Diagnosis> test(Evidence evidence) {
        Tensor gradient = evidence.gradient();
        double[] ones = new double[gradient.size()];
        Arrays.fill(ones, 1);
        for (List<Integer> axes : someOfTheAxes(gradient)) {
            Map<Integer, Double> errors = evidence.multiplesAdded(offset -> withoutAxes(gradient, offset, axes), ones);
            if (!errors.isEmpty()) {
                return List.of(diagnosis(evidence, axes, errors));
            }
        }
        return List.of();
    }

    /** The sets of axes along which an error can be the same without being the same everywhere; most axes first. */
    private static List<List<Integer>> someOfTheAxes(Tensor gradient) {
        List<List<Integer>> sets = new ArrayList<>(List.of(List.of()));
        for (int axis = 0; axis < gradient.rank(); axis++) {
            if (gradient.length(axis) > 1) {
                for (List<Integer> set : List.copyOf(sets)) {
                    List<Integer> larger = new ArrayList<>(set);
                    larger.add(axis);
                    sets.add(larger);
                }
            }
        }
        sets.remove(sets.size() - 1); // all of them
        sets.sort(Comparator.comparing(set -> -set.size()));
        return sets.isEmpty() ? sets : sets.subList(0, sets.size() - 1); // without the empty one
    }

    /** The place of the first entry on the line or plane of an entry along some axes. */
    private static int withoutAxes(Tensor gradient, int offset, List<Integer> axes) {
        int[] index = gradient.indexOf(offset);
        int first = 0;
        for (int axis = 0; axis < index.length; axis++) {
            first = first * gradient.length(axis) + (axes.contains(axis) ? 0 : index[axis]);
        }
        return first;
    }

    private static Diagnosis diagnosis(Evidence evidence, List<Integer> axes, Map<Integer, Double> errors) {
        List<Double> numbers =
                errors.values().stream().map(error -> error / evidence.unit()).toList();
        String along = (axes.size() == 1 ? "axis " : "axes ")
                + axes.stream().map(String::valueOf).collect(Collectors.joining(" and "));
        return evidence.diagnosis(
                Mistake.OFFSET_ALONG_AXIS,
                "off by a number that is constant along " + along,
                "a mean or a sum over it is missing; analytic - numeric = " + Factor.text(Collections.min(numbers))
                        + " to " + Factor.text(Collections.max(numbers)) + ", the same along " + along);
    }
}
