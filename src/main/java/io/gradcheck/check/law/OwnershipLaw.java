package io.gradcheck.check.law;

import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges whether results are arrays of their own: not those of an argument or of another result, nor used again. */
final class OwnershipLaw {

    private final JudgedLaws laws;
    private final List<String> variables;
    private final NamedTensors argument;
    private final Tensor upstreamArgument;
    // What nobody else holds can't be used again, and need not be kept: gradients can be large.
    private final Map<String, WeakReference<double[]>> returned = new LinkedHashMap<>();

    /**
     * Prepares the judgement.
     *
     * @param variables the subject's variables
     * @param argument the tensors that it was handed as its point
     * @param upstreamArgument the tensor that it was handed as its upstream gradient
     */
    OwnershipLaw(JudgedLaws laws, Set<String> variables, NamedTensors argument, Tensor upstreamArgument) {
        this.laws = laws;
        this.variables = List.copyOf(variables);
        this.argument = argument;
        this.upstreamArgument = upstreamArgument;
    }

    void output(Tensor output) {
        noArgument("the output", output);
    }

    void gradient(NamedTensors gradient) {
        List<Tensor> results = variables.stream().map(gradient::get).toList();
        for (int k = 0; k < results.size(); k++) {
            Tensor result = results.get(k);
            returned.put(variables.get(k), new WeakReference<>(result.values()));
            String what = "the gradient of " + variables.get(k);
            noArgument(what, result);
            if (isView(result, upstreamArgument)) {
                laws.broken(LawText.view(what, "the upstream gradient"));
            }
            for (int earlier = 0; earlier < k; earlier++) {
                if (isView(result, results.get(earlier))) {
                    laws.broken(LawText.view(what, "that of " + variables.get(earlier)));
                }
            }
        }
    }

    private void noArgument(String what, Tensor result) {
        argument.forEach((name, tensor) -> {
            if (isView(result, tensor)) {
                laws.broken(LawText.view(what, name + " in the point"));
            }
        });
    }

    private static boolean isView(Tensor result, Tensor of) {
        return result.values() == of.values() && result.size() > 0;
    }

    /** Judges whether a result stayed as it was returned: that it is now different from what was kept of it. */
    void overwritten(String method, @Nullable Difference difference) {
        if (difference != null) {
            laws.broken(LawText.overwritten(method, difference));
        }
    }

    /** How the gradient that was judged is now another than was kept of it; null if it is not, or nobody else holds it. */
    @Nullable
    Difference change(EntryNames names, NamedTensors kept) {
        Difference most = null;
        for (Map.Entry<String, WeakReference<double[]>> entry : returned.entrySet()) {
            String name = entry.getKey();
            double[] now = entry.getValue().get();
            Difference change = now == null ? null : Difference.between(name, names.of(name), kept.get(name), now);
            if (change != null && (most == null || change.distance() > most.distance())) {
                most = change;
            }
        }
        return most;
    }

    /** Whether a gradient has an array in common with the one that was judged: what was returned twice will be again, and then overwritten. */
    boolean isReturnedAgain(NamedTensors gradient) {
        return returned.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue().refersTo(gradient.get(entry.getKey()).values()));
    }
}
