package io.gradcheck.campaign;

import io.gradcheck.finding.Verdict;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.cases.CaseFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts of cases by their traits, such as activation, loss and width: what was reached, and where findings sit. */
final class Traits {

    private final Map<String, Map<String, Counts>> counts = new TreeMap<>();

    /** How many cases had a trait, and their outcomes. */
    static final class Counts {
        private long cases;
        private long findings;
        private long kinks;
        private long inconclusive;

        private static Counts of(Outcome outcome) {
            Counts one = new Counts();
            one.cases = 1;
            one.findings = outcome.isFinding() ? 1 : 0;
            one.kinks = outcome.has(Verdict.KINK) ? 1 : 0;
            one.inconclusive = outcome.has(Verdict.INCONCLUSIVE) ? 1 : 0;
            return one;
        }

        private List<Long> written() {
            return List.of(cases, findings, kinks, inconclusive);
        }

        private static Counts read(CaseFields traits, String trait) {
            List<Long> numbers = traits.wholes(trait);
            if (numbers.size() != 4) {
                throw new IllegalArgumentException(traits.where() + ": found " + numbers + " in the list \"" + trait
                        + "\", wanted the numbers of cases, findings, kinks and undecided ones");
            }
            Counts counts = new Counts();
            counts.cases = numbers.get(0);
            counts.findings = numbers.get(1);
            counts.kinks = numbers.get(2);
            counts.inconclusive = numbers.get(3);
            return counts;
        }

        private void add(Counts other) {
            cases += other.cases;
            findings += other.findings;
            kinks += other.kinks;
            inconclusive += other.inconclusive;
        }

        long cases() {
            return cases;
        }

        long findings() {
            return findings;
        }
    }

    void add(SubjectCase subjectCase, Outcome outcome) {
        Counts one = Counts.of(outcome);
        subjectCase
                .traits()
                .forEach((kind, traits) ->
                        traits.forEach(trait -> at(kind, trait).add(one)));
    }

    void add(Traits other) {
        other.counts.forEach(
                (kind, traits) -> traits.forEach((trait, its) -> at(kind, trait).add(its)));
    }

    /** For each kind its traits, each with the numbers of cases, findings, kinks and undecided ones. */
    Map<String, Object> written() {
        Map<String, Object> kinds = new LinkedHashMap<>();
        counts.forEach((kind, traits) -> {
            Map<String, Object> numbers = new LinkedHashMap<>();
            new TreeMap<>(traits).forEach((trait, its) -> numbers.put(trait, its.written()));
            kinds.put(kind, numbers);
        });
        return kinds;
    }

    static Traits read(CaseFields kinds) {
        Traits read = new Traits();
        for (String kind : kinds.data().keySet()) {
            CaseFields traits = kinds.fields(kind);
            for (String trait : traits.data().keySet()) {
                read.at(kind, trait).add(Counts.read(traits, trait));
            }
        }
        return read;
    }

    Counts at(String kind, String trait) {
        return counts.computeIfAbsent(kind, k -> new HashMap<>()).computeIfAbsent(trait, t -> new Counts());
    }

    /** A row for each trait. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.add(row("trait", "", "cases", "findings", "KINK", "INCONCLUSIVE"));
        counts.forEach((kind, traits) -> {
            Map<String, Counts> sorted = new TreeMap<>(NUMBERS_FIRST);
            sorted.putAll(traits);
            sorted.forEach((trait, its) -> rows.add(row(
                    kind,
                    trait,
                    String.valueOf(its.cases),
                    String.valueOf(its.findings),
                    String.valueOf(its.kinks),
                    String.valueOf(its.inconclusive))));
        });
        return rows;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-12s %-20s %10s %10s %10s %13s", (Object[]) cells);
    }

    /** Numbers by size, then words. */
    private static final Comparator<String> NUMBERS_FIRST =
            Comparator.comparingInt(Traits::number).thenComparing(Comparator.naturalOrder());

    private static int number(String trait) {
        return trait.matches("\\d{1,9}") ? Integer.parseInt(trait) : Integer.MAX_VALUE;
    }
}
