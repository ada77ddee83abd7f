package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifolds;
import io.gradcheck.subject.manifold.SurfaceSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Properties of functions whose variable lies on a manifold. */
class ManifoldPropertiesTest {

    private static final List<Tensor> CHECKED = new ArrayList<>();

    @TempDir
    private Path directory;

    static class Rotated {
        @Property(tries = 100, seed = "1")
        void right(@ForAll("right") SubjectCase rotated) {
            GradientChecker.standard().check(rotated.subject());
        }

        @Property(tries = 100, seed = "1")
        void wrong(@ForAll("wrong") SubjectCase rotated) {
            CHECKED.add(rotated.subject().point().get("x"));
            GradientChecker.standard().check(rotated.subject());
        }

        @Provide
        Arbitrary<SubjectCase> right() {
            return CaseArbitraries.of(SurfaceSources.rotations().right(GradientKind.AMBIENT));
        }

        @Provide
        Arbitrary<SubjectCase> wrong() {
            return CaseArbitraries.of(SurfaceSources.rotations().wrong("not projected"));
        }
    }

    @Test
    void a_wrong_gradient_is_found_and_shrunk_on_the_manifold() {
        PropertyRuns runs = PropertyRuns.run(directory, Rotated.class);

        assertThat(runs.with(Status.SUCCESSFUL)).containsExactly("right");
        assertThat(runs.with(Status.FAILED)).containsExactly("wrong");
        assertThat(runs.message("wrong")).contains("a component normal to the rotations, without which it is right");
        assertThat(CHECKED)
                .hasSizeGreaterThan(1)
                .allMatch(x -> Manifolds.rotations().violation(x) < 1e-12);
        assertThat(CHECKED.get(CHECKED.size() - 1).values()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    }
}
