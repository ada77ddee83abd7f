package io.gradcheck.verification;

import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Compares results with the rules; gives each violation with what was found and the limit. */
final class Judge {

    private static final int MOST_NAMED = 10;

    private final Rules rules;
    private final Map<String, Checked> checked;
    private final List<String> violations = new ArrayList<>();

    private Judge(Rules rules, Map<String, Checked> checked) {
        this.rules = rules;
        this.checked = checked;
    }

    /**
     * The violations.
     *
     * @param rules what must hold
     * @param checked what was found, by the class under test
     * @param wanted the classes that must have been checked
     * @return a text for each violation
     */
    static List<String> violations(Rules rules, Map<String, Checked> checked, List<String> wanted) {
        Judge judge = new Judge(rules, checked);
        judge.judgeCounts();
        checked.forEach(judge::judgeClass);
        judge.judgeCoverage(wanted);
        return judge.violations;
    }

    private void judgeCounts() {
        atMost(rules.maxFailures(), "checks that found a wrong gradient", Checked.Found::wrong);
        atMost(
                rules.maxInconclusive(),
                "checks without a verdict",
                found -> Checked.count(found.result(), Verdict.INCONCLUSIVE));
        atMost(
                rules.maxVacuous(),
                "checks in which nothing could be seen",
                found -> found.result().vacuous());
    }

    private void atMost(@Nullable Long limit, String what, ToLongFunction<Checked.Found> count) {
        long sum = 0;
        List<String> where = new ArrayList<>();
        for (Checked ofClass : checked.values()) {
            for (Checked.Found found : ofClass.all()) {
                long some = count.applyAsLong(found);
                sum += some;
                if (some > 0) {
                    where.add(found.toString());
                }
            }
        }
        if (limit != null && sum > limit) {
            violations.add(what + ": found " + sum + ", wanted at most " + limit + ": " + named(where));
        }
    }

    private void judgeClass(String name, Checked ofClass) {
        if (ofClass.tries() < rules.minTries()) {
            violations.add(
                    "checks of " + name + ": found " + ofClass.tries() + ", wanted at least " + rules.minTries());
        }
        Double limit = rules.maxDetectionLimit();
        if (limit != null) {
            judgeDetectionLimit(name, ofClass, limit);
        }
        Double score = rules.minMutantScore();
        if (score != null) {
            judgeMutantScore(name, ofClass.mutantScore(), score);
        }
    }

    private void judgeMutantScore(String name, double found, double limit) {
        if (Double.isNaN(found)) {
            violations.add("mutant score of " + name + ": found none, as no single check of it passed, wanted at least "
                    + limit);
        } else if (found < limit) {
            violations.add(String.format(
                    Locale.ROOT, "mutant score of %s: found %.3f, wanted at least %s", name, found, limit));
        }
    }

    private void judgeDetectionLimit(String name, Checked ofClass, double limit) {
        Checked.Found worst = null;
        double largest = limit;
        for (Checked.Found found : ofClass.all()) {
            if (found.result().relativeDetectionLimit() > largest) {
                largest = found.result().relativeDetectionLimit();
                worst = found;
            }
        }
        if (worst != null) {
            violations.add(String.format(
                    Locale.ROOT,
                    "relative detection limit of %s: found %.1e, wanted at most %.1e: %s",
                    name,
                    largest,
                    limit,
                    worst));
        }
    }

    private void judgeCoverage(List<String> wanted) {
        List<String> missing = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (String name : wanted) {
            Checked ofClass = checked.get(name);
            if (ofClass == null) {
                missing.add(name);
            } else if (!ofClass.seen()) {
                unseen.add(name);
            }
        }
        if (!missing.isEmpty()) {
            violations.add("classes that no test has checked: found " + missing.size() + " of " + wanted.size()
                    + ", wanted none: " + String.join(", ", missing));
        }
        if (!unseen.isEmpty()) {
            violations.add("classes of which no check could see anything: found " + unseen.size() + " of "
                    + wanted.size() + ", wanted none: " + String.join(", ", unseen));
        }
    }

    private static String named(List<String> all) {
        return all.size() <= MOST_NAMED
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, MOST_NAMED)) + " and " + (all.size() - MOST_NAMED) + " more";
    }
}
