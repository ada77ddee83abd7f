package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which claims near a kink are looked at in full, and which of them are called wrong. */
class BranchesFlagsTest {

    private static final double AT = 1.5;
    private static final double RADIUS = 0.015;

    // A value, a gradient, and a pair of values.
    private static final int OF_ONE_POINT = 4;
    private static final int POINTS = 8;

    private final List<double[]> asked = new ArrayList<>();
    private final List<double[]> claimed = new ArrayList<>();

    /** A function of four equal entries, of which all points are recorded. */
    private Prober prober(
            ToDoubleFunction<double[]> f, Function<double[], double[]> gradient, double noise, long seed) {
        return AtPoint.prober(subject(f, gradient), "x", noise, seed);
    }

    private Subject subject(ToDoubleFunction<double[]> f, Function<double[], double[]> gradient) {
        return Subject.objective(
                "f",
                x -> {
                    asked.add(x.clone());
                    return f.applyAsDouble(x);
                },
                x -> {
                    claimed.add(x.clone());
                    return gradient.apply(x);
                },
                AT,
                AT,
                AT,
                AT);
    }

    private Conclusion look(Prober prober) {
        Subject constant = Subject.objective("1", x -> 1, x -> new double[4], AT, AT, AT, AT);
        Prober other = AtPoint.prober(constant, "x", 0, 1);
        Probe first = other.probeAtRandom(other.base(), Entries.all(4), 1);
        asked.clear();
        claimed.clear();
        Conclusion kink = new Conclusion(Verdict.KINK, "kink", prober.base(), null);
        return new Branches(prober, first).decide(kink);
    }

    /** Twice the first entry, with a claim that is off by a share; at the point it is not asked for. */
    private Prober twice(double error, double noise, long seed) {
        return prober(x -> 2 * (x[0] - AT), x -> new double[] {2 * (1 + error), 0, 0, 0}, noise, seed);
    }

    private boolean isFlagged(Prober prober) {
        look(prober);
        return prober.evaluations().spent() != POINTS * OF_ONE_POINT;
    }

    @Test
    void a_claim_is_looked_at_in_full_from_a_millionth_on() {
        Seeds.first(10).each(seed -> {
            assertThat(isFlagged(twice(0, 0, seed))).isFalse();
            assertThat(isFlagged(twice(0.97e-6, 0, seed))).isFalse();
            assertThat(isFlagged(twice(-0.97e-6, 0, seed))).isFalse();
            assertThat(isFlagged(twice(1.03e-6, 0, seed))).isTrue();
            assertThat(isFlagged(twice(-1.03e-6, 0, seed))).isTrue();
        });
    }

    @Test
    void it_is_a_millionth_of_the_terms_where_these_cancel() {
        // Of four weights of one sign and another, the sum is a part of what they are together.
        Seeds.first(10).each(seed -> {
            double[] weights = {1, 0, 0, 0};
            Prober off = prober(
                    x -> DoubleStream.of(x).sum() - 4 * AT,
                    x -> IntStream.range(0, 4)
                            .mapToDouble(i -> 1 + 1.2e-6 * weights[i])
                            .toArray(),
                    0,
                    seed);

            assertThat(isFlagged(off))
                    .as("at most a half of 1.2e-6 of the terms")
                    .isFalse();
        });
    }

    @Test
    void with_noise_a_claim_is_looked_at_from_twenty_times_its_part_of_a_difference_on() {
        // Noise over the step of 1.5e-5, twenty times, is 0.0133; weights are between 1/2 and 1.
        double noise = 1e-8;
        Seeds.first(10).each(seed -> {
            assertThat(isFlagged(twice(0.0065, noise, seed))).isFalse();
            assertThat(isFlagged(twice(-0.0065, noise, seed))).isFalse();
            assertThat(isFlagged(twice(0.0136, noise, seed))).isTrue();
            assertThat(isFlagged(twice(-0.0136, noise, seed))).isTrue();
        });
    }

    @Test
    void in_single_precision_a_claim_is_looked_at_from_a_hundredth_on() {
        Seeds.first(10).each(seed -> {
            assertThat(isFlagged(single(0.0097, seed))).isFalse();
            assertThat(isFlagged(single(0.0103, seed))).isTrue();
        });
    }

    private Prober single(double error, long seed) {
        Subject twice = subject(x -> 2 * (x[0] - AT), x -> new double[] {2 * (1 + error), 0, 0, 0});
        return AtPoint.prober(twice.withPrecision(Precision.FLOAT), "x", 0, seed);
    }

    @Test
    void the_pair_of_values_is_a_thousandth_of_the_radius_away_and_in_single_precision_a_tenth() {
        Prober usual = twice(0, 0, 1);
        look(usual);
        assertThat(farthest()).isBetween(0.5e-3 * RADIUS, 1e-3 * RADIUS);

        Prober single = single(0, 1);
        look(single);
        assertThat(farthest()).isBetween(0.05 * 30 * RADIUS, 0.1 * 30 * RADIUS);
    }

    /** The longest way from one of the points at which a gradient was asked for to a value beside it. */
    private double farthest() {
        double farthest = 0;
        int place = -1;
        for (double[] x : asked) {
            boolean next = place + 1 < claimed.size() && claimed.get(place + 1)[0] == x[0];
            place = next ? place + 1 : place;
            farthest = Math.max(farthest, Math.abs(x[0] - claimed.get(place)[0]));
        }
        assertThat(place).isEqualTo(POINTS - 1);
        return farthest;
    }

    @Test
    void a_mistake_is_told_from_the_same_branch_three_quarters_as_far_away() {
        Seeds.first(20).each(seed -> {
            Conclusion fail = look(twice(0.01, 0, seed));

            assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(fail.reason())
                    .isEqualTo("seen at a point nearby, in a branch of the kink that other points do not show");
            assertThat(fail.probe().disagrees()).isTrue();
            double[] first = asked.get(0);
            double[] closer = fail.place().value("x").values();
            for (int i = 0; i < 4; i++) {
                assertThat(closer[i] - AT).isCloseTo(0.75 * (first[i] - AT), within(1e-14));
            }
        });
    }

    private static double highest(double[] x) {
        return (DoubleStream.of(x).max().orElseThrow() - AT) / RADIUS;
    }

    @Test
    void a_mistake_that_is_not_there_from_closer_is_no_branch_of_the_kink() {
        // At the first point of a branch an entry is up by 1.6 at least, from closer by 1.5 at most.
        Prober prober = prober(x -> 2 * (x[0] - AT), x -> new double[] {highest(x) > 1.55 ? 2.1 : 2, 0, 0, 0}, 0, 3);

        Conclusion kink = look(prober);

        assertThat(kink.verdict()).isEqualTo(Verdict.KINK);
        assertThat(kink.reason()).isEqualTo("kink");
        assertThat(claimed.stream().filter(x -> highest(x) < 1.55)).hasSizeGreaterThanOrEqualTo(POINTS - 2);
    }

    @Test
    void a_mistake_is_none_where_there_is_no_value_closer_to_the_point() {
        DoubleUnaryOperator within = level -> level == 0 || (level > 1.55 && level < 2.05) ? 0 : Double.NaN;
        Prober prober =
                prober(x -> 2 * (x[0] - AT) + within.applyAsDouble(highest(x)), x -> new double[] {2.1, 0, 0, 0}, 0, 3);

        assertThat(look(prober).reason()).isEqualTo("kink");
    }

    @Test
    void a_plain_difference_that_is_off_for_a_fine_wave_is_no_mistake() {
        // Over a thousandth of the radius the wave is off by a hundred thousandth of the slope, beside points it is
        // right.
        double wave = 2e5;
        Prober prober = prober(
                x -> 2 * (x[0] - AT) + 1e-5 * Math.sin(wave * x[0]) / wave * 2,
                x -> new double[] {2 + 2e-5 * Math.cos(wave * x[0]), 0, 0, 0},
                0,
                5);

        Conclusion kink = look(prober);

        assertThat(kink.verdict()).isEqualTo(Verdict.KINK);
        assertThat(prober.evaluations().spent()).isGreaterThan(POINTS * OF_ONE_POINT);
    }

    @Test
    void what_is_unclear_at_a_place_is_looked_at_with_steps_a_sixty_fourth_as_long() {
        // The first probe of a place sees a kink there, and the second one another slope than is claimed.
        Prober[] made = {null};
        double[] place = {AT};
        Prober prober = prober(
                x -> {
                    boolean first =
                            made[0] != null && ScriptedProbes.probes(made[0]).isEmpty();
                    double t = x[0] - place[0];
                    return first ? 2 * t + Math.abs(t) : 2 * t;
                },
                x -> {
                    place[0] = x[0];
                    return new double[] {2.2, 0, 0, 0};
                },
                0,
                3);
        made[0] = prober;

        Conclusion fail = look(prober);

        List<TraceStep> probes = ScriptedProbes.probes(prober);
        assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(probes).extracting(TraceStep::outcome).containsExactly("unclear", "disagrees", "disagrees");
        // Four weights between a half and one are between one and two long.
        assertThat(probes.get(0).step() / probes.get(1).step()).isBetween(32.0, 128.0);
        assertThat(probes.get(0).step() / probes.get(2).step()).isBetween(0.5, 2.0);
    }
}
