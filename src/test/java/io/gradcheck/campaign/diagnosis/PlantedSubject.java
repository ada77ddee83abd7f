package io.gradcheck.campaign.diagnosis;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/**
 * A right subject whose gradient is got wrong.
 *
 * @param right the subject
 * @param claim the gradient that is reported
 */
record PlantedSubject(Subject right, Claim claim) implements Subject {

    /** A wrong gradient. */
    @FunctionalInterface
    interface Claim {
        Map<String, Tensor> at(Map<String, Tensor> point, Tensor upstream);
    }

    @Override
    public String name() {
        return right.name();
    }

    @Override
    public Map<String, Tensor> point() {
        return right.point();
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return right.evaluate(at);
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return right.along(variable, direction);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return claim.at(at, upstream);
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        return right.suspects(at, upstream);
    }
}
