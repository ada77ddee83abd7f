package io.gradcheck.check.localise;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.numeric.DerivativeEstimate;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search for wrong entries by halves, here of {@code sum x_i} with some entries of the gradient wrong. */
class BisectionTest {

    private static final long SEED = 1;

    private final List<Integer> probedAlone = new ArrayList<>();

    @Test
    void one_wrong_entry_is_found() {
        Search search = new Search(SEED, 64).wrong(17, 2);

        assertThat(search.run()).isTrue();
        assertThat(search.found()).containsExactly(17);
        assertThat(search.bisection.blocks()).isEmpty();
    }

    @Test
    void the_half_with_the_larger_discrepancy_is_searched_first() {
        Search search = new Search(SEED, 64).wrong(3, 11).wrong(60, 2);

        assertThat(search.run()).isTrue();
        assertThat(search.found()).containsExactly(3, 60);
        assertThat(probedAlone.stream().filter(search.found()::contains).distinct())
                .containsExactly(3, 60);
    }

    @Test
    void what_remains_for_an_entry_that_is_right_is_not_explained() {
        Search search = new Search(SEED, 64);
        search.start(1, 0);

        assertThat(search.bisection.run()).isFalse();
        assertThat(search.found()).isEmpty();
    }

    @Test
    void what_neither_half_shows_is_not_explained() {
        Search search = new Search(SEED, 64);
        search.start(1 + 1e-14, 1);

        assertThat(search.bisection.run()).isFalse();
        assertThat(probedAlone).isEmpty();
    }

    @Test
    void a_half_is_probed_if_subtraction_leaves_too_much_open() {
        Search search = new Search(SEED, 64).wrong(60, 2);
        double discrepancy = Math.abs(search.direction.values()[60]);
        search.start(search.direction.values()[60], discrepancy * (1 - 1e-14));

        assertThat(search.bisection.run()).isTrue();
        assertThat(search.found()).containsExactly(60);
    }

    @Test
    void sixteen_wrong_entries_are_searched_for() {
        Search few = new Search(SEED, 512);
        Search many = new Search(SEED, 512);
        IntStream.range(0, 16).forEach(k -> few.wrong(32 * k + 5, 2 + k));
        IntStream.range(0, 32).forEach(k -> many.wrong(16 * k + 5, 2 + k));

        assertThat(many.run()).isFalse();
        assertThat(many.found()).hasSize(16);
        assertThat(few.run()).as("the sixteenth ends the search").isTrue();
        assertThat(few.found()).hasSize(16);
    }

    @Test
    void entries_apart_are_no_block() {
        Seeds.first(20).each(seed -> {
            Search search = new Search(seed, 5).wrong(0, 2).wrong(4, 3);

            assertThat(search.run()).isTrue();
            assertThat(search.found()).containsExactly(0, 4);
            assertThat(search.bisection.blocks()).isEmpty();
        });
    }

    @Test
    void a_block_is_wrong_throughout_if_half_of_it_is_seen_to_be() {
        List<Long> withBlocks = Seeds.first(20).where(seed -> {
            Search search = new Search(seed, 6).wrong(0, 2).wrong(2, 3).wrong(5, 4);
            search.run();

            assertThat(search.bisection.blocks()).allSatisfy(block -> {
                assertThat(block.box().text(List.of())).isEqualTo("[*]");
                assertThat(block.wrong()).isEqualTo(3);
            });
            return !search.bisection.blocks().isEmpty();
        });

        assertThat(withBlocks).isNotEmpty();
    }

    @Test
    void a_wrong_row_and_a_wrong_column_of_a_matrix_are_one_block_each() {
        Seeds.first(10).each(seed -> {
            Search row = new Search(seed, 8, 16).wrong(i -> i / 16 == 5);
            Search column = new Search(seed, 8, 16).wrong(i -> i % 16 == 11);

            assertThat(row.run()).isTrue();
            assertThat(row.blocks()).containsExactly("[5,*] 16");
            assertThat(column.run()).isTrue();
            assertThat(column.blocks()).containsExactly("[*,11] 8");
        });
    }

    @Test
    void a_block_in_the_middle_is_found_with_its_edges() {
        List<Long> whole = Seeds.first(20).where(seed -> {
            Search search =
                    new Search(seed, 12, 12).wrong(i -> i / 12 >= 3 && i / 12 < 10 && i % 12 >= 1 && i % 12 < 8);

            boolean all = search.run();
            int inBlocks = search.bisection.blocks().stream()
                    .mapToInt(Bisection.WrongBlock::wrong)
                    .sum();
            long alone = search.found().stream()
                    .filter(offset -> search.bisection.blocks().stream()
                            .noneMatch(block -> block.box().contains(new int[] {offset / 12, offset % 12})))
                    .count();
            assertThat(inBlocks + alone).as("seed %d", seed).isLessThanOrEqualTo(49);
            assertThat(all).as("seed %d", seed).isEqualTo(inBlocks + alone == 49);
            return search.blocks().equals(List.of("[3..9,1..7] 49"));
        });

        assertThat(whole).isNotEmpty();
    }

    @Test
    void of_a_wrong_block_that_is_found_in_parts_neighbours_are_joined() {
        // The middle of the axis is wrong, so both halves are, and each is searched alone where the first look meets a
        // right one.
        List<Long> joined = Seeds.first(20).where(seed -> {
            Search search = new Search(seed, 64).wrong(i -> i >= 24 && i < 40);

            assertThat(search.run()).as("seed %d", seed).isTrue();
            return search.blocks().equals(List.of("[24..39] 16"));
        });

        assertThat(joined).hasSizeGreaterThan(10);
    }

    @Test
    void entries_that_did_not_move_are_not_asked() {
        Search search =
                new Search(SEED, 64).moving(i -> i % 16 == 3).wrong(19, 2).wrong(20, 5);

        assertThat(search.run()).isTrue();
        assertThat(search.found()).containsExactly(19);
        assertThat(probedAlone).doesNotContain(20);
    }

    @Test
    void a_search_that_finds_little_ends_after_a_few_hundred_evaluations_for_each_that_was_found() {
        Search search = new Search(SEED, 1 << 14).wrong(i -> i % 5 == 0);

        assertThat(search.run()).isFalse();
        int most = 400 * (1 + search.found().size());
        assertThat(search.singles.evaluations()).isPositive().isLessThan(most + 400);
    }

    /** A variable, the direction that failed, and the search. */
    private final class Search implements Subject {

        private final double[] g;
        private final long seed;
        private final Tensor direction;
        private EntryProbes singles;
        private Bisection bisection;

        Search(long seed, int... shape) {
            this.seed = seed;
            this.g = new double[Tensor.zeros(shape).size()];
            Arrays.fill(g, 1);
            this.direction = Entries.all(g.length)
                    .direction(new SplittableRandom(seed), shape)
                    .tensor();
        }

        /** Lets some entries alone move. */
        Search moving(IntPredicate moves) {
            for (int i = 0; i < g.length; i++) {
                direction.values()[i] *= moves.test(i) ? 1 : 0;
            }
            return this;
        }

        Search wrong(IntPredicate wrong) {
            IntStream.range(0, g.length).filter(wrong).forEach(i -> wrong(i, 2 + i % 7));
            return this;
        }

        List<String> blocks() {
            return bisection.blocks().stream()
                    .map(block -> block.box().text(List.of()) + " " + block.wrong())
                    .toList();
        }

        Search wrong(int entry, double reported) {
            g[entry] = reported;
            return this;
        }

        boolean run() {
            EvaluationPoint place = AtPoint.of(this);
            start(failed(place), place);
            return bisection.run();
        }

        /** Prepares a search for what has another discrepancy, known to another bound, than there is. */
        void start(double discrepancy, double bound) {
            EvaluationPoint place = AtPoint.of(this);
            Probe failed = failed(place);
            DerivativeEstimate slope = new DerivativeEstimate(0, 0, 0, 0, 0.1, bound, DerivativeEstimate.Sides.BOTH);
            start(
                    new Probe(
                            failed.region(),
                            failed.direction(),
                            failed.firstStep(),
                            discrepancy,
                            failed.magnitude(),
                            0,
                            slope,
                            failed.estimator()),
                    place);
        }

        private Probe failed(EvaluationPoint place) {
            return prober(place).probeAlong(place, Entries.all(g.length), Direction.of(direction), 0.1);
        }

        private void start(Probe failed, EvaluationPoint place) {
            singles = new EntryProbes(prober(place), place, 1);
            bisection = new Bisection(singles, failed);
            probedAlone.clear();
        }

        private Prober prober(EvaluationPoint place) {
            return new Prober(place, "x", 0, new SplittableRandom(seed), new Evaluations(Integer.MAX_VALUE));
        }

        List<Integer> found() {
            return singles.worstFirst().stream()
                    .filter(EntryProbe::wrong)
                    .map(EntryProbe::offset)
                    .sorted()
                    .toList();
        }

        @Override
        public String name() {
            return "sum";
        }

        @Override
        public Map<String, Tensor> point() {
            Tensor x = Tensor.zeros(direction.shape());
            Arrays.fill(x.values(), 0.5);
            return Map.of("x", x);
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            return Tensor.scalar(Arrays.stream(at.get("x").values()).sum());
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return Map.of("x", Tensor.of(direction.shape(), g));
        }

        @Override
        public Line along(String variable, Tensor d) {
            int[] moving =
                    IntStream.range(0, d.size()).filter(i -> d.values()[i] != 0).toArray();
            if (moving.length == 1) {
                probedAlone.add(moving[0]);
            }
            return Subject.super.along(variable, d);
        }
    }
}
