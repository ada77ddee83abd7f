package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.junit.jupiter.api.Test;

/** Gradients of which nothing is left but rounding, since all terms cancel. */
class RoundingResidueTest {

    // Equal inputs and weights of both signs: the derivative by the second input, zero, is summed up to 1.1e-16. The
    // function is as far off, in proportion to the step, and the same at all steps that differ by powers of two.
    private static final long SEED = 2;
    private static final long INDEX = 393;

    @Test
    void rounding_that_grows_with_the_step_is_no_mistake() {
        assertThat(verdict(bilinear())).isNotEqualTo(Verdict.FAIL);
    }

    @Test
    void a_gradient_that_is_larger_than_rounding_is_one() {
        assertThat(verdict(new WrongSubject(bilinear(), (at, upstream) -> {
                    var gradient = bilinear().gradient(at, upstream);
                    gradient.get("x2").values()[1] += 1e-13;
                    return gradient;
                })))
                .isEqualTo(Verdict.FAIL);
    }

    private static Subject bilinear() {
        return LayerKind.BILINEAR.ofAllSorts(SEED, INDEX).subject();
    }

    private static Verdict verdict(Subject subject) {
        return GradientChecker.standard().seed(INDEX).check(subject).verdict();
    }
}
