package io.gradcheck.source;

import io.gradcheck.subject.SameMap;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * A subject whose case is impossible where its function refuses the point itself by one of some exceptions. What it throws at
 * other points, or where it is asked for its gradient, it throws as ever.
 */
final class RefusingSubject extends SameMap {

    private final Changes changes;

    RefusingSubject(Subject subject, Changes changes) {
        super(subject);
        this.changes = changes;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        try {
            return super.evaluate(at);
        } catch (SkippedCaseException impossible) {
            throw impossible;
        } catch (RuntimeException thrown) {
            throw changes.isSkipped(thrown) && isPoint(at) ? Changes.skip(thrown) : thrown;
        }
    }

    private boolean isPoint(Map<String, Tensor> at) {
        return point().entrySet().stream().allMatch(variable -> {
            Tensor value = at.get(variable.getKey());
            return value != null
                    && Arrays.equals(value.values(), variable.getValue().values());
        });
    }
}
