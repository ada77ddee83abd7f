package io.gradcheck.campaign;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Squares, right but for a sign at multiples of a number, of which one case does something to its JVM. */
final class HaltingSource implements SubjectSource {

    private final String name;
    private final long at;
    private final Runnable deed;
    private final boolean inMaking;
    private final long wrongAt;

    private HaltingSource(String name, long at, Runnable deed, boolean inMaking, long wrongAt) {
        this.name = name;
        this.at = at;
        this.deed = deed;
        this.inMaking = inMaking;
        this.wrongAt = wrongAt;
    }

    /** What a case does when it is evaluated. */
    static HaltingSource evaluating(String name, long at, Runnable deed) {
        return new HaltingSource(name, at, deed, false, Long.MAX_VALUE);
    }

    /** What a case does when it is made. */
    static HaltingSource making(String name, long at, Runnable deed) {
        return new HaltingSource(name, at, deed, true, Long.MAX_VALUE);
    }

    /** Nothing, but that multiples of a number are wrong. */
    static HaltingSource wrong(String name, long multiple) {
        return new HaltingSource(name, -1, () -> {}, false, multiple);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SubjectCase at(long seed, long index) {
        if (inMaking && index == at) {
            deed.run();
        }
        return new Square(this, index, new SplittableRandom(31 * seed + index).nextDouble(0.5, 2));
    }

    @Override
    public SubjectCase draw(RandomGenerator random, Sizes sizes) {
        throw new UnsupportedOperationException("its cases are made by their index");
    }

    @Override
    public SubjectCase restore(Map<String, Object> data) {
        return new Square(this, ((Number) data.get("index")).longValue(), ((Number) data.get("x")).doubleValue());
    }

    private record Square(HaltingSource source, long index, double x) implements SubjectCase {

        @Override
        public Subject subject() {
            double factor = index % source.wrongAt == source.wrongAt - 1 ? -2 : 2;
            return Subject.scalar(
                    source.name,
                    v -> {
                        if (!source.inMaking && index == source.at) {
                            source.deed.run();
                        }
                        return v * v;
                    },
                    v -> factor * v,
                    x);
        }

        @Override
        public List<? extends Supplier<? extends SubjectCase>> simpler() {
            return x == 1 ? List.of() : List.of(() -> new Square(source, index, 1));
        }

        @Override
        public long[] complexity() {
            return new long[] {x == 1 ? 0 : 1};
        }

        @Override
        public Map<String, List<String>> traits() {
            return Map.of("parity", List.of(index % 2 == 0 ? "even" : "odd"));
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("index", index, "x", x);
        }

        @Override
        public String code() {
            return "square(" + x + ")";
        }

        @Override
        public List<String> imports() {
            return List.of();
        }

        @Override
        public String toString() {
            return "square of " + x;
        }
    }
}
