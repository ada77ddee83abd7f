package io.gradcheck.check.hostile;

import io.gradcheck.check.Finding;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The verdicts on one gradient of a kind, right or wrong, over many seeds. */
final class Tally {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private final Kind kind;
    private final Optional<Mistake> mistake;
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private long evaluations;
    private int belowLimit;
    private int seeds;

    private Tally(Kind kind, Optional<Mistake> mistake) {
        this.kind = kind;
        this.mistake = mistake;
    }

    static Tally of(Kind kind, Optional<Mistake> mistake, int seeds) {
        Tally tally = new Tally(kind, mistake);
        for (long seed = 1; seed <= seeds; seed++) {
            tally.add(seed);
        }
        return tally;
    }

    private void add(long seed) {
        Subject right = kind.subject(seed);
        Subject checked = mistake.isPresent() ? mistake.get().in(right) : right;
        GradientReport report = CHECKER.seed(seed).check(checked);
        verdicts.merge(report.verdict(), 1, Integer::sum);
        evaluations += report.evaluations();
        seeds++;
        if (mistake.isPresent() && report.verdict() == Verdict.PASS && isBelowLimit(right, checked, report)) {
            belowLimit++;
        }
    }

    /** Whether the report of a pass says itself that an error of this size in one entry could not have been seen. */
    private static boolean isBelowLimit(Subject right, Subject wrong, GradientReport report) {
        Tensor upstream = right.evaluate(right.point()).copy();
        Arrays.fill(upstream.values(), 1);
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
    String key() {
        return kind.name() + mistake.map(wrong -> ": " + wrong.name()).orElse("");
    }

    Kind kind() {
        return kind;
    }

    boolean isRight() {
        return mistake.isEmpty();
    }

    int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    /** Passes whose report says that an error of this size could not have been seen. */
    int belowLimit() {
        return belowLimit;
    }

    int seeds() {
        return seeds;
    }

    long evaluations() {
        return evaluations;
    }

    /** Right gradients rejected; wrong ones that passed or were taken for right around a kink. */
    int surprises() {
        return isRight() ? count(Verdict.FAIL) : count(Verdict.PASS) + count(Verdict.KINK) - belowLimit;
    }

    String row() {
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
