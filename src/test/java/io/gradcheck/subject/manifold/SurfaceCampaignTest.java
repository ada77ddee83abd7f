package io.gradcheck.subject.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.SurfaceSources.Surface;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random cases on manifolds: right gradients pass, wrong ones are found and shrunk without leaving the manifold. */
class SurfaceCampaignTest {

    private static final int CASES = 200;

    /** Far fewer than the 1,000 within which each has to be found. */
    private static final int CASES_OF_A_MISTAKE = 100;

    private static final double ROUNDING = 1e-12;

    static List<Surface> surfaces() {
        return SurfaceSources.all();
    }

    static Stream<Arguments> mistakes() {
        return surfaces().stream()
                .flatMap(surface -> Stream.of("not projected", "factor", "sign", "transposed")
                        .map(mistake -> Arguments.of(surface, mistake)));
    }

    @ParameterizedTest
    @MethodSource("surfaces")
    void right_gradients_pass(Surface surface) {
        for (GradientKind kind : GradientKind.values()) {
            for (int seed = 1; seed <= 3; seed++) {
                CampaignReport report =
                        Campaign.of(surface.right(kind)).seed(seed).tries(CASES).run();
                report.throwIfFailed();

                assertThat(report.telling()).isGreaterThan(CASES * 9 / 10);
            }
        }
    }

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("mistakes")
    void wrong_gradients_are_found_and_shrunk_on_the_manifold(Surface surface, String mistake) {
        for (int seed = 1; seed <= 3; seed++) {
            FunctionSource source = surface.wrong(mistake);
            List<FindingGroup> groups = Campaign.of(source)
                    .seed(seed)
                    .tries(CASES_OF_A_MISTAKE)
                    .run()
                    .findings();

            assertThat(groups).isNotEmpty();
            for (FindingGroup group : groups) {
                assertThat(group.text()).contains("gradient of x is WRONG");
                Tensor shrunk = source.restore(group.data()).subject().point().get("x");
                assertThat(surface.manifold().violation(shrunk)).isLessThan(ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("surfaces")
    void every_simpler_case_is_on_the_manifold(Surface surface) {
        FunctionSource source = surface.right(GradientKind.RIEMANNIAN);
        for (int index = 0; index < 50; index++) {
            for (Supplier<? extends SubjectCase> step : source.at(4, index).simpler()) {
                Tensor point = step.get().subject().point().get("x");

                assertThat(surface.manifold().violation(point)).isLessThan(ROUNDING);
            }
        }
    }
}
