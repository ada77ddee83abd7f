package io.gradcheck.check.localise;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.CountKind;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the search goes about small tensors, and how it knows the number it tells; here of {@code sum x_i}. */
class LocalisationSearchTest {

    private static final long SEED = 3;

    private static Prober prober(int size, IntPredicate wrong, long seed) {
        double[] x = new double[size];
        Arrays.fill(x, 0.5);
        Subject sum = Subject.objective(
                "sum",
                at -> Arrays.stream(at).sum(),
                at -> IntStream.range(0, size)
                        .mapToDouble(i -> wrong.test(i) ? 2 + i % 7 : 1)
                        .toArray(),
                x);
        return AtPoint.prober(sum, "x", 0, seed, 100_000);
    }

    private static Localised search(int size, IntPredicate wrong, long seed) {
        Prober prober = prober(size, wrong, seed);
        Direction direction = Entries.all(size).direction(new SplittableRandom(seed), new int[] {size});
        Probe failed = prober.probeAlong(prober.base(), Entries.all(size), direction, 0.1);
        assertThat(failed.disagrees()).isTrue();
        return new Localisation(prober, prober.base(), 1).find(failed);
    }

    private static List<Integer> wrong(Localised localised) {
        return localised.probed().stream()
                .filter(EntryProbe::wrong)
                .map(EntryProbe::offset)
                .sorted()
                .toList();
    }

    @Test
    void up_to_32_entries_are_asked_one_by_one_and_of_more_as_few_as_will_do() {
        Localised few = search(32, i -> i == 7 || i == 31, SEED);
        Localised more = search(330, i -> i == 7, SEED);

        assertThat(few.probed()).hasSize(32);
        assertThat(wrong(few)).containsExactly(7, 31);
        assertThat(few.wrong()).isEqualTo(2);
        assertThat(few.count()).isEqualTo(CountKind.EXACT);
        assertThat(few.sampled()).isFalse();
        assertThat(more.probed()).hasSizeLessThan(32);
        assertThat(wrong(more)).containsExactly(7);
        assertThat(more.wrong()).isEqualTo(1);
        assertThat(more.count()).isEqualTo(CountKind.EXACT);
    }

    @Test
    void where_every_entry_is_wrong_a_sample_of_32_says_so() {
        Localised all = search(330, i -> true, SEED);

        assertThat(all.probed()).hasSize(32);
        assertThat(all.wrong()).isEqualTo(330);
        assertThat(all.count()).isEqualTo(CountKind.ESTIMATED);
        assertThat(all.sampled()).isTrue();
        assertThat(all.blocks()).isEmpty();
    }

    @Test
    void where_much_is_wrong_its_share_of_the_sample_is_its_share_of_all() {
        Seeds.first(10).each(seed -> {
            Localised most = search(320, i -> i % 5 > 0, seed);

            assertThat(most.count()).isEqualTo(CountKind.ESTIMATED);
            assertThat(most.sampled()).isTrue();
            assertThat(most.wrong()).isEqualTo(wrong(most).size() * 10);
        });
    }

    @Test
    void a_block_and_an_entry_apart_are_told_and_counted_apart() {
        Localised both = search(256, i -> (i >= 64 && i < 96) || i == 200, SEED);

        assertThat(both.blocks()).extracting(block -> block.text(List.of())).containsExactly("[64..95]");
        assertThat(wrong(both)).contains(200);
        assertThat(both.wrong()).isEqualTo(33);
        assertThat(both.count()).isEqualTo(CountKind.ESTIMATED);
        assertThat(both.sampled()).isFalse();
    }

    @Test
    void where_the_search_ends_before_all_is_found_the_number_is_a_lower_limit_or_that_of_the_sample() {
        List<Long> estimated = Seeds.first(10).where(seed -> {
            Localised many = search(4096, i -> i % 16 == 5, seed);

            assertThat(many.count()).isIn(CountKind.AT_LEAST, CountKind.ESTIMATED);
            assertThat(many.wrong())
                    .isPositive()
                    .isGreaterThanOrEqualTo(wrong(many).size());
            if (many.count() == CountKind.AT_LEAST) {
                assertThat(many.wrong()).isEqualTo(wrong(many).size());
            }
            return many.sampled();
        });

        assertThat(estimated).as("two of 32 are wrong in the mean").hasSizeBetween(2, 9);
    }

    @Test
    void of_entries_that_are_known_to_be_wrong_the_first_32_are_looked_at_and_all_are_counted() {
        Prober prober = prober(100, i -> i % 2 == 0, SEED);

        Localised known =
                new Localisation(prober, prober.base(), 1).find(Entries.all(100).where(i -> i % 2 == 0));

        assertThat(wrong(known)).hasSize(32).startsWith(0, 2, 4).endsWith(62);
        assertThat(known.wrong()).isEqualTo(50);
        assertThat(known.count()).isEqualTo(CountKind.EXACT);
    }
}
