package io.gradcheck.campaign;

import io.gradcheck.finding.Law;
import io.gradcheck.result.Look;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out which sightings are one mistake.
 *
 * <p>One mistake looks different in cases of different sizes: in one of size one or two many a wrong gradient looks like a
 * constant factor, and in a large one a factor may be beyond what is searched. So a variable is what all cases vote for in
 * which it is wrong: the diagnosis that holds in half of them or more; without one it is undiagnosed. Variables of the same
 * diagnosis are one mistake, and so are undiagnosed ones that are wrong together. Another diagnosis of another variable is
 * another mistake.
 */
final class Grouping {

    private static final double MAJORITY = 0.5;

    /** Below this share of its cases a diagnosis is too weak to make a mistake of its own beside one without a diagnosis. */
    private static final double SURE = 0.9;

    /** A gradient that is wrong in other cases, and right at the point of this one by chance, looks like a stored one. */
    private static final String STORED = Look.of(Law.GRADIENT_ALONE);

    /** One object that two threads are in at once, as the subject says. */
    private static final Predicate<String> SHARED =
            Pattern.compile("found one object in use by threads").asPredicate();

    private static final String NONE = "";

    /** Each may take thousands of checks, and nearly all end in cases of the same size. */
    private static final int MOST_SHRUNK = 3;

    private static final Comparator<Sighting> SMALLEST = Comparator.comparingInt(
                    (Sighting sighting) -> sighting.example().data().toString().length())
            .thenComparingLong(sighting -> sighting.example().index());

    private final List<Sighting> sightings;
    private final Map<String, Long> wrong = new TreeMap<>();
    private final Map<String, Map<String, Long>> said = new TreeMap<>();

    /** Sightings that are one mistake. */
    private static final class Cluster {

        private final String signature;
        private final Set<String> variables = new TreeSet<>();
        private final List<Sighting> sightings = new ArrayList<>();

        Cluster(String signature) {
            this.signature = signature;
        }
    }

    private Grouping(List<Sighting> sightings) {
        this.sightings = sightings;
        for (Sighting sighting : sightings) {
            sighting.votes().variables().forEach((variable, count) -> {
                wrong.merge(variable, count, Long::sum);
                Map<String, Long> ofVariable = said.computeIfAbsent(variable, any -> new TreeMap<>());
                if (!Look.isUndiagnosed(sighting.signature())) {
                    ofVariable.merge(sighting.signature(), count, Long::sum);
                }
                sighting.votes()
                        .others()
                        .forEach((other, often) -> ofVariable.merge(other, Math.min(often, count), Long::sum));
            });
        }
    }

    /**
     * The mistakes that some sightings show, those of most cases first.
     *
     * @param sightings the sightings, of any sources
     */
    static List<FindingGroup> of(List<Sighting> sightings) {
        Map<String, List<Sighting>> bySource = sightings.stream()
                .collect(Collectors.groupingBy(Sighting::source, LinkedHashMap::new, Collectors.toList()));
        List<FindingGroup> groups = new ArrayList<>();
        bySource.values().forEach(own -> new Grouping(own).clusters().forEach(cluster -> groups.add(group(cluster))));
        groups.sort(Comparator.comparingLong(FindingGroup::count)
                .reversed()
                .thenComparingLong(FindingGroup::first)
                .thenComparing(FindingGroup::source)
                .thenComparing(FindingGroup::signature));
        return List.copyOf(groups);
    }

    /**
     * Those of some sightings that are worth shrinking, to be shown for a mistake; the others are only counted. Of a
     * mistake that looks different in many cases they are the few smallest.
     *
     * @param sightings the sightings, of any sources
     */
    static Set<Sighting> shown(List<Sighting> sightings) {
        Map<String, List<Sighting>> bySource = sightings.stream().collect(Collectors.groupingBy(Sighting::source));
        return bySource.values().stream()
                .flatMap(own -> new Grouping(own).clusters().stream())
                .flatMap(
                        cluster -> candidates(cluster).stream().sorted(SMALLEST).limit(MOST_SHRUNK))
                .collect(Collectors.toSet());
    }

    /**
     * Those that may be shown once the reports of all shards are merged.
     *
     * @param sightings the sightings of one shard, of any sources
     * @param shards how many shards there are; of more than one, what others show beside these is not known
     */
    static Set<Sighting> mayBeShown(List<Sighting> sightings, int shards) {
        return shards > 1 ? Set.copyOf(sightings) : shown(sightings);
    }

    private List<Cluster> clusters() {
        return sightings.stream()
                .filter(one -> SHARED.test(one.signature()))
                .findFirst()
                .map(this::all)
                .orElseGet(this::apart);
    }

    /** All as one mistake: what else is wrong with an object that threads share says nothing of it. */
    private List<Cluster> all(Sighting mistake) {
        Cluster all = new Cluster(mistake.signature());
        all.sightings.addAll(sightings);
        return List.of(all);
    }

    private List<Cluster> apart() {
        List<Cluster> clusters = ofVariables();
        for (Sighting sighting : sightings) {
            if (sighting.isOfVariables()) {
                closest(sighting, clusters).sightings.add(sighting);
            }
        }
        List<Cluster> ofLaws = new ArrayList<>();
        sightings.stream().filter(one -> !one.isOfVariables()).forEach(law -> {
            Cluster same = clusters.stream()
                    .filter(cluster -> law.signature().equals(STORED) || breaks(cluster, law.signature()))
                    .findFirst()
                    .or(() -> ofLaws.stream()
                            .filter(cluster -> breaks(cluster, law.signature()))
                            .findFirst())
                    .orElse(null);
            if (same == null) {
                same = new Cluster(law.signature());
                ofLaws.add(same);
            }
            same.sightings.add(law);
        });
        clusters.addAll(ofLaws);
        return clusters;
    }

    /** Whether most cases of a mistake break a law, beside what else is wrong with them. */
    private static boolean breaks(Cluster cluster, String law) {
        long broken = 0;
        long all = 0;
        for (Sighting one : cluster.sightings) {
            Map<String, Long> laws =
                    one.isOfVariables() ? one.votes().laws() : one.votes().others();
            broken += laws.getOrDefault(law, 0L);
            all += one.count();
        }
        return broken > 0 && broken >= MAJORITY * all;
    }

    /** The variables divided into mistakes, without their sightings. */
    private List<Cluster> ofVariables() {
        Map<String, Cluster> diagnosed = new TreeMap<>();
        List<Cluster> undiagnosed = new ArrayList<>();
        for (String variable : wrong.keySet()) {
            String voted = voted(variable);
            if (voted.equals(NONE)) {
                join(variable, undiagnosed);
            } else {
                diagnosed.computeIfAbsent(voted, Cluster::new).variables.add(variable);
            }
        }
        List<Cluster> all = new ArrayList<>(undiagnosed);
        for (Cluster cluster : diagnosed.values()) {
            Cluster same = isSure(cluster)
                    ? null
                    : undiagnosed.stream()
                            .filter(other -> cluster.variables.stream().anyMatch(one -> goesWith(one, other)))
                            .findFirst()
                            .orElse(null);
            if (same == null) {
                all.add(cluster);
            } else {
                same.variables.addAll(cluster.variables);
            }
        }
        return all;
    }

    private void join(String variable, List<Cluster> undiagnosed) {
        Cluster joined = new Cluster(NONE);
        joined.variables.add(variable);
        for (Cluster other : List.copyOf(undiagnosed)) {
            if (goesWith(variable, other)) {
                joined.variables.addAll(other.variables);
                undiagnosed.remove(other);
            }
        }
        undiagnosed.add(joined);
    }

    /** Whether a variable is wrong mostly where one of another mistake is, or the other way round. */
    private boolean goesWith(String variable, Cluster cluster) {
        return cluster.variables.stream()
                .anyMatch(other -> together(variable, other)
                        >= MAJORITY * Math.min(wrong.getOrDefault(variable, 0L), wrong.getOrDefault(other, 0L)));
    }

    private long together(String one, String other) {
        return sightings.stream()
                .filter(sighting -> sighting.votes().variables().containsKey(one))
                .mapToLong(sighting -> Math.min(sighting.wrong(one), sighting.wrong(other)))
                .sum();
    }

    /** The diagnosis that a variable has in most of the cases in which it is wrong; empty if there is none. */
    private String voted(String variable) {
        Map<String, Long> ofVariable = said.getOrDefault(variable, Map.of());
        long least = (long) Math.ceil(MAJORITY * wrong.getOrDefault(variable, 0L));
        return ofVariable.entrySet().stream()
                .filter(vote -> vote.getValue() >= least)
                // A law that is broken is the reason of whatever else it looks like.
                .max(Comparator.comparing((Map.Entry<String, Long> vote) -> Look.hasReason(vote.getKey()))
                        .thenComparing(Map.Entry.comparingByValue())
                        .thenComparing(vote -> own(vote.getKey(), variable))
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(NONE);
    }

    /** In how many cases a diagnosis of a variable was the first one. */
    private long own(String signature, String variable) {
        return sightings.stream()
                .filter(sighting -> sighting.signature().equals(signature))
                .mapToLong(sighting -> sighting.votes().variables().getOrDefault(variable, 0L))
                .sum();
    }

    private boolean isSure(Cluster cluster) {
        return cluster.variables.stream()
                .allMatch(variable -> said.getOrDefault(variable, Map.of()).getOrDefault(cluster.signature, 0L)
                        >= SURE * wrong.getOrDefault(variable, 0L));
    }

    /** The mistake to which most of the wrong variables of a sighting belong; of two such, that of its own signature. */
    private static Cluster closest(Sighting sighting, List<Cluster> clusters) {
        Cluster closest = clusters.get(0);
        double most = -1;
        for (Cluster cluster : clusters) {
            double shared = sighting.votes().variables().entrySet().stream()
                    .filter(vote -> cluster.variables.contains(vote.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            shared += shared > 0 && cluster.signature.equals(sighting.signature()) ? MAJORITY : 0;
            if (shared > most) {
                most = shared;
                closest = cluster;
            }
        }
        return closest;
    }

    private static long cases(Cluster cluster) {
        Map<String, Long> cases = new TreeMap<>();
        cluster.sightings.forEach(
                sighting -> sighting.votes().cases().forEach((whole, count) -> cases.merge(whole, count, Math::max)));
        return cases.values().stream().mapToLong(Long::longValue).sum();
    }

    private static FindingGroup group(Cluster cluster) {
        Sighting shown = shown(cluster);
        Example example = shown.example();
        Map<String, Long> looks = new TreeMap<>();
        for (Sighting sighting : cluster.sightings) {
            if (!sighting.signature().equals(shown.signature())) {
                String words = Look.inWordsOfOne(
                        sighting.signature(), sighting.example().text());
                looks.merge(words, sighting.count(), Long::sum);
            }
            sighting.votes().laws().forEach((law, count) -> looks.merge(law, count, Long::sum));
        }
        return new FindingGroup(
                shown.source(),
                shown.signature(),
                List.copyOf(cluster.variables),
                cases(cluster),
                Map.copyOf(looks),
                example.index(),
                example.found(),
                example.summary(),
                example.text(),
                example.code(),
                example.data(),
                example.steps(),
                example.checks());
    }

    /** Of those that look as the whole mistake does, the one whose case is the smallest. */
    private static Sighting shown(Cluster cluster) {
        return candidates(cluster).stream().min(SMALLEST).orElseThrow();
    }

    /** Those that look as the whole mistake does; all if none does. */
    private static List<Sighting> candidates(Cluster cluster) {
        boolean undiagnosed = cluster.signature.equals(NONE);
        List<Sighting> alike = cluster.sightings.stream()
                .filter(sighting -> undiagnosed
                        ? Look.isUndiagnosed(sighting.signature())
                        : sighting.signature().equals(cluster.signature))
                .toList();
        return alike.isEmpty() ? cluster.sightings : alike;
    }
}
