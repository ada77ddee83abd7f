package io.gradcheck.check.law;

import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The parts of a batch: how they make it up, and what they return where it was called. */
public final class Parts {

    /** Why parts do not make up the batch. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        private final transient LawFinding finding;

        Unfit(LawFinding finding) {
            super(finding.found(), null, false, false);
            this.finding = finding;
        }

        LawFinding finding() {
            return finding;
        }
    }

    /** A call of a part. */
    private interface Call<T> {
        T result();
    }

    private final List<Subject> parts;
    private final Evaluations evaluations;
    private final Map<String, Layout> layouts = new LinkedHashMap<>();
    private final List<Map<String, Tensor>> points = new ArrayList<>();
    private final List<NamedTensors> gradients = new ArrayList<>();

    /**
     * Finds out how the variables are laid out.
     *
     * @param parts the parts
     * @param point the variables of the whole; parts are handed its tensors, or copies of their rows
     * @param names names for their entries
     * @throws Unfit if a part has other variables, shapes that do not make up the whole, or other values
     */
    Parts(List<Subject> parts, NamedTensors point, EntryNames names, Evaluations evaluations) throws Unfit {
        this.parts = parts;
        this.evaluations = evaluations;
        for (int k = 0; k < parts.size(); k++) {
            Set<String> variables = parts.get(k).point().keySet();
            if (!variables.equals(point.names())) {
                throw new Unfit(LawText.partsUnfit(
                        "part " + k + " has the variables " + variables + ", the whole has " + point.names()));
            }
            points.add(new LinkedHashMap<>());
        }
        for (String variable : point.names()) {
            Tensor whole = point.get(variable);
            List<Tensor> own = new ArrayList<>();
            for (Subject part : parts) {
                own.add(NamedTensors.of(part.point()).get(variable));
            }
            Layout layout = layout(variable, whole, own);
            layouts.put(variable, layout);
            for (int k = 0; k < parts.size(); k++) {
                Tensor wanted = layout.part(whole, k);
                boolean isThatOfLast = layout.isShared()
                        && k > 0
                        && own.get(k).values() == own.get(k - 1).values();
                Difference other =
                        isThatOfLast ? null : Difference.between(variable, names.of(variable), own.get(k), wanted);
                if (other != null) {
                    throw new Unfit(LawText.partElsewhere(k, other));
                }
                points.get(k).put(variable, wanted);
            }
        }
    }

    private static Layout layout(String name, Tensor whole, List<Tensor> own) throws Unfit {
        Layout layout = Layout.of(whole, own);
        if (layout == null) {
            List<String> shapes = own.stream().map(Tensor::shapeText).toList();
            throw new Unfit(LawText.partsUnfit(name + " has the shapes " + String.join(", ", shapes)
                    + " in the parts, and " + whole.shapeText() + " in the whole"));
        }
        return layout;
    }

    /**
     * Evaluates every part and asks for its gradient.
     *
     * @param output the output of the whole
     * @param upstream its upstream gradient
     * @return the output, beside those of the parts
     * @throws Unfit if a part throws, or its gradient does not fit its variables
     * @throws Unfit if the shapes of the outputs do not make up the whole
     */
    Beside call(Tensor output, Tensor upstream) throws Unfit {
        List<Tensor> outputs = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            Subject part = parts.get(k);
            Map<String, Tensor> at = points.get(k);
            outputs.add(call("evaluate", k, () -> part.evaluate(at)));
        }
        Layout layout = layout("output", output, outputs);
        for (int k = 0; k < parts.size(); k++) {
            Subject part = parts.get(k);
            Map<String, Tensor> at = points.get(k);
            Tensor u = layout.part(upstream, k);
            gradients.add(
                    call("gradient", k, () -> NamedTensors.gradient(part, NamedTensors.of(at), part.gradient(at, u))));
        }
        return new Beside(output, layout, outputs);
    }

    private <T> T call(String method, int part, Call<T> call) throws Unfit {
        evaluations.spend();
        try {
            return OutsideDomain.call(call::result);
        } catch (OutsideDomain outside) {
            throw new Unfit(LawText.partThrows(method, part, outside.thrown()));
        }
    }

    /** The gradient of the whole by one variable, beside those of the parts. */
    Beside gradient(String variable, Tensor whole) {
        List<Tensor> own = new ArrayList<>();
        for (NamedTensors gradient : gradients) {
            own.add(gradient.get(variable));
        }
        return new Beside(whole, Objects.requireNonNull(layouts.get(variable), variable), own);
    }

    /**
     * A tensor of the whole beside the tensors of all parts.
     *
     * @param whole the tensor of the whole
     * @param layout how the others make it up
     * @param parts a tensor for each part
     */
    record Beside(Tensor whole, Layout layout, List<Tensor> parts) {

        /** What the parts make together, compared with the whole. */
        Layout.Compared compared(String name, List<String> names) {
            return layout.compare(name, names, whole, parts);
        }

        Tensor joined() {
            return layout.join(whole, parts);
        }
    }
}
