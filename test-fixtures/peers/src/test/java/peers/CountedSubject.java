package peers;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network whose evaluations are counted and whose gradients, those of a part of the batch too, have a mistake. */
final class CountedSubject extends ForwardingSubject {

    private final CheckedNetwork.Mistake mistake;
    private final CheckedNetwork.Counts counts;

    CountedSubject(Subject subject, CheckedNetwork.Mistake mistake, CheckedNetwork.Counts counts) {
        super(subject);
        this.mistake = mistake;
        this.counts = counts;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        counts.evaluation();
        return super.evaluate(point);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        counts.gradient();
        Map<String, Tensor> gradient = super.gradient(point, upstream);
        if (mistake.isNone()) {
            return gradient;
        }
        Tensor weights = gradient.get("W1").copy();
        weights.values()[mistake.weight()] *= mistake.factor();
        Map<String, Tensor> wrong = new LinkedHashMap<>(gradient);
        wrong.put("W1", weights);
        return wrong;
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return subject().along(variable, direction);
    }

    @Override
    public List<Subject> parts() {
        return subject().parts().stream()
                .<Subject>map(part -> new CountedSubject(part, mistake, counts))
                .toList();
    }
}
