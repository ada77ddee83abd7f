package io.gradcheck.running;

import io.gradcheck.finding.Law;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.Look;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The mistakes that the checks of one name have shown, each once, with the first point at which it was seen. */
final class Mistakes {

    /** A program in which all is wrong has to go on. */
    private static final int MOST = 20;

    /** A gradient that is wrong at other points, and right at this one by chance, looks like a stored one. */
    private static final String STORED = Look.of(Law.GRADIENT_ALONE);

    private final String name;
    private final List<Mistake> all = new ArrayList<>();
    private long further;

    /**
     * A mistake with its first check as data.
     *
     * @param finding what users see of it
     * @param check the check that showed it first; null if it threw
     */
    record Found(RunningFinding finding, @Nullable CheckResult check) {}

    /** A mistake, as far as it is known. */
    private static final class Mistake {

        private final Look look;
        private final Outcome first;
        private final String text;
        private final Map<String, Long> lookedLike = new TreeMap<>();
        private final Map<String, String> words = new HashMap<>();
        private long count = 1;

        Mistake(Outcome.Shown shown, Outcome first) {
            this.look = shown.look();
            this.first = first;
            this.text = shown.text();
        }

        /**
         * A variable has one gradient: what it looks like at another point is mostly the same mistake seen otherwise, as
         * many wrong gradients look like a constant factor where a variable has one entry.
         */
        boolean isSame(Look other) {
            boolean stored =
                    other.signature().equals(STORED) && !look.variables().isEmpty();
            return stored || look.isSame(other) || !Collections.disjoint(look.variables(), other.variables());
        }

        void add(Outcome.Shown other) {
            count++;
            String signature = other.look().signature();
            if (!signature.equals(look.signature())) {
                words.putIfAbsent(signature, Look.inWordsOfOne(signature, other.text()));
                lookedLike.merge(words.getOrDefault(signature, signature), 1L, Long::sum);
            }
        }
    }

    Mistakes(String name) {
        this.name = name;
    }

    /** Adds what a check has shown, at most once to each mistake. */
    void add(Outcome outcome) {
        List<Mistake> met = new ArrayList<>();
        for (Outcome.Shown shown : outcome.shown()) {
            Mistake same = all.stream()
                    .filter(mistake -> mistake.isSame(shown.look()))
                    .findFirst()
                    .orElse(null);
            if (same == null && all.size() < MOST) {
                same = new Mistake(shown, outcome);
                all.add(same);
            } else if (same == null) {
                further++;
            } else if (!met.contains(same)) {
                same.add(shown);
            }
            if (same != null) {
                met.add(same);
            }
        }
    }

    /** How many were seen that are not kept. */
    long further() {
        return further;
    }

    List<Found> found() {
        return all.stream()
                .map(mistake -> new Found(
                        new RunningFinding(
                                name,
                                mistake.look.signature(),
                                List.copyOf(mistake.look.variables()),
                                mistake.count,
                                mistake.lookedLike,
                                mistake.first.number(),
                                mistake.first.call(),
                                mistake.text,
                                mistake.first.code(),
                                mistake.first.point()),
                        mistake.first.result()))
                .toList();
    }
}
