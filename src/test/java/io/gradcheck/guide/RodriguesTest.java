package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.guide.Rodrigues.Coefficients;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions of a rotation vector, at all angles from 0 to pi. */
class RodriguesTest {

    private static final int CASES = 300;

    /** Far fewer than the 1,000 within which each has to be found. */
    private static final int CASES_OF_A_MISTAKE = 100;

    private static FunctionSource rotated(DoubleFunction<Coefficients> ofAngle) {
        return FunctionSource.of(
                        "rotated",
                        (s, v) -> Subject.of(
                                "rotated",
                                v,
                                at -> Tensor.vector(Rodrigues.rotated(
                                        at.get("w").values(), v.get("p").values())),
                                (at, u) -> {
                                    double[] w = at.get("w").values();
                                    Coefficients c = ofAngle.apply(Rodrigues.angle(w));
                                    double[] p = v.get("p").values();
                                    return Map.of("w", Tensor.vector(Rodrigues.gradient(w, p, u.values(), c)));
                                }))
                .input("p", s -> Values.normal().constant(), s -> new int[] {3})
                .input("w", s -> Values.rotationVector(), s -> new int[] {3});
    }

    @Test
    void the_formula_with_series_at_small_angles_passes() {
        for (int seed = 1; seed <= 3; seed++) {
            CampaignReport report = Campaign.of(rotated(Coefficients::of))
                    .seed(seed)
                    .tries(CASES)
                    .run();
            report.throwIfFailed();

            assertThat(report.telling()).isGreaterThan(CASES * 9 / 10);
        }
    }

    static Stream<Named<DoubleFunction<Coefficients>>> mistakes() {
        return Stream.of(
                mistake("without series, not a number at 0", Coefficients::withoutSeries),
                mistake("taken for constant at small angles", t -> t < 1e-2 ? new Coefficients(0, 0, 0, 0) : right(t)),
                mistake("wrong second term of the series", t -> t < 1e-2 ? new Coefficients(1, 1, 0, 0) : right(t)),
                mistake("derivative of the angle forgotten", t -> new Coefficients(right(t).a(), right(t).b(), 0, 0)),
                mistake("turned the other way", t -> {
                    Coefficients c = right(t);
                    return new Coefficients(-c.a(), c.b(), -c.slopeOfA(), c.slopeOfB());
                }),
                mistake("no derivative near a half turn", t -> right(Math.min(t, Math.PI - 1e-3))));
    }

    private static Named<DoubleFunction<Coefficients>> mistake(String name, DoubleFunction<Coefficients> ofAngle) {
        return Named.of(name, ofAngle);
    }

    private static Coefficients right(double t) {
        return Coefficients.of(t);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_wrong_formula_is_found_and_its_vector_is_shrunk(DoubleFunction<Coefficients> ofAngle) {
        for (int seed = 1; seed <= 3; seed++) {
            FunctionSource source = rotated(ofAngle);
            List<FindingGroup> groups = Campaign.of(source)
                    .seed(seed)
                    .tries(CASES_OF_A_MISTAKE)
                    .run()
                    .findings();

            assertThat(groups).isNotEmpty();
            double[] w = source.restore(groups.get(0).data())
                    .subject()
                    .point()
                    .get("w")
                    .values();
            assertThat(Rodrigues.angle(w)).as(Arrays.toString(w)).isLessThan(Math.PI + 1e-12);
        }
    }
}
