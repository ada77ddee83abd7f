package io.gradcheck.check.law;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which laws of a subject could be judged, and the first way in which each was seen broken. */
final class JudgedLaws {

    private final Map<Law, @Nullable LawFinding> judged = new EnumMap<>(Law.class);

    /** A law was seen to hold, unless it was or will be seen broken. */
    void holds(Law law) {
        judged.putIfAbsent(law, null);
    }

    void broken(LawFinding finding) {
        if (!isBroken(finding.law())) {
            judged.put(finding.law(), finding);
        }
    }

    /** A law was judged: broken, or seen to hold where the finding is null. */
    void judge(Law law, @Nullable LawFinding finding) {
        if (finding == null) {
            holds(law);
        } else {
            broken(finding);
        }
    }

    /** Tells better how a law is broken. */
    void explain(LawFinding better) {
        judged.put(better.law(), better);
    }

    /** A law can't be judged after all. */
    void withdraw(Law law) {
        judged.remove(law);
    }

    boolean isBroken(Law law) {
        return judged.get(law) != null;
    }

    /**
     * One finding for each law that could be judged.
     *
     * @param skipped laws that are left out
     * @param inFloat whether the code computes in float without saying so, for the remedies
     */
    List<LawFinding> findings(Set<Law> skipped, boolean inFloat) {
        List<LawFinding> findings = new ArrayList<>();
        judged.forEach((law, broken) -> {
            if (!skipped.contains(law)) {
                findings.add(broken == null ? LawText.kept(law) : inFloat ? LawText.orInFloat(broken) : broken);
            }
        });
        return findings;
    }
}
