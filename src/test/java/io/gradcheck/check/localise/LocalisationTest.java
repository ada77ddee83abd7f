package io.gradcheck.check.localise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.WideSubject;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong entries planted in large tensors: which are named, how many they are said to be, at how many evaluations. */
class LocalisationTest {

    private static final int MILLION = 1_000_000;
    private static final double ERROR = 0.01;
    private static final int[] PLACES = {12_345, 77_777, 99, 50_000, 12_346, 31_415, 92_653, 58_979};

    private static IntToDoubleFunction where(IntPredicate wrong) {
        return i -> wrong.test(i) ? ERROR : 0;
    }

    private static IntToDoubleFunction at(int... places) {
        return where(i -> Arrays.stream(places).anyMatch(place -> place == i));
    }

    private static GradientReport report(Subject subject, long seed) {
        GradientReport report = GradientChecker.standard().seed(seed).check(subject);
        assertThat(report.verdict()).as("seed %d", seed).isEqualTo(Verdict.FAIL);
        return report;
    }

    private static WrongEntries wrong(Subject subject, long seed) {
        return report(subject, seed).finding("W").wrong();
    }

    private static List<String> indices(WrongEntries wrong) {
        return wrong.worst().stream().map(WrongEntry::indexText).toList();
    }

    // One entry.

    @Test
    void one_wrong_entry_of_a_million_is_named_in_400_evaluations() {
        GradientReport report = report(WideSubject.of(at(333_334), MILLION), 1);

        assertThat(indices(report.finding("W").wrong())).containsExactly("[333334]");
        assertThat(report.finding("W").wrong().count()).isEqualTo(1);
        assertThat(report.finding("W").wrong().countKind()).isEqualTo(CountKind.EXACT);
        assertThat(report.finding("W").diagnoses())
                .extracting(Diagnosis::mistake)
                .contains("one entry");
        assertThat(report.evaluations()).isLessThanOrEqualTo(400);
    }

    @Tag("thorough")
    @Test
    void one_wrong_entry_of_a_million_is_named_in_400_evaluations_of_an_opaque_subject() {
        GradientReport report = report(WideSubject.of(at(777_123), 1000, 1000).hidden(), 2);

        assertThat(indices(report.finding("W").wrong())).containsExactly("[777,123]");
        assertThat(report.finding("W").wrong().countKind()).isEqualTo(CountKind.EXACT);
        assertThat(report.evaluations()).isLessThanOrEqualTo(400);
    }

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({"1000, 1", "1000, 2", "1000, 3", "10000, 1", "10000, 2", "100000, 1", "100000, 2", "1000000, 3"})
    void evaluations_grow_with_the_logarithm_of_the_size(int size, long seed) {
        GradientReport report = report(WideSubject.of(at(size / 3 + 1), size), seed);

        assertThat(indices(report.finding("W").wrong())).containsExactly("[" + (size / 3 + 1) + "]");
        assertThat(report.evaluations()).isLessThan((int) (155 + 13 * Math.log(size) / Math.log(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 998, 999})
    void an_entry_at_an_edge_is_named_too(int place) {
        assertThat(indices(wrong(WideSubject.of(at(place), 1000), 1))).containsExactly("[" + place + "]");
        assertThat(indices(wrong(WideSubject.of(at(place), 25, 40), 1)))
                .containsExactly("[" + place / 40 + "," + place % 40 + "]");
    }

    @ParameterizedTest
    @CsvSource({"1e-3, 0.9", "1e-3, 0.9999", "1e-4, 0.99", "1e-4, 0.999999", "1e-5, 0.5", "1e-5, 0.9999"})
    void a_wrong_entry_beside_one_just_below_the_floor_of_its_denominator_is_named_alone(double floor, double share) {
        Seeds.of(1, 5).each(seed -> {
            for (int wrong = 0; wrong < 2; wrong++) {
                assertThat(indices(report(floored(floor, share, wrong), seed)
                                .finding("x")
                                .wrong()))
                        .containsExactly("[" + wrong + "]");
            }
        });
    }

    /** The sum of {@code 3 x + x / max(|x|, floor)} over three entries, the last below the floor; one slope is off by a hundredth. */
    private static Subject floored(double floor, double share, int wrong) {
        return Subject.objective(
                "floored",
                x -> Arrays.stream(x)
                        .map(e -> 3 * e + e / Math.max(Math.abs(e), floor))
                        .sum(),
                x -> IntStream.range(0, x.length)
                        .mapToDouble(i -> (3 + (Math.abs(x[i]) < floor ? 1 / floor : 0)) * (i == wrong ? 1 + ERROR : 1))
                        .toArray(),
                0.7,
                -1.3,
                share * floor);
    }

    @Test
    void numbers_of_named_entries_are_their_own() {
        WideSubject subject = WideSubject.of(at(12_345), 500, 200);

        WrongEntry entry = wrong(subject, 1).worst().get(0);

        assertThat(entry.index()).containsExactly(61, 145);
        assertThat(entry.analytic()).isCloseTo(subject.slope(12_345) + ERROR, within(1e-15));
        assertThat(entry.numeric()).isCloseTo(subject.slope(12_345), within(entry.allowed()));
        assertThat(entry.difference()).isCloseTo(Math.abs(entry.analytic() - entry.numeric()), within(1e-15));
        assertThat(entry.allowed()).isLessThan(1e-5);
    }

    // Several entries apart.

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "3, 1", "5, 1", "5, 2", "8, 1"})
    void several_wrong_entries_of_100_000_are_named_at_150_evaluations_each(int count, long seed) {
        int[] places = Arrays.copyOf(PLACES, count);
        for (int[] shape : new int[][] {{100_000}, {100, 1000}, {500, 200}, {10, 10, 1000}}) {
            WideSubject subject = WideSubject.of(at(places), shape);
            GradientReport report = report(subject, seed);
            WrongEntries wrong = report.finding("W").wrong();
            String where = Arrays.toString(shape);

            assertThat(indices(wrong))
                    .as(where)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(places)
                            .mapToObj(place -> new Indices(subject.w(), List.of()).text(place))
                            .toList());
            assertThat(wrong.count()).as(where).isEqualTo(count);
            assertThat(wrong.countKind()).as(where).isEqualTo(CountKind.EXACT);
            assertThat(wrong.blocks()).as(where).isEmpty();
            assertThat(report.evaluations()).as(where).isLessThan(222 + 150 * count);
        }
    }

    @Test
    void entries_are_listed_worst_first() {
        IntToDoubleFunction errors = i -> i == 99 ? 0.1 : i == 12_345 ? -1 : i == 50_000 ? 0.001 : 0;

        List<WrongEntry> worst = wrong(WideSubject.of(errors, 100_000), 1).worst();

        assertThat(worst).extracting(WrongEntry::indexText).containsExactly("[12345]", "[99]", "[50000]");
        assertThat(worst)
                .isSortedAccordingTo(Comparator.comparingDouble(entry -> -entry.difference() / entry.allowed()));
    }

    @Test
    void errors_that_cancel_in_a_sum_are_both_found() {
        IntToDoubleFunction errors = i -> i == 17 ? ERROR : i == 4_000 ? -ERROR : 0;

        assertThat(indices(wrong(WideSubject.of(errors, 10_000), 1))).containsExactlyInAnyOrder("[17]", "[4000]");
    }

    @Test
    void more_than_sixteen_wrong_entries_apart_are_a_lower_limit() {
        GradientReport report = report(WideSubject.of(where(i -> i % 4_999 == 8), 1000, 100), 1);

        assertThat(report.finding("W").wrong().countKind()).isEqualTo(CountKind.AT_LEAST);
        assertThat(report.finding("W").wrong().count()).isBetween(16, 17);
        assertThat(report.finding("W").wrongEntries())
                .hasSize(report.finding("W").wrong().count())
                .allSatisfy(entry -> assertThat((entry.index()[0] * 100 + entry.index()[1]) % 4_999)
                        .isEqualTo(8));
        assertThat(report.evaluations()).isLessThan(16 * 200);
    }

    @Test
    void sixteen_of_ten_thousand_are_all_found() {
        WrongEntries wrong = wrong(WideSubject.of(where(i -> i % 667 == 5), 10_000), 1);

        assertThat(wrong.count()).isEqualTo(15);
        assertThat(wrong.countKind()).isEqualTo(CountKind.EXACT);
    }

    // Blocks.

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_wrong_row_is_found_by_its_index(long seed) {
        GradientReport report = report(WideSubject.of(where(i -> i / 1000 == 371), 1000, 1000), seed);
        Finding finding = report.finding("W");

        assertThat(finding.wrong().blocks()).containsExactly("[371,*]");
        assertThat(finding.wrong().count()).isEqualTo(1000);
        assertThat(finding.wrong().countKind()).isEqualTo(CountKind.ESTIMATED);
        assertThat(finding.wrongEntries()).allMatch(entry -> entry.index()[0] == 371);
        assertThat(finding.diagnoses()).extracting(Diagnosis::mistake).contains("one row");
        assertThat(report.evaluations()).isLessThan(450);
        assertThat(report.toString())
                .contains("\n  about 1000 of 1000000 entries differ, wrong throughout: W[371,*]\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 371, 999})
    void a_wrong_column_is_found_by_its_index(int column) {
        GradientReport report = report(WideSubject.of(where(i -> i % 1000 == column), 100, 1000), 1);
        Finding finding = report.finding("W");

        assertThat(finding.wrong().blocks()).containsExactly("[*," + column + "]");
        assertThat(finding.wrong().count()).isEqualTo(100);
        assertThat(finding.diagnoses()).extracting(Diagnosis::mistake).contains("one column");
        assertThat(report.evaluations()).isLessThan(450);
    }

    @Test
    void two_wrong_rows_are_two_blocks() {
        WrongEntries wrong = wrong(WideSubject.of(where(i -> i / 100 == 371 || i / 100 == 990), 1000, 100), 1);

        assertThat(wrong.blocks()).containsExactlyInAnyOrder("[371,*]", "[990,*]");
        assertThat(wrong.count()).isEqualTo(200);
    }

    @Tag("thorough")
    @Test
    void a_wrong_row_and_an_entry_beside_it_are_told_apart() {
        WrongEntries wrong = wrong(WideSubject.of(where(i -> i / 1000 == 371 || i == 5), 1000, 1000), 1);

        assertThat(wrong.blocks()).containsExactly("[371,*]");
        assertThat(wrong.count()).isEqualTo(1001);
        assertThat(indices(wrong)).contains("[0,5]");
    }

    @Test
    void a_wrong_index_of_the_second_of_four_axes_is_one_block() {
        GradientReport report = report(WideSubject.of(where(i -> i / 100 % 20 == 7), 20, 20, 10, 10), 1);

        assertThat(report.finding("W").wrong().blocks()).containsExactly("[*,7,*,*]");
        assertThat(report.finding("W").wrong().count()).isEqualTo(2000);
        assertThat(report.finding("W").diagnoses())
                .extracting(Diagnosis::mistake)
                .contains("one index of axis 1");
        assertThat(report.evaluations()).isLessThan(450);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_wrong_block_of_a_tensor_with_four_axes_is_trimmed_to_its_edges(long seed) {
        IntPredicate block = i -> inside(i / 2000, 3, 6)
                && inside(i / 100 % 20, 5, 8)
                && inside(i / 10 % 10, 2, 9)
                && inside(i % 10, 0, 2);
        GradientReport report = report(WideSubject.of(where(block), 20, 20, 10, 10), seed);
        Finding finding = report.finding("W");

        assertThat(finding.wrong().count()).as("seed %d", seed).isEqualTo(4 * 4 * 8 * 3);
        assertThat(finding.wrong().blocks()).as("seed %d", seed).hasSizeBetween(1, 5);
        assertThat(finding.wrongEntries())
                .as("seed %d", seed)
                .allMatch(entry -> inside(entry.index()[0], 3, 6) && inside(entry.index()[3], 0, 2));
        assertThat(report.evaluations()).as("seed %d", seed).isLessThan(1_550);
        if (finding.wrong().blocks().size() == 1) {
            assertThat(finding.wrong().blocks()).containsExactly("[3..6,5..8,2..9,0..2]");
        }
    }

    private static boolean inside(int index, int first, int last) {
        return index >= first && index <= last;
    }

    @Test
    void the_first_fifth_of_a_vector_is_a_block() {
        WrongEntries wrong = wrong(WideSubject.of(where(i -> i < 2_000), 10_000), 1);

        assertThat(wrong.blocks()).containsExactly("[0..1999]");
        assertThat(wrong.count()).isEqualTo(2_000);
        assertThat(wrong.countKind()).isEqualTo(CountKind.ESTIMATED);
    }

    // Much of it.

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void where_most_is_wrong_a_sample_says_how_much(long seed) {
        IntPredicate mostly = i -> new SplittableRandom(i).nextInt(4) > 0;
        WideSubject subject = WideSubject.of(where(mostly), 100, 100);
        int truth = (int) IntStream.range(0, 10_000).filter(mostly).count();
        GradientReport report = report(subject, seed);
        WrongEntries wrong = report.finding("W").wrong();

        assertThat(wrong.countKind()).as("seed %d", seed).isEqualTo(CountKind.ESTIMATED);
        // Three standard deviations of 32 draws.
        assertThat(wrong.count()).as("seed %d", seed).isBetween(truth - 2_300, truth + 2_300);
        assertThat(wrong.worst()).as("seed %d", seed).hasSizeBetween(16, 40);
        assertThat(report.evaluations()).as("seed %d", seed).isLessThan(600);
    }

    @Test
    void an_entry_that_is_right_is_not_listed_in_a_sample() {
        WrongEntries wrong = wrong(WideSubject.of(where(i -> i % 4 > 0), 10_000), 1);

        assertThat(wrong.worst()).allMatch(entry -> entry.index()[0] % 4 > 0);
    }

    @Test
    void all_wrong_are_estimated_as_all() {
        WrongEntries wrong = wrong(WideSubject.of(i -> ERROR, 10_000), 1);

        assertThat(wrong.count()).isEqualTo(10_000);
        assertThat(wrong.worst()).hasSize(32);
    }

    @Test
    void a_tenth_of_entries_at_random_is_estimated_beside_those_that_were_found() {
        IntPredicate tenth = i -> new SplittableRandom(i).nextInt(10) == 0;
        Seeds.of(1, 5).each(seed -> {
            WrongEntries wrong = wrong(WideSubject.of(where(tenth), 1000, 100), seed);

            assertThat(wrong.countKind()).isIn(CountKind.ESTIMATED, CountKind.AT_LEAST);
            // The sample of 32 has three of them, give or take five.
            assertThat(wrong.count()).isBetween(8, 26_000);
            assertThat(wrong.worst())
                    .isNotEmpty()
                    .allMatch(entry -> tenth.test(entry.index()[0] * 100 + entry.index()[1]));
        });
    }

    // Small variables.

    @Test
    void up_to_32_entries_are_checked_one_by_one() {
        WrongEntries wrong = wrong(WideSubject.of(where(i -> i % 2 == 0), 4, 8), 1);

        assertThat(wrong.count()).isEqualTo(16);
        assertThat(wrong.countKind()).isEqualTo(CountKind.EXACT);
        assertThat(wrong.worst()).hasSize(16);
        assertThat(wrong.blocks()).isEmpty();
    }

    @Test
    void a_few_of_33_entries_are_searched_for() {
        WrongEntries wrong = wrong(WideSubject.of(where(i -> i == 0 || i == 32), 33), 1);

        assertThat(indices(wrong)).containsExactlyInAnyOrder("[0]", "[32]");
        assertThat(wrong.countKind()).isEqualTo(CountKind.EXACT);
    }

    // Parts of a variable.

    @Test
    void a_wrong_entry_among_small_ones_that_were_probed_alone_is_named() {
        double[] x = new double[1000];
        Arrays.setAll(x, i -> 1 + 0.3 * Math.cos(i));
        double[] weight = new double[1000];
        Arrays.setAll(weight, i -> i < 900 ? 1e6 : 5e-4);
        Subject range = Subject.objective(
                "range",
                at -> {
                    double sum = 0;
                    for (int i = 0; i < at.length; i++) {
                        sum += i < 900 ? 0 : weight[i] * Math.sin(at[i]);
                    }
                    for (int i = 0; i < 900; i++) {
                        sum += weight[i] * (Math.sin(at[i]) - Math.sin(x[i]));
                    }
                    return sum;
                },
                at -> {
                    double[] g = new double[1000];
                    Arrays.setAll(g, i -> weight[i] * Math.cos(at[i]) * (i == 950 ? 3 : 1));
                    return g;
                },
                x);

        Finding finding = GradientChecker.standard().check(range).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.wrongEntries()).extracting(WrongEntry::indexText).containsExactly("[950]");
        assertThat(finding.wrong().count()).isEqualTo(1);
    }
}
