package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import java.util.List;

/** Something that a wrong Jacobian may look like. */
interface JacobianPattern {

    /**
     * Holds it against what was compared.
     *
     * @param jacobian what was compared; something of it is wrong
     * @return a diagnosis; empty if it does not hold
     */
    List<Diagnosis> test(Jacobian jacobian);
}
