package io.gradcheck.campaign;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

/** A right subject with one entry of its gradient wrong by a relative error. */
public final class WrongEntrySubject extends WrongSubject {

    /**
     * Gets one entry wrong.
     *
     * @param right the subject
     * @param variable the variable
     * @param entry the place of the wrong entry
     * @param relativeError by how much it is wrong
     */
    public WrongEntrySubject(Subject right, String variable, int entry, double relativeError) {
        super(right, (at, upstream) -> {
            Tensor wrong = right.gradient(at, upstream).get(variable).copy();
            wrong.values()[entry] *= 1 + relativeError;
            return Map.of(variable, wrong);
        });
    }
}
