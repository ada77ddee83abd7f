package io.gradcheck.check.kinds;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verdicts on one gradient of a kind, right or wrong, over many seeds. */
public final class Tally {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private final Kind kind;
    private final Optional<Mistake> mistake;
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final boolean harmOnly;
    private long evaluations;
    private int belowLimit;
    private int flat;
    private int seeds;

    private Tally(Kind kind, Optional<Mistake> mistake, boolean harmOnly) {
        this.kind = kind;
        this.mistake = mistake;
        this.harmOnly = harmOnly;
    }

    public static Tally of(Kind kind, Optional<Mistake> mistake, int seeds) {
        return new Tally(kind, mistake, false).over(1, seeds);
    }

    /**
     * A mistake counts only where it changes the gradient at the point, and a KINK only where it changes one nearby: those
     * seeds alone are taken. Its size is that under the upstream gradient that the checker drew, the first that it asks with,
     * for which its limit holds. INCONCLUSIVE where the value is the same all around, which no other verdict fits, is counted
     * apart.
     */
    public static Tally ofHarm(Kind kind, Optional<Mistake> mistake, long firstSeed, int seeds) {
        return new Tally(kind, mistake, true).over(firstSeed, seeds);
    }

    private Tally over(long firstSeed, int count) {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            add(seed);
        }
        return this;
    }

    private void add(long seed) {
        Subject right = kind.subject(seed);
        List<Tensor> asked = new ArrayList<>();
        Subject checked = mistake.isPresent() ? mistake.get().in(right, asked::add) : right;
        boolean mustHarm = harmOnly && mistake.isPresent();
        if (mustHarm && !Harm.atThePoint(right, checked)) {
            return;
        }
        asked.clear();
        GradientReport report = CHECKER.seed(seed).check(checked);
        if (mustHarm && report.verdict() == Verdict.KINK && !Harm.nearby(right, checked, seed)) {
            return;
        }
        if (harmOnly && report.verdict() == Verdict.INCONCLUSIVE && Harm.isFlat(right, seed)) {
            flat++;
            return;
        }
        verdicts.merge(report.verdict(), 1, Integer::sum);
        evaluations += report.evaluations();
        seeds++;
        if (mistake.isPresent()
                && report.verdict() == Verdict.PASS
                && isBelowLimit(right, checked, report, harmOnly ? asked.get(0) : ones(right))) {
            belowLimit++;
        }
    }

    private static Tensor ones(Subject right) {
        Tensor upstream = right.evaluate(right.point()).copy();
        Arrays.fill(upstream.values(), 1);
        return upstream;
    }

    /** Whether the report of a pass says itself that an error of this size in one entry could not have been seen. */
    private static boolean isBelowLimit(Subject right, Subject wrong, GradientReport report, Tensor upstream) {
        Map<String, Tensor> is = wrong.gradient(wrong.point(), upstream);
        Map<String, Tensor> wanted = right.gradient(right.point(), upstream);
        for (Map.Entry<String, Tensor> entry : is.entrySet()) {
            Finding finding = report.finding(entry.getKey());
            double[] found = entry.getValue().values();
            double[] truth = wanted.get(entry.getKey()).values();
            for (int i = 0; i < found.length; i++) {
                if (!(Math.abs(found[i] - truth[i]) <= finding.detectionLimit())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@return the kind, and the mistake if there is one} */
    public String key() {
        return kind.name() + mistake.map(wrong -> ": " + wrong.name()).orElse("");
    }

    public Kind kind() {
        return kind;
    }

    public boolean isRight() {
        return mistake.isEmpty();
    }

    public int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    /** Passes whose report says that an error of this size could not have been seen. */
    public int belowLimit() {
        return belowLimit;
    }

    /** INCONCLUSIVE where the value is the same all around; not among the {@link #seeds}. */
    public int flat() {
        return flat;
    }

    public int seeds() {
        return seeds;
    }

    public long evaluations() {
        return evaluations;
    }

    /** Right gradients rejected; wrong ones that passed or were taken for right around a kink. */
    public int surprises() {
        return isRight() ? count(Verdict.FAIL) : count(Verdict.PASS) + count(Verdict.KINK) - belowLimit;
    }

    public String row() {
        return "| %s | %s | %d | %d | %d | %d | %d | %.1f |"
                .formatted(
                        key().replace("|", "\\|"),
                        isRight() ? "right" : "wrong",
                        count(Verdict.PASS) - belowLimit,
                        belowLimit,
                        count(Verdict.KINK),
                        count(Verdict.INCONCLUSIVE),
                        count(Verdict.FAIL),
                        evaluations / (double) seeds);
    }
}
