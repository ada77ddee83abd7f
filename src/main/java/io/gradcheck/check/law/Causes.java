package io.gradcheck.check.law;

import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Mistake;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Broken laws as the reason why a gradient is wrong: where it is another at each call, no formula explains it; where
 * the upstream gradient is ignored, it is one factor short; where arguments are written on, what was written may be read
 * again.
 *
 * @param calls what three calls with the same arguments returned, if they differ; else empty
 * @param names names for their entries
 * @param unit what their numbers are divided by to be the subject's own
 * @param touched the argument that the gradient has changed most; null if there is none
 * @param upstreamIgnored whether the gradient is the same for every upstream gradient
 * @param stale whether it is that of the point that was evaluated last
 */
record Causes(
        List<NamedTensors> calls,
        EntryNames names,
        double unit,
        @Nullable Difference touched,
        boolean upstreamIgnored,
        boolean stale) {

    private static final double SHARE_OF_THE_ERROR = 1e-2;

    /**
     * What may be why a gradient is wrong.
     *
     * @param wrong the finding
     * @param skipped laws that are left out
     * @return one diagnosis at most
     */
    List<Diagnosis> of(Finding wrong, Set<Law> skipped) {
        if (!calls.isEmpty() && !skipped.contains(Law.DETERMINISTIC)) {
            List<Diagnosis> unrepeatable = ofCalls(wrong);
            if (!unrepeatable.isEmpty()) {
                return unrepeatable;
            }
        }
        if (upstreamIgnored && !skipped.contains(Law.LINEAR_IN_UPSTREAM)) {
            return List.of(diagnosis(Mistake.UPSTREAM_IGNORED, "the same for every upstream gradient"));
        }
        if (touched != null && !skipped.contains(Law.ARGUMENTS_UNTOUCHED)) {
            return List.of(diagnosis(
                    Mistake.ARGUMENT_OVERWRITTEN,
                    LawText.pair(touched, " before gradient", " after it") + ": what is read later is another number"));
        }
        return stale && !skipped.contains(Law.GRADIENT_ALONE)
                ? List.of(diagnosis(Mistake.STALE, "it reads what the last evaluate left, at whatever point that was"))
                : List.of();
    }

    private static Diagnosis diagnosis(Mistake mistake, String evidence) {
        return new Diagnosis(mistake, mistake.words(), evidence);
    }

    private List<Diagnosis> ofCalls(Finding wrong) {
        double error = Stream.concat(
                        Stream.of(wrong.difference()),
                        wrong.wrongEntries().stream().map(entry -> entry.difference()))
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.POSITIVE_INFINITY);
        Difference first = between(wrong.name(), 0);
        Difference second = between(wrong.name(), 1);
        Difference most = second == null || (first != null && first.distance() >= second.distance()) ? first : second;
        if (most == null || most.distance() < SHARE_OF_THE_ERROR * error || addsUp(wrong.name())) {
            return List.of();
        }
        return List.of(diagnosis(
                Mistake.UNREPEATABLE, LawText.pair(most, " at one", " at the next, with the same arguments")));
    }

    private @Nullable Difference between(String variable, int call) {
        Difference difference = Difference.between(
                variable,
                names.of(variable),
                calls.get(call).get(variable),
                calls.get(call + 1).get(variable));
        return difference == null ? null : difference.dividedBy(unit);
    }

    private boolean addsUp(String variable) {
        Tensor second = calls.get(1).get(variable);
        return Repetition.isSameStep(
                calls.get(0).get(variable), second, second, calls.get(2).get(variable));
    }
}
