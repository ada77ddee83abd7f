package io.gradcheck.report.view;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.Look;
import io.gradcheck.result.MistakeResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One finding of the page: a mistake, or what else did not pass, with all tests of one class that met it.
 *
 * @param anchor its name in links, which follows from the test class, the class under test and what it looks like: the same
 *     in every run
 * @param met who met it, the one that is shown first; never empty
 */
record Entry(String anchor, List<Occurrence> met) {

    private static final int LENGTH_OF_HASH = 10;

    /**
     * A subject of a test that met it.
     *
     * @param one the subject
     * @param mistake the mistake, of a campaign; else null
     * @param anchor its name in links, the same in every run
     */
    record Occurrence(ReportedSubject one, @Nullable MistakeResult mistake, String anchor) {

        private List<Look> looks() {
            return mistake == null ? one.looks() : List.of(mistake.look());
        }

        /** In one line, what was found. */
        String note() {
            if (mistake == null) {
                return one.note();
            }
            return mistake.variables().isEmpty() || Look.isUndiagnosed(mistake.signature())
                    ? mistake.words()
                    : String.join(", ", mistake.variables()) + " looks like: " + mistake.words();
        }
    }

    /** Within this, findings may be one mistake. */
    private record Place(String testClass, String classUnderTest, Verdict verdict, boolean expected) {}

    /**
     * All findings.
     *
     * @param all all subjects, the worst first
     * @return what did not pass, in their order
     */
    static List<Entry> of(List<ReportedSubject> all) {
        Map<Place, List<Entry>> places = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        Set<String> anchors = new HashSet<>();
        for (ReportedSubject one : all) {
            if (one.passed()) {
                continue;
            }
            List<Entry> there = places.computeIfAbsent(
                    new Place(one.testClass(), one.subject().classUnderTest(), one.verdict(), one.isExpected()),
                    any -> new ArrayList<>());
            for (Occurrence occurrence : occurrences(one, anchors)) {
                Entry known = there.stream()
                        .filter(entry -> Look.areSame(entry.first().looks(), occurrence.looks()))
                        .findFirst()
                        .orElse(null);
                if (known == null) {
                    Entry entry = new Entry(anchor(one, occurrence.looks(), anchors), new ArrayList<>());
                    entry.met.add(occurrence);
                    there.add(entry);
                    entries.add(entry);
                } else {
                    known.met.add(occurrence);
                }
            }
        }
        return entries;
    }

    private static List<Occurrence> occurrences(ReportedSubject one, Set<String> anchors) {
        if (one.subject().mistakes().isEmpty()) {
            return List.of(new Occurrence(one, null, anchor(one, anchors)));
        }
        return one.subject().mistakes().stream()
                .map(mistake -> new Occurrence(one, mistake, anchor(one, anchors)))
                .toList();
    }

    private static String anchor(ReportedSubject one, Set<String> taken) {
        return anchor(
                "s",
                List.of(
                        one.testClass(),
                        one.test().method(),
                        one.subject().classUnderTest(),
                        one.subject().subject()),
                taken);
    }

    private static String anchor(ReportedSubject one, List<Look> looks, Set<String> taken) {
        List<String> parts =
                new ArrayList<>(List.of(one.testClass(), one.subject().classUnderTest()));
        looks.forEach(look -> parts.add(look.toString()));
        return anchor("m", parts, taken);
    }

    private static String anchor(String kind, List<String> parts, Set<String> taken) {
        byte[] name = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
        String hash =
                kind + UUID.nameUUIDFromBytes(name).toString().replace("-", "").substring(0, LENGTH_OF_HASH);
        String anchor = hash;
        for (int k = 2; !taken.add(anchor); k++) {
            anchor = hash + "-" + k;
        }
        return anchor;
    }

    /** {@return the one that is shown} */
    Occurrence first() {
        return met.get(0);
    }

    Verdict verdict() {
        return first().one().verdict();
    }

    String testClass() {
        return first().one().testClass();
    }

    /** {@return who met it, in a few words} */
    String metBy() {
        Set<String> tests = new HashSet<>();
        met.forEach(occurrence -> tests.add(occurrence.one().test().id()));
        return tests.size() == 1 ? first().one().test().method() : "met by " + Numbers.count(tests.size()) + " tests";
    }

    /** {@return the numbers of the subjects that met it, with spaces between} */
    String rows() {
        StringBuilder rows = new StringBuilder();
        met.forEach(occurrence ->
                rows.append(rows.isEmpty() ? "" : " ").append(occurrence.one().number()));
        return rows.toString();
    }
}
