package io.gradcheck.check;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * How many variables could be judged.
 *
 * @param all how many there are
 * @param vacuous those that agree, but of which nothing could have been seen
 * @param undecided those without a verdict
 */
record Judged(int all, int vacuous, int undecided) {

    static Judged of(List<Finding> findings) {
        int undecided = 0;
        int vacuous = 0;
        for (Finding finding : findings) {
            if (finding.verdict() == Verdict.INCONCLUSIVE) {
                undecided++;
            } else if (finding.verdict() != Verdict.FAIL && finding.vacuous()) {
                vacuous++;
            }
        }
        return new Judged(findings.size(), vacuous, undecided);
    }

    boolean isEach() {
        return vacuous + undecided == 0;
    }

    boolean isNone() {
        return vacuous + undecided == all;
    }

    /** {@return such as {@code 3 of 6 variables (2 vacuous, 1 undecided)}} */
    @Override
    public String toString() {
        List<String> others = new ArrayList<>();
        if (vacuous > 0) {
            others.add(vacuous + " vacuous");
        }
        if (undecided > 0) {
            others.add(undecided + " undecided");
        }
        String judged = all - vacuous - undecided + " of " + all + (all == 1 ? " variable" : " variables");
        return others.isEmpty() ? judged : judged + " (" + String.join(", ", others) + ")";
    }
}
