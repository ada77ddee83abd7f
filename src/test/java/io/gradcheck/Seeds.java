package io.gradcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/** Seeds in a row, for what is to hold whatever is drawn: a failure begins with the seed that repeats it. */
public final class Seeds {

    private final long first;
    private final long last;

    private Seeds(long first, long last) {
        this.first = first;
        this.last = last;
    }

    /** As many seeds, from 0. */
    public static Seeds first(int count) {
        return of(0, count - 1);
    }

    /** The seeds from the first to the last, both of them included. */
    public static Seeds of(long first, long last) {
        if (last < first) {
            throw new IllegalArgumentException("found seeds " + first + " to " + last + ", wanted one at least");
        }
        return new Seeds(first, last);
    }

    /** Runs the test with one seed after the other, up to the first with which it fails. */
    public void each(LongConsumer test) {
        map(seed -> {
            test.accept(seed);
            return seed;
        });
    }

    /** What comes of each seed. */
    public <T> List<T> map(LongFunction<T> outcome) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seed -> named(seed, outcome))
                .toList();
    }

    /** The seeds of which it is true. */
    public List<Long> where(LongPredicate holds) {
        return by(holds::test).getOrDefault(true, List.of());
    }

    /** The seeds of each outcome. */
    public <K extends Comparable<K>> Map<K, List<Long>> by(LongFunction<K> outcome) {
        Map<K, List<Long>> seeds = new TreeMap<>();
        LongStream.rangeClosed(first, last)
                .forEach(seed -> seeds.computeIfAbsent(named(seed, outcome), of -> new ArrayList<>())
                        .add(seed));
        return seeds;
    }

    private static <T> T named(long seed, LongFunction<T> outcome) {
        try {
            return outcome.apply(seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
