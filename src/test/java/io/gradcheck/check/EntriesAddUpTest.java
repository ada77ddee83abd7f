package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On random subjects, checks and troubles: entries checked, excluded and undecided add up to all. */
class EntriesAddUpTest {

    private static final long SEED = 31_337;
    private static final int SUBJECTS = 400;

    private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    private int partlyChecked;
    private int interrupted;
    private int excluding;

    @AfterEach
    void no_mark_is_left_for_the_next_test() {
        Thread.interrupted();
    }

    @Tag("thorough")
    @Test
    void entries_checked_excluded_and_undecided_add_up_to_all() {
        for (int index = 0; index < SUBJECTS; index++) {
            check(index, new SplittableRandom(SEED + index));
        }
        assertThat(verdicts).containsExactlyInAnyOrder(Verdict.values());
        assertThat(partlyChecked).as("variables with entries of both kinds").isGreaterThan(SUBJECTS / 20);
        assertThat(interrupted).isGreaterThan(SUBJECTS / 10);
        assertThat(excluding).isGreaterThan(SUBJECTS / 10);
    }

    private void check(int index, SplittableRandom random) {
        Subject network = Networks.any().ordinary().at(SEED, index).subject();
        List<String> excluded = new ArrayList<>();
        network.point().keySet().forEach(variable -> {
            if (random.nextInt(4) == 0 && excluded.size() + 1 < network.point().size()) {
                excluded.add(variable);
            }
        });
        boolean nothingExcluded = random.nextInt(3) > 0;
        GradientChecker checker = checker(random, index);
        Subject subject = troubled(network, random);
        GradientReport report =
                (nothingExcluded ? checker : checker.excluding(excluded.toArray(new String[0]))).check(subject);
        if (Thread.interrupted()) {
            interrupted++;
        }
        assertAddUp(report, network, "subject %d of seed %d".formatted(index, SEED));
    }

    private static GradientChecker checker(SplittableRandom random, int index) {
        GradientChecker checker = GradientChecker.standard().seed(index);
        checker = random.nextInt(3) == 0 ? checker.maxEvaluations(30) : checker;
        return random.nextBoolean() ? checker.exhaustive() : checker;
    }

    private void assertAddUp(GradientReport report, Subject network, String where) {
        long all = 0;
        long undecided = 0;
        for (Finding finding : report.findings()) {
            EntryCounts counts = finding.counts();
            verdicts.add(finding.verdict());
            assertThat(counts.all()).as(where).isEqualTo(finding.entries());
            assertThat(counts.all()).as(where).isEqualTo(size(network, finding.name()));
            assertThat(counts.checked() + counts.undecided()).as(where).isEqualTo(counts.all());
            assertThat(counts.excluded()).as(where).isZero();
            if (finding.verdict() != Verdict.FAIL) {
                assertThat(counts.undecided() > 0)
                        .as("%s: %s", where, finding)
                        .isEqualTo(finding.verdict() == Verdict.INCONCLUSIVE);
            }
            if (finding.wrong().countKind() != CountKind.ESTIMATED) {
                assertThat((long) finding.wrong().count()).as(where).isLessThanOrEqualTo(counts.checked());
            }
            partlyChecked += counts.checked() > 0 && counts.undecided() > 0 ? 1 : 0;
            all += counts.all();
            undecided += counts.undecided();
        }
        long excluded = report.excluded().stream()
                .mapToLong(name -> size(network, name))
                .sum();
        excluding += excluded > 0 ? 1 : 0;
        assertThat(report.entries())
                .as(where)
                .isEqualTo(new EntryCounts(all + excluded, all - undecided, excluded, undecided));
        assertThat(report.entries().all())
                .as(where)
                .isEqualTo(network.point().values().stream()
                        .mapToLong(Tensor::size)
                        .sum());
    }

    private static int size(Subject subject, String variable) {
        return subject.point().get(variable).size();
    }

    /** A network with noise, with entries that are wrong or no numbers, or that interrupts the thread that checks it. */
    private static Subject troubled(Subject network, SplittableRandom random) {
        boolean noisy = random.nextInt(5) == 0;
        double trouble =
                List.of(Double.NaN, Double.POSITIVE_INFINITY, 7.0, 1e-10).get(random.nextInt(4));
        int every = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
        int interruptedAfter = random.nextInt(4) == 0 ? 1 + random.nextInt(1_000) : -1;
        int[] evaluations = {0};
        return Subject.of(
                network.name(),
                network.point(),
                at -> {
                    if (++evaluations[0] == interruptedAfter) {
                        Thread.currentThread().interrupt();
                    }
                    double value = network.evaluate(at).get();
                    return Tensor.scalar(noisy ? value + 1e-3 * Math.sin(1e11 * value) : value);
                },
                (at, u) -> {
                    Map<String, Tensor> gradient = new LinkedHashMap<>();
                    network.gradient(at, u).forEach((variable, g) -> gradient.put(variable, g.copy()));
                    for (Tensor g : gradient.values()) {
                        for (int i = every; i > 0 && i < g.size(); i += every) {
                            g.values()[i] += trouble;
                        }
                    }
                    return gradient;
                });
    }
}
