package io.gradcheck.campaign;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A right subject whose gradient is got wrong; all else, its lines among them, is the subject's own. */
public class WrongSubject extends ForwardingSubject {

    private final Claim claim;

    /** Wrong gradients of some variables or of all, from the place and the upstream gradient. */
    @FunctionalInterface
    public interface Claim {
        /** {@return the gradients that are wrong; the others stay right} */
        Map<String, Tensor> at(Map<String, Tensor> point, Tensor upstream);
    }

    /**
     * Gets a gradient wrong.
     *
     * @param right the subject
     * @param claim what is wrong
     */
    public WrongSubject(Subject right, Claim claim) {
        super(right);
        this.claim = claim;
    }

    /** {@return the gradient of the right subject, with those that are wrong in their places} */
    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> gradient = new LinkedHashMap<>(super.gradient(at, upstream));
        gradient.putAll(claim.at(at, upstream));
        return gradient;
    }

    @Override
    public Line along(String variable, Tensor direction) {
        return subject().along(variable, direction);
    }
}
