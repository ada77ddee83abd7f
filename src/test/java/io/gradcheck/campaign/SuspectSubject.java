package io.gradcheck.campaign;

import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network whose gradient is what a mistake would make of it.
 *
 * @param right the right subject
 * @param mistake the name of one of its suspects; where it offers none of that name, its gradient is right
 */
public record SuspectSubject(Subject right, String mistake) implements Subject {

    /** {@return a source of networks whose gradients all have one mistake} */
    static SubjectSource source(Networks networks, String mistake) {
        return networks.checkedIn(
                "wrong engine",
                network -> new SuspectSubject(network.subject(), mistake),
                "new io.gradcheck.campaign.SuspectSubject(%s.subject(), " + JavaCode.text(mistake) + ")");
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
        Map<String, Tensor> gradient = new LinkedHashMap<>(right.gradient(at, upstream));
        gradient.putAll(right.suspects(at, upstream).getOrDefault(mistake, Map.of()));
        return gradient;
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> at, Tensor upstream) {
        return right.suspects(at, upstream);
    }
}
