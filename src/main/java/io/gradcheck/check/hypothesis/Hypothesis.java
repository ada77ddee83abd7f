package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import java.util.List;

/** One explanation of a wrong gradient, to be held against what was measured of it. */
interface Hypothesis {

    /**
     * Whether the explanation holds.
     *
     * @param evidence what was measured of the variable
     * @return what to say where it holds, in more than one way where it does; empty where it does not
     */
    List<Diagnosis> test(Evidence evidence);
}
