package io.gradcheck.check.hypothesis;

import io.gradcheck.finding.Diagnosis;
import java.util.List;

/**
 * The hypothesis that the gradient is a multiple of the right one: by a whole number or the inverse of one, such as the
 * number of examples, or by any number.
 *
 * <p>A ratio to a numeric derivative that is mere rounding can be any number, and is none: three digits of the derivative
 * must be known.
 */
enum ConstantFactor implements Hypothesis {
    /** By a whole number or the inverse of one. */
    ROUND {
        @Override
        public List<Diagnosis> test(Evidence evidence) {
            Factor factor = Factor.measured(evidence).rounded();
            return Math.abs(factor.value()) != 1
                            && evidence.decades() >= factor.decadesWanted()
                            && !evidence.known().isEmpty()
                    ? factor.ifUndone(evidence)
                    : List.of();
        }
    },
    /** By a number that is not round; a round one is named instead where it holds. */
    MEASURED {
        @Override
        public List<Diagnosis> test(Evidence evidence) {
            return evidence.isTellingButBest()
                            && evidence.known().size() > 1
                            && ROUND.test(evidence).isEmpty()
                    ? Factor.measured(evidence).ifUndone(evidence)
                    : List.of();
        }
    }
}
