package io.gradcheck.check;

import io.gradcheck.check.diagnose.Explanation;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongEntry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A variable whose entries were checked one by one, as far as they were reached. */
final class EntryResults {

    private static final Comparator<EntryResult> WORST_FIRST = Comparator.comparing(EntryResult::verdict)
            .reversed()
            .thenComparing(EntryResult::probe, EntryProbe.WORST_FIRST);

    private final int size;
    private final List<EntryResult> reached;

    /**
     * Collects what was found.
     *
     * @param entries what follows for each entry; null for one that was not reached
     */
    EntryResults(@Nullable EntryResult[] entries) {
        this.size = entries.length;
        this.reached = Arrays.stream(entries).filter(Objects::nonNull).toList();
    }

    /** The worst verdict of an entry; INCONCLUSIVE at least, if not all were reached. */
    Verdict verdict() {
        Verdict worst = complete() ? Verdict.PASS : Verdict.INCONCLUSIVE;
        for (EntryResult entry : reached) {
            worst = worst.worse(entry.verdict());
        }
        return worst;
    }

    /** The entry that decides: of those with the worst verdict the one whose difference is the largest part of its allowance. */
    @Nullable
    EntryResult decisive() {
        return reached.stream().min(WORST_FIRST).orElse(null);
    }

    /** How many entries were reached. */
    int reached() {
        return reached.size();
    }

    private boolean complete() {
        return reached.size() == size;
    }

    EntryCounts counts() {
        int decided = size - count(Verdict.INCONCLUSIVE) - (size - reached.size());
        return new EntryCounts(size, decided, 0, size - (long) decided);
    }

    int count(Verdict verdict) {
        return (int)
                reached.stream().filter(entry -> entry.verdict() == verdict).count();
    }

    /** The worst limit of an entry; infinite if not all were reached. */
    double detectionLimit() {
        double limit = complete() ? 0 : Double.POSITIVE_INFINITY;
        for (EntryResult entry : reached) {
            limit = Math.max(limit, entry.detectionLimit());
        }
        return limit;
    }

    boolean vacuous() {
        return verdict() == Verdict.PASS && reached.stream().allMatch(EntryResult::vacuous);
    }

    Subgradient subgradient() {
        return reached.stream()
                .map(EntryResult::subgradient)
                .max(Comparator.naturalOrder())
                .orElse(Subgradient.NO_KINK);
    }

    boolean jumpSeen() {
        return reached.stream().anyMatch(EntryResult::jumpSeen);
    }

    int evaluations() {
        return reached.stream().mapToInt(EntryResult::evaluations).sum();
    }

    /**
     * The entries that failed, worst first.
     *
     * @param indices those of the variable
     * @param unit what numbers are divided by to be the subject's own
     * @param explanation what explains them
     */
    WrongEntries wrongEntries(Indices indices, double unit, Explanation explanation) {
        List<WrongEntry> wrong = reached.stream()
                .filter(entry -> entry.verdict() == Verdict.FAIL)
                .sorted(WORST_FIRST)
                .map(entry -> entry.probe().wrongEntry(indices, unit))
                .toList();
        return new WrongEntries(
                wrong, wrong.size(), countKind(), List.of(), explanation.wrongJacobian(), explanation.evaluations());
    }

    /** The places of the entries that failed. */
    Entries wrong() {
        int[] wrong = reached.stream()
                .filter(entry -> entry.verdict() == Verdict.FAIL)
                .mapToInt(EntryResult::offset)
                .toArray();
        return Entries.of(size, wrong);
    }

    /** How the number of wrong entries is known: an entry without a verdict may be another. */
    private CountKind countKind() {
        return counts().undecided() == 0 ? CountKind.EXACT : CountKind.AT_LEAST;
    }

    /** What was seen at the point itself, as if a search had probed every entry. */
    Localised localised() {
        List<EntryProbe> atPoint = reached.stream()
                .filter(EntryResult::atPoint)
                .map(EntryResult::probe)
                .sorted(EntryProbe.WORST_FIRST)
                .toList();
        return new Localised(atPoint, count(Verdict.FAIL), countKind(), List.of(), false);
    }

    /** Whether this check would have told another gradient at the point from the right one, by any of its entries. */
    boolean catches(double[] gradient) {
        for (EntryResult entry : reached) {
            boolean judging = entry.verdict() == Verdict.PASS && entry.atPoint();
            if (judging && !(Math.abs(gradient[entry.offset()] - entry.probe().numeric()) <= entry.certain())) {
                return true;
            }
        }
        return false;
    }
}
