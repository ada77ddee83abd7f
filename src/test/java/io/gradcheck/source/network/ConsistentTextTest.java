package io.gradcheck.source.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No sentence of a report says what its table contradicts. */
class ConsistentTextTest {

    private static final long SEED = 9;
    private static final int[] BESIDE_KINKS = {1065, 1602, 1660};
    private static final int MORE = 200;

    /** One entry of every other variable is wrong by a share of itself. */
    private static Subject wrong(Subject right, double share) {
        return new ForwardingSubject(right) {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
                Map<String, Tensor> claimed = new LinkedHashMap<>(super.gradient(point, upstream));
                int k = 0;
                for (Map.Entry<String, Tensor> one : claimed.entrySet()) {
                    if (k++ % 2 == 0) {
                        Tensor wrong = one.getValue().copy();
                        int entry = new SplittableRandom(one.getKey().hashCode()).nextInt(wrong.size());
                        wrong.values()[entry] *= 1 + share;
                        one.setValue(wrong);
                    }
                }
                return claimed;
            }
        };
    }

    @Tag("thorough")
    @Test
    void where_no_entry_is_wrong_alone_none_is_shown_that_differs_by_more_than_is_allowed() {
        int fails = 0;
        for (int index = 0; index < MORE; index++) {
            fails += consistent(index);
        }
        for (int index : BESIDE_KINKS) {
            consistent(index);
        }
        assertThat(fails).isGreaterThan(MORE);
    }

    private static int consistent(int index) {
        double share = Math.pow(10, -10 * new SplittableRandom(index).nextDouble());
        GradientReport report = GradientChecker.standard()
                .seed(index)
                .check(wrong(Networks.any().at(SEED, index).subject(), share));
        int fails = 0;
        for (Finding finding : report.findings()) {
            if (finding.verdict() == Verdict.FAIL && !finding.wrongEntries().isEmpty()) {
                boolean shown =
                        finding.wrongEntries().stream().anyMatch(entry -> !(entry.difference() <= entry.allowed()));
                assertThat(shown)
                        .as("%s", report.text(finding.name()))
                        .isEqualTo(finding.wrong().count() > 0);
                fails++;
            }
        }
        return fails;
    }
}
