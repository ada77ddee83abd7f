package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.TensorSource;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.SurfaceSources;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A contract whose variable lies on a manifold. */
class ManifoldContractTest {

    private static final int TESTS_OF_GRADIENTS = 7;

    static class Right extends SourceContract {
        @Override
        protected TensorSource source() {
            return SurfaceSources.rotations().right(GradientKind.RIEMANNIAN);
        }
    }

    /** The gradient of all entries is not the one along the tangents. */
    static class NotProjected extends SourceContract {
        @Override
        protected TensorSource source() {
            return SurfaceSources.rotations().wrong("not projected");
        }
    }

    @Test
    void a_right_gradient_passes() {
        EngineExecutionResults results = run(Right.class);

        assertThat(results.testEvents().failed().list()).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isGreaterThan(TESTS_OF_GRADIENTS);
    }

    @Tag("thorough")
    @Test
    void a_wrong_one_is_told_with_code_that_keeps_to_the_manifold() {
        EngineExecutionResults results = run(NotProjected.class);

        String message = Runs.failures(results).get("gradients_are_right_at_ordinary_values");
        assertThat(message)
                .contains("a component normal to the rotations, without which it is right")
                .contains("NotProjected().source().subject(")
                .contains("\"x\", Tensor.of(new int[] {3, 3}, 1, 0, 0, 0, 1, 0, 0, 0, 1)");
    }
}
