package io.gradcheck.check.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a look at the branches of a kink goes, and at which entries. */
class BranchesPlacesTest {

    // A hundredth of the scale of the entries, which are 1.5.
    private static final double RADIUS = 0.015;
    private static final double RADIUS_OF_OTHERS = 0.03;

    /** A sum, so that no claim is wrong, of which all points are recorded at which a value or a gradient is asked for. */
    private static final class Recorded {

        private final double[] centre;
        private final ToDoubleFunction<double[]> f;
        private final List<double[]> values = new ArrayList<>();
        private final List<double[]> gradients = new ArrayList<>();
        private final List<double[]> others = new ArrayList<>();

        Recorded(ToDoubleFunction<double[]> f, double... centre) {
            this.f = f;
            this.centre = centre;
        }

        static Recorded equal(int n) {
            return new Recorded(x -> DoubleStream.of(x).sum(), equalEntries(n));
        }

        /** The kink after a look at its branches. */
        Conclusion look(Entries region, long seed, int limit) {
            double[] y = new double[30];
            Arrays.fill(y, 3);
            double[] ones = new double[centre.length];
            Arrays.fill(ones, 1);
            Subject subject = Subject.of(
                    "sum",
                    Map.of("x", Tensor.vector(centre), "y", Tensor.vector(y)),
                    at -> {
                        values.add(at.get("x").values().clone());
                        return Tensor.vector(f.applyAsDouble(at.get("x").values()));
                    },
                    (at, u) -> {
                        gradients.add(at.get("x").values().clone());
                        others.add(at.get("y").values().clone());
                        return Map.of("x", Tensor.vector(ones), "y", Tensor.vector(new double[y.length]));
                    });
            Prober other = AtPoint.prober(subject, "x", 0, seed);
            Probe first = other.probeAtRandom(other.base(), region, 1);
            Prober prober = AtPoint.prober(subject, "x", 0, seed, limit);
            values.clear();
            gradients.clear();
            others.clear();
            Conclusion kink = new Conclusion(Verdict.KINK, "kink", prober.base(), null);
            return new Branches(prober, first).decide(kink);
        }

        Conclusion look(long seed) {
            return look(Entries.all(centre.length), seed, 1000);
        }

        /** The place of an entry at every point nearby, in units of the radius. */
        double[] levels(int entry) {
            return gradients.stream()
                    .mapToDouble(x -> (x[entry] - centre[entry]) / RADIUS)
                    .toArray();
        }

        /** The same as a letter for each: highest, lowest, in the middle, above and below it. */
        String kinds(int entry) {
            StringBuilder kinds = new StringBuilder();
            for (double level : levels(entry)) {
                kinds.append(kind(level));
            }
            return kinds.toString();
        }
    }

    private static double[] equalEntries(int n) {
        double[] x = new double[n];
        Arrays.fill(x, 1.5);
        return x;
    }

    private static char kind(double level) {
        double size = Math.abs(level);
        if (size > 0 && size <= 0.03 + 1e-9) {
            return 'M';
        }
        if (size >= 1.6 - 1e-9 && size <= 2 + 1e-9) {
            return level > 0 ? 'H' : 'L';
        }
        assertThat(size).isBetween(0.3 - 1e-9, 1.2 + 1e-9);
        return level > 0 ? '+' : '-';
    }

    private static String rotated(String kinds) {
        int from = kinds.indexOf('H');
        return kinds.substring(from) + kinds.substring(0, from);
    }

    @Test
    void of_sixteen_entries_each_is_once_the_highest_the_lowest_and_in_the_middle_and_else_above_and_below_in_turn() {
        Recorded sum = Recorded.equal(16);

        Conclusion kink = sum.look(1);

        assertThat(kink.verdict()).isEqualTo(Verdict.KINK);
        assertThat(kink.reason()).isEqualTo("kink");
        assertThat(sum.gradients).hasSize(16);
        for (int entry = 0; entry < 16; entry++) {
            assertThat(rotated(sum.kinds(entry))).isEqualTo("H+-+-+M-+-+L-+-+");
        }
        for (int point = 0; point < 16; point++) {
            StringBuilder kinds = new StringBuilder();
            for (int entry = 0; entry < 16; entry++) {
                kinds.append(sum.kinds(entry).charAt(point));
            }
            assertThat(kinds.chars().sorted().mapToObj(Character::toString).toList())
                    .as("one of each, and as many above as below")
                    .isEqualTo("+++++++------HLM"
                            .chars()
                            .mapToObj(Character::toString)
                            .toList());
        }
    }

    @Test
    void where_an_entry_goes_is_drawn_within_a_range_of_its_own() {
        List<Double> high = new ArrayList<>();
        List<Double> middle = new ArrayList<>();
        List<Double> between = new ArrayList<>();
        Seeds.first(20).each(seed -> {
            Recorded sum = Recorded.equal(4);
            sum.look(seed);
            for (int entry = 0; entry < 4; entry++) {
                for (double level : sum.levels(entry)) {
                    (kind(level) == 'M' ? middle : Math.abs(level) > 1.5 ? high : between).add(Math.abs(level));
                }
            }
        });

        assertThat(high).anyMatch(level -> level < 1.65).anyMatch(level -> level > 1.95);
        assertThat(middle).anyMatch(level -> level < 0.005).anyMatch(level -> level > 0.025);
        assertThat(between).anyMatch(level -> level < 0.4).anyMatch(level -> level > 1.1);
    }

    @Test
    void three_entries_are_looked_at_eight_times_and_every_second_round_is_upside_down() {
        Recorded sum = Recorded.equal(3);

        sum.look(2);

        assertThat(List.of(sum.kinds(0), sum.kinds(1), sum.kinds(2)))
                .containsExactlyInAnyOrder("HMLLMHHM", "MLHMHLML", "LHMHLMLH");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 9, 16, 40})
    void there_are_as_many_points_as_entries_but_eight_at_least_and_sixteen_at_most(int entries) {
        Recorded sum = Recorded.equal(entries);

        sum.look(3);

        assertThat(sum.gradients).hasSize(Math.max(8, Math.min(16, entries)));
    }

    @Test
    void two_entries_show_all_branches_at_the_point_itself() {
        Recorded sum = Recorded.equal(2);

        assertThat(sum.look(3).reason()).isEqualTo("kink");
        assertThat(sum.gradients).isEmpty();
    }

    @Test
    void of_more_than_sixteen_entries_neighbours_are_never_moved_alike_and_all_are_moved() {
        Recorded sum = Recorded.equal(40);

        sum.look(4);

        for (int point = 0; point < 16; point++) {
            int number = point;
            String first = kindsAt(sum, number, 0, 16);
            String second = kindsAt(sum, number, 16, 32);
            assertThat(first.chars().filter(c -> c == 'H')).hasSize(1);
            assertThat(first.chars().filter(c -> c == 'L')).hasSize(1);
            assertThat(second.chars().filter(c -> c == 'H')).hasSize(1);
            assertThat(second.chars().filter(c -> c == 'M')).hasSize(1);
        }
        for (int entry = 0; entry < 40; entry++) {
            assertThat(rotated(sum.kinds(entry))).isEqualTo("H+-+-+M-+-+L-+-+");
        }
        assertThat(kindsAt(sum, 0, 0, 16)).isNotEqualTo(kindsAt(sum, 0, 16, 32));
    }

    private static String kindsAt(Recorded sum, int point, int from, int to) {
        StringBuilder kinds = new StringBuilder();
        IntStream.range(from, to).forEach(entry -> kinds.append(sum.kinds(entry).charAt(point)));
        return kinds.toString();
    }

    @Test
    void which_entry_is_the_highest_first_is_drawn() {
        int[] first = new int[4];
        Seeds.first(60).each(seed -> {
            Recorded sum = Recorded.equal(4);
            sum.look(seed);
            first[kindsAt(sum, 0, 0, 4).indexOf('H')]++;
        });

        assertThat(IntStream.of(first).boxed()).as("a quarter of 60 each").allMatch(times -> times >= 5 && times <= 28);
    }

    @Test
    void all_entries_decide_up_to_sixteen_and_of_more_those_that_equal_two_others() {
        double[] sixteen = distinct(16);
        double[] more = distinct(17);
        for (double[] x : List.of(sixteen, more)) {
            x[2] = 0.0;
            x[5] = -0.0;
            x[11] = 0.0;
        }

        assertThat(placesOf(sixteen, Entries.all(16))).hasSize(16);
        List<double[]> ofThree = placesOf(more, Entries.all(17));
        assertThat(ofThree).hasSize(8);
        double radius = 0.01 * Entries.all(17).scale(Tensor.vector(more));
        assertThat(ofThree)
                .allSatisfy(x -> assertThat(IntStream.range(0, 17).filter(i -> Math.abs(x[i] - more[i]) > 1.5 * radius))
                        .as("one up and one down")
                        .hasSize(2)
                        .isSubsetOf(2, 5, 11));
    }

    @Test
    void where_no_three_of_many_are_equal_all_of_them_decide() {
        double[] x = distinct(20);
        x[3] = x[4];

        List<double[]> places = placesOf(x, Entries.all(20));

        assertThat(places).hasSize(16);
    }

    @Test
    void entries_outside_the_region_count_for_nothing() {
        assertThat(placesOf(equalEntries(20), Entries.of(20, new int[] {1, 3}))).isEmpty();
        assertThat(placesOf(equalEntries(20), Entries.of(20, new int[] {1, 3, 7})))
                .hasSize(8)
                .allSatisfy(x -> assertThat(IntStream.range(0, 20).filter(i -> Math.abs(x[i] - 1.5) > 1.5 * RADIUS))
                        .isSubsetOf(1, 3, 7));
    }

    private static double[] distinct(int n) {
        return IntStream.range(0, n).mapToDouble(k -> 1 + k / 8.0).toArray();
    }

    private static List<double[]> placesOf(double[] x, Entries region) {
        Recorded sum = new Recorded(at -> DoubleStream.of(at).sum(), x);
        sum.look(region, 5, 1000);
        return sum.gradients;
    }

    @Test
    void all_other_variables_move_too_by_less_than_the_radius_of_their_own() {
        Recorded sum = Recorded.equal(16);

        sum.look(6);

        double[] moves = sum.others.stream()
                .flatMapToDouble(y -> DoubleStream.of(y).map(v -> (v - 3) / RADIUS_OF_OTHERS))
                .toArray();
        assertThat(DoubleStream.of(moves).boxed()).allMatch(move -> Math.abs(move) <= 1 + 1e-9);
        assertThat(DoubleStream.of(moves).max().orElseThrow()).isGreaterThan(0.95);
        assertThat(DoubleStream.of(moves).min().orElseThrow()).isLessThan(-0.95);
        assertThat(DoubleStream.of(moves).average().orElseThrow()).isCloseTo(0, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void at_the_edge_of_a_domain_all_entries_move_to_its_inside(int side) {
        Recorded sum = new Recorded(
                x -> DoubleStream.of(x).allMatch(v -> side * (v - 1.5) >= -1e-4)
                        ? DoubleStream.of(x).sum()
                        : Double.NaN,
                equalEntries(4));

        assertThat(sum.look(7).reason()).isEqualTo("kink");

        assertThat(sum.gradients).hasSize(8);
        for (int entry = 0; entry < 4; entry++) {
            double[] centred = DoubleStream.of(sum.levels(entry))
                    .map(level -> level - 2 * side)
                    .toArray();
            assertThat(DoubleStream.of(centred).boxed())
                    .anyMatch(level -> level > 1.5)
                    .anyMatch(level -> level < -1.5);
            for (double level : centred) {
                kind(level);
            }
        }
        double[] moves = sum.others.stream()
                .flatMapToDouble(y -> DoubleStream.of(y).map(v -> side * (v - 3) / RADIUS_OF_OTHERS))
                .toArray();
        assertThat(DoubleStream.of(moves).boxed())
                .allMatch(move -> move >= 0 && move <= 1 + 1e-9)
                .anyMatch(move -> move > 0.95);
    }

    @Test
    void where_no_point_nearby_has_a_value_both_sides_are_tried_each_time_and_the_kink_stays_one() {
        Recorded alone =
                new Recorded(x -> DoubleStream.of(x).allMatch(v -> v == 1.5) ? 6 : Double.NaN, equalEntries(4));

        assertThat(alone.look(8).reason()).isEqualTo("kink");

        assertThat(alone.gradients).isEmpty();
        List<Long> means = alone.values.stream()
                .map(x -> Math.round((DoubleStream.of(x).average().orElseThrow() - 1.5) / RADIUS / 2))
                .toList();
        assertThat(means).hasSize(24);
        for (int k = 0; k < 24; k++) {
            assertThat(means.get(k)).isEqualTo(k % 3 == 2 ? -1 : k % 3);
        }
    }

    @Test
    void branches_are_looked_at_while_a_fifth_of_the_evaluations_is_left() {
        Recorded sum = Recorded.equal(16);

        // Four for each point: the ninth is begun with 32 of 40 spent, the tenth with 36 is not.
        Conclusion kink = sum.look(Entries.all(16), 9, 40);

        assertThat(kink.verdict()).isEqualTo(Verdict.KINK);
        assertThat(kink.reason()).isEqualTo("kink; 9 of 16 more branches were seen");
        assertThat(sum.gradients).hasSize(9);
    }

    @Test
    void evaluations_that_end_within_a_point_leave_it_unseen() {
        Recorded sum = Recorded.equal(16);

        Conclusion kink = sum.look(Entries.all(16), 9, 6);

        assertThat(kink.reason()).isEqualTo("kink; 1 of 16 more branches were seen");
    }

    @Test
    void entries_that_ascend_stay_in_order() {
        Seeds.first(20).each(seed -> {
            // A third of the radius apart.
            Recorded knots = new Recorded(x -> DoubleStream.of(x).sum(), 1.5, 1.505, 1.51, 1.515);
            knots.look(seed);

            assertThat(knots.gradients)
                    .hasSizeGreaterThan(3)
                    .allSatisfy(x -> assertThat(x).isSorted().isNotEqualTo(knots.centre));
        });
    }
}
