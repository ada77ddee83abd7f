package io.gradcheck.campaign.count;

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
import org.jspecify.annotations.Nullable;

/** Counts of cases by their traits, such as activation, loss and width: what was reached, and where findings sit. */
public final class Traits {

    private final Map<String, Map<String, Counts>> counts = new TreeMap<>();

    /** Makes counts of nothing. */
    public Traits() {}

    /** How many cases had a trait, and their outcomes. */
    public static final class Counts {
        private long cases;
        private long findings;
        private long kinks;
        private long inconclusive;
        private long unseen;

        private static Counts of(boolean finding, @Nullable Verdict verdict, boolean sawSomething) {
            Counts one = new Counts();
            one.cases = 1;
            one.findings = finding ? 1 : 0;
            one.kinks = verdict == Verdict.KINK ? 1 : 0;
            one.inconclusive = verdict == Verdict.INCONCLUSIVE && sawSomething ? 1 : 0;
            one.unseen = sawSomething ? 0 : 1;
            return one;
        }

        private List<Long> written() {
            return List.of(cases, findings, kinks, inconclusive, unseen);
        }

        private static Counts read(CaseFields traits, String trait) {
            List<Long> numbers = traits.wholes(trait);
            if (numbers.size() != 5) {
                throw new IllegalArgumentException(
                        traits.where() + ": found " + numbers + " in the list \"" + trait
                                + "\", wanted the numbers of cases, findings, kinks, undecided ones and those with nothing to see");
            }
            Counts counts = new Counts();
            counts.cases = numbers.get(0);
            counts.findings = numbers.get(1);
            counts.kinks = numbers.get(2);
            counts.inconclusive = numbers.get(3);
            counts.unseen = numbers.get(4);
            return counts;
        }

        private void add(Counts other) {
            cases += other.cases;
            findings += other.findings;
            kinks += other.kinks;
            inconclusive += other.inconclusive;
            unseen += other.unseen;
        }

        /** {@return how many cases had the trait} */
        public long cases() {
            return cases;
        }

        /** {@return how many of them were findings} */
        public long findings() {
            return findings;
        }
    }

    /**
     * Adds one case.
     *
     * @param subjectCase the case. Not modified.
     * @param finding whether it is a finding
     * @param verdict its verdict; null where it threw
     * @param sawSomething whether anything could have been seen
     */
    public void add(SubjectCase subjectCase, boolean finding, @Nullable Verdict verdict, boolean sawSomething) {
        Counts one = Counts.of(finding, verdict, sawSomething);
        subjectCase
                .traits()
                .forEach((kind, traits) ->
                        traits.forEach(trait -> at(kind, trait).add(one)));
    }

    /**
     * Adds all that another has counted.
     *
     * @param other the other. Not modified.
     */
    public void add(Traits other) {
        other.counts.forEach(
                (kind, traits) -> traits.forEach((trait, its) -> at(kind, trait).add(its)));
    }

    /** {@return for each kind its traits, each with the numbers of cases, findings, kinks, undecided ones, and those with nothing to see} */
    public Map<String, Object> written() {
        Map<String, Object> kinds = new LinkedHashMap<>();
        counts.forEach((kind, traits) -> {
            Map<String, Object> numbers = new LinkedHashMap<>();
            new TreeMap<>(traits).forEach((trait, its) -> numbers.put(trait, its.written()));
            kinds.put(kind, numbers);
        });
        return kinds;
    }

    /**
     * Counts that were written.
     *
     * @param kinds what {@link #written} returned, read from JSON
     * @return the counts
     */
    public static Traits read(CaseFields kinds) {
        Traits read = new Traits();
        for (String kind : kinds.data().keySet()) {
            CaseFields traits = kinds.fields(kind);
            for (String trait : traits.data().keySet()) {
                read.at(kind, trait).add(Counts.read(traits, trait));
            }
        }
        return read;
    }

    /**
     * The counts of one trait.
     *
     * @param kind its kind, such as {@code activation}
     * @param trait the trait, such as {@code relu}
     * @return live counts, of nothing where none had it
     */
    public Counts at(String kind, String trait) {
        return counts.computeIfAbsent(kind, k -> new HashMap<>()).computeIfAbsent(trait, t -> new Counts());
    }

    /** {@return a row for each trait, below one with the names of the columns} */
    public List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.add(row("trait", "", "cases", "findings", "KINK", "INCONCLUSIVE", "nothing to see"));
        counts.forEach((kind, traits) -> {
            Map<String, Counts> sorted = new TreeMap<>(NUMBERS_FIRST);
            sorted.putAll(traits);
            sorted.forEach((trait, its) -> rows.add(row(
                    kind,
                    trait,
                    String.valueOf(its.cases),
                    String.valueOf(its.findings),
                    String.valueOf(its.kinks),
                    String.valueOf(its.inconclusive),
                    String.valueOf(its.unseen))));
        });
        return rows;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-12s %-20s %10s %10s %10s %13s %15s", (Object[]) cells);
    }

    /** Numbers by size, then words. */
    private static final Comparator<String> NUMBERS_FIRST =
            Comparator.comparingInt(Traits::number).thenComparing(Comparator.naturalOrder());

    private static int number(String trait) {
        return trait.matches("\\d{1,9}") ? Integer.parseInt(trait) : Integer.MAX_VALUE;
    }
}
