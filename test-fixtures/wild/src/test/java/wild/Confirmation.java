package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds a failure against evidence of another kind, so that a mistake of the checker is not written down as the library's. */
final class Confirmation {

    /** Evidence and library may differ by this part of the largest derivative of an output where the library is right. */
    private static final double RIGHT = 1e-11;

    private final Outcome outcome;
    private final Evidence evidence;
    private final Map<String, Tensor> point;
    private final double[] x;
    private final Tensor output;
    private final double[] value;

    private Confirmation(Outcome outcome, Evidence evidence) {
        this.outcome = outcome;
        this.evidence = evidence;
        point = outcome.subject().point();
        x = point.values().stream()
                .flatMapToDouble(t -> Arrays.stream(t.values()))
                .toArray();
        output = outcome.subject().evaluate(point);
        value = output.values();
    }

    /** The entries that evidence shows to be wrong are those that the report names, with the numbers that it has for them. */
    static void of(Outcome outcome, Evidence evidence) {
        assertNotNull(evidence, "evidence of another kind is needed where a gradient is wrong");
        if (evidence.exactValue() == null) {
            new Confirmation(outcome, evidence).confirm();
        } else {
            InexactValue.confirm(outcome, evidence.exactValue());
        }
    }

    private void confirm() {
        if (evidence.value() != null) {
            double[] expected = evidence.value().apply(x);
            for (int i = 0; i < value.length; i++) {
                assertEquals(expected[i], value[i], 1e-11 * Math.max(1, Math.abs(expected[i])), "value of output " + i);
            }
        }
        double[][] right = evidence.jacobian().apply(x);
        if (outcome.wrong().contains("law GRADIENT_ALONE")) {
            assertTrue(isStale(right), "the gradient follows what was evaluated before");
        }
        assertEquals(value.length, right.length, "outputs of the evidence");
        TreeSet<String> wrong = new TreeSet<>();
        for (int i = 0; i < right.length; i++) {
            double[] claimed = claimed(i);
            double largest = Arrays.stream(right[i]).map(Math::abs).max().orElse(0);
            for (int j = 0; j < claimed.length; j++) {
                if (!(Math.abs(claimed[j] - right[i][j]) <= RIGHT * largest)) {
                    wrong.add(nameOf(j));
                }
            }
        }
        TreeSet<String> named = new TreeSet<>();
        for (Finding finding : outcome.report().findings()) {
            int offset = offset(finding.name());
            for (WrongEntry entry : finding.wrongEntries()) {
                int j = offset + flat(point.get(finding.name()), entry.index());
                named.add(nameOf(j));
                if (value.length == 1) {
                    agree(right[0][j], entry.numeric(), entry.allowed(), finding.name() + entry.indexText());
                }
            }
            List<JacobianEntry> byOutput = finding.wrong().jacobian().worst();
            boolean isFinite = finding.wrongEntries().stream().allMatch(entry -> Double.isFinite(entry.analytic()));
            assertTrue(
                    finding.verdict() != Verdict.FAIL || value.length == 1 || !isFinite || !byOutput.isEmpty(),
                    "which outputs are wrong is told");
            for (JacobianEntry entry : byOutput) {
                int i = flat(output, entry.output());
                int j = offset + flat(point.get(finding.name()), entry.index());
                agree(right[i][j], entry.numeric(), entry.allowed(), entry.text(finding.name()));
            }
        }
        assertEquals(wrong, named, "wrong by the evidence, and wrong by the report");
    }

    /** Whether the gradient is another one after the function was evaluated elsewhere. */
    private boolean isStale(double[][] right) {
        double here = claimed(0)[0];
        Map<String, Tensor> elsewhere = new LinkedHashMap<>();
        point.forEach((name, values) -> elsewhere.put(name, shifted(values)));
        Subject subject = outcome.subject();
        Tensor upstream = subject.evaluate(elsewhere).copy();
        Arrays.fill(upstream.values(), 1);
        double there =
                subject.gradient(point, upstream).values().iterator().next().values()[0];
        return here != there && Math.abs(there - right[0][0]) > 1e-3 * Math.abs(right[0][0]);
    }

    private static Tensor shifted(Tensor values) {
        Tensor shifted = values.copy();
        for (int k = 0; k < shifted.size(); k++) {
            shifted.values()[k] += 0.5;
        }
        return shifted;
    }

    private static void agree(double right, double numeric, double allowed, String entry) {
        assertEquals(right, numeric, allowed + 1e-13 * Math.abs(right), "numeric derivative of " + entry);
    }

    private double[] claimed(int output) {
        Subject subject = outcome.subject();
        Tensor upstream = subject.evaluate(point).copy();
        Arrays.fill(upstream.values(), 0);
        upstream.values()[output] = 1;
        List<Double> claimed = new ArrayList<>();
        Map<String, Tensor> gradient = subject.gradient(point, upstream);
        for (String name : point.keySet()) {
            for (double g : gradient.get(name).values()) {
                claimed.add(g);
            }
        }
        return claimed.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private String nameOf(int entry) {
        int rest = entry;
        for (Map.Entry<String, Tensor> variable : point.entrySet()) {
            if (rest < variable.getValue().size()) {
                return variable.getKey() + " " + rest;
            }
            rest -= variable.getValue().size();
        }
        throw new IllegalArgumentException("entry " + entry);
    }

    private int offset(String name) {
        int offset = 0;
        for (Map.Entry<String, Tensor> variable : point.entrySet()) {
            if (variable.getKey().equals(name)) {
                return offset;
            }
            offset += variable.getValue().size();
        }
        throw new IllegalArgumentException(name);
    }

    private static int flat(Tensor tensor, int[] index) {
        int flat = 0;
        for (int axis = 0; axis < index.length; axis++) {
            flat = flat * tensor.length(axis) + index[axis];
        }
        return flat;
    }
}
