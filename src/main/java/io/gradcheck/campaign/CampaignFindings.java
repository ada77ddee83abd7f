package io.gradcheck.campaign;

import io.gradcheck.campaign.count.Decisions;
import io.gradcheck.campaign.count.Skips;
import io.gradcheck.campaign.count.Traits;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a campaign found, as data: to read it is not to ask for it.
 *
 * @param seed the seed that repeats the series
 * @param series which part of which campaign it is of
 * @param cases how many cases were checked, those of the corpus not counted
 * @param telling how many cases there were of which something could be seen
 * @param skipped the cases that were skipped as impossible; none of {@code cases} is among them
 * @param decisions in how many cases each variable was decided
 * @param leastSeen the share of the cases of which something must have been seen
 * @param interrupted whether the campaign was stopped before its end
 * @param tally counts over all variables of all cases
 * @param traits how many cases had which traits, and their outcomes
 * @param sightings what wrong cases look like, in the order of their sources and signatures
 * @param replayed what became of the cases of the corpus, in the order of their files
 * @param mishaps what went wrong beside the cases, such as a corpus that cannot be written
 */
record CampaignFindings(
        long seed,
        Series series,
        long cases,
        long telling,
        Skips skipped,
        Decisions decisions,
        double leastSeen,
        boolean interrupted,
        Tally tally,
        Traits traits,
        List<Sighting> sightings,
        List<Replayed> replayed,
        List<String> mishaps) {

    /** As other tools have it that discard: one case in ten must tell something. */
    static final double LEAST_SEEN = 0.1;

    /** A variable that is undecided in more cases than it is decided is not drawn where it can be checked. */
    private static final double LEAST_DECIDED = 0.5;

    /**
     * Which part of which campaign a report is of.
     *
     * @param campaign what the campaign is to check
     * @param shards which of its parts, from 1
     * @param of how many parts there are
     */
    record Series(String campaign, SortedSet<Integer> shards, int of) {

        Series {
            shards = Collections.unmodifiableSortedSet(new TreeSet<>(shards));
        }

        private Series with(Series other) {
            SortedSet<Integer> both = new TreeSet<>(shards);
            both.addAll(other.shards);
            return new Series(campaign, both, of);
        }

        /** The parts that are not among them. */
        List<Integer> missing() {
            return IntStream.rangeClosed(1, of)
                    .filter(shard -> !shards.contains(shard))
                    .boxed()
                    .toList();
        }

        /** Which parts they are; empty if all. */
        private String text() {
            if (missing().isEmpty()) {
                return "";
            }
            String numbers = shards.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return (shards.size() == 1 ? ", shard " : ", shards ") + numbers + " of " + of;
        }

        /**
         * Requires that another report is of another part of the same campaign.
         *
         * @throws IllegalArgumentException if it is not; the message says what it is of
         */
        void requireOther(Series other) {
            if (!other.campaign.equals(campaign) || other.of != of) {
                throw new IllegalArgumentException("merge: found a shard of " + other.of + " of " + other.campaign
                        + ", wanted one of " + of + " of " + campaign);
            }
            SortedSet<Integer> twice = new TreeSet<>(shards);
            twice.retainAll(other.shards);
            if (!twice.isEmpty()) {
                throw new IllegalArgumentException(
                        "merge: found shard " + twice.first() + " of " + of + " a second time, wanted each once");
            }
        }
    }

    CampaignFindings {
        sightings = List.copyOf(sightings);
        replayed = List.copyOf(replayed);
        mishaps = List.copyOf(mishaps);
    }

    /** The mistakes found, those of most cases first. */
    List<FindingGroup> groups() {
        return Grouping.of(sightings);
    }

    List<String> causes() {
        List<String> failures = new ArrayList<>();
        for (Replayed one : replayed) {
            if (one.isFailure()) {
                failures.add(one.reason());
            }
        }
        for (FindingGroup group : groups()) {
            failures.add(group.source() + ": " + group.words());
        }
        failures.addAll(mishaps);
        if (groups().stream().noneMatch(group -> group.isBroken(Law.FINITE))) {
            tooLittle().ifPresent(failures::add);
        }
        failures.addAll(undecided());
        return failures;
    }

    /** The variables of which too little could be decided, where anything could be seen at all. */
    List<String> undecided() {
        return tooLittle().isPresent() ? List.of() : decisions.tooFew(leastDecided());
    }

    private double leastDecided() {
        return leastSeen < LEAST_SEEN ? leastSeen : Math.max(leastSeen, LEAST_DECIDED);
    }

    /** How much could be seen, if it was too little to show that nothing is wrong. */
    Optional<String> tooLittle() {
        Optional<String> tooManySkipped = skipped.tooMany(cases);
        if (tooManySkipped.isPresent()) {
            return tooManySkipped;
        }
        if (cases == 0) {
            return Optional.of("no case was checked");
        }
        return telling < leastSeen * cases
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "something could be seen in only %d of %d cases, wanted %.0f%% or more%s",
                        telling,
                        cases,
                        100 * leastSeen,
                        why()))
                : Optional.empty();
    }

    /** Why little could be seen: the laws that did not hold; or nothing is there to see. */
    private String why() {
        StringBuilder text = new StringBuilder();
        for (Law law : Law.values()) {
            for (Verdict verdict : List.of(Verdict.FAIL, Verdict.INCONCLUSIVE)) {
                int count = tally.count(law, verdict);
                if (count > 0) {
                    text.append(text.isEmpty() ? " (" : ", ")
                            .append("law ")
                            .append(law)
                            .append(verdict == Verdict.FAIL ? " is broken in " : " is undecided in ")
                            .append(count);
                }
            }
        }
        return text.isEmpty()
                ? ": in the others every gradient is zero, or lost in rounding; draw other values or larger sizes, or see"
                        + " leastSeen"
                : text.append("); see leastSeen").toString();
    }

    /** The same with other sightings. */
    CampaignFindings with(List<Sighting> other) {
        return with(series, interrupted, other, replayed, mishaps);
    }

    /** The same with what became of the corpus. */
    CampaignFindings withReplayed(List<Replayed> other) {
        return with(series, interrupted, sightings, other, mishaps);
    }

    /** The same of another part of a campaign. */
    CampaignFindings of(Series other) {
        return with(other, interrupted, sightings, replayed, mishaps);
    }

    /** The same, stopped before its end or not, and with other mishaps. */
    CampaignFindings ended(boolean early, List<String> other) {
        return with(series, early, sightings, replayed, other);
    }

    /** The same counts, with all else. */
    private CampaignFindings with(
            Series part, boolean early, List<Sighting> shown, List<Replayed> corpus, List<String> problems) {
        return new CampaignFindings(
                seed, part, cases, telling, skipped, decisions, leastSeen, early, tally, traits, shown, corpus,
                problems);
    }

    CampaignFindings merge(CampaignFindings other) {
        Tally bothTallies = new Tally();
        bothTallies.add(tally);
        bothTallies.add(other.tally);
        Traits bothTraits = new Traits();
        bothTraits.add(traits);
        bothTraits.add(other.traits);
        Skips bothSkipped = new Skips(skipped.reasons(), skipped.most());
        bothSkipped.add(other.skipped);
        Decisions bothDecisions = new Decisions();
        bothDecisions.add(decisions);
        bothDecisions.add(other.decisions);
        List<Sighting> merged = new ArrayList<>(sightings);
        for (Sighting sighting : other.sightings) {
            int k = 0;
            while (k < merged.size() && !merged.get(k).isOf(sighting)) {
                k++;
            }
            if (k < merged.size()) {
                merged.set(k, merged.get(k).with(sighting));
            } else {
                merged.add(sighting);
            }
        }
        merged.sort(Comparator.comparing(Sighting::source).thenComparing(Sighting::signature));
        List<Replayed> bothReplayed = new ArrayList<>(replayed);
        other.replayed.stream().filter(one -> !replayed.contains(one)).forEach(bothReplayed::add);
        bothReplayed.sort(Comparator.comparing(Replayed::file));
        TreeSet<String> bothMishaps = new TreeSet<>(mishaps);
        bothMishaps.addAll(other.mishaps);
        return new CampaignFindings(
                seed,
                series.with(other.series),
                cases + other.cases,
                telling + other.telling,
                bothSkipped,
                bothDecisions,
                leastSeen,
                interrupted || other.interrupted,
                bothTallies,
                bothTraits,
                merged,
                bothReplayed,
                List.copyOf(bothMishaps));
    }

    String text(Law law) {
        List<FindingGroup> broken =
                groups().stream().filter(group -> group.isBroken(law)).toList();
        StringBuilder text = new StringBuilder();
        broken.forEach(group -> text.append(group).append('\n'));
        return broken.isEmpty() ? "" : text.append(summary()).toString();
    }

    String text(Function<FindingGroup, String> each) {
        StringBuilder text = new StringBuilder();
        for (Replayed one : replayed) {
            if (one.state() != Replayed.State.PASSES) {
                text.append("corpus: ")
                        .append(one.file())
                        .append(' ')
                        .append(one.state())
                        .append(": ");
                text.append(one.text()).append('\n');
            }
        }
        groups().forEach(group -> text.append(each.apply(group)).append('\n'));
        text.append(summary());
        List<String> failures = causes();
        return failures.isEmpty()
                ? text.append("\nNothing was found.").toString()
                : text.append("\nFAILED: ")
                        .append(failures.stream().collect(Collectors.joining("; ")))
                        .toString();
    }

    private String summary() {
        String head = String.format(
                Locale.ROOT,
                "%d cases of seed %d%s%s%s%s: ",
                cases,
                seed,
                series.text(),
                interrupted ? " (stopped early)" : "",
                replayed.isEmpty() ? "" : " and " + replayed.size() + " of the corpus",
                skipped.text());
        long withoutReport = cases - tally.subjects();
        String thrown = withoutReport > 0 ? withoutReport + " threw or returned no result; " : "";
        if (tally.variables() == 0) {
            return head + thrown + "no variable was checked";
        }
        return head
                + thrown
                + String.format(
                        Locale.ROOT,
                        "%d variables, PASS %d, KINK %d, INCONCLUSIVE %d, FAIL %d; %d cases without anything to see; "
                                + "%.1f evaluations a variable",
                        tally.variables(),
                        tally.count(Verdict.PASS),
                        tally.count(Verdict.KINK),
                        tally.count(Verdict.INCONCLUSIVE),
                        tally.count(Verdict.FAIL),
                        cases - telling,
                        tally.evaluationsPerVariable());
    }
}
