package io.gradcheck.campaign;

import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.cases.CaseFields;
import io.gradcheck.subject.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A case of which only its place in the series is known: its source cannot make it, or never came back.
 *
 * @param source its source
 * @param seed the seed of the series
 * @param index its index
 */
record CaseOfSeries(SubjectSource source, long seed, long index) implements SubjectCase {

    private static final String SERIES = "series";

    /** Whether fields were written by {@link #data} of such a case. */
    static boolean isIn(CaseFields fields) {
        return fields.data().containsKey(SERIES);
    }

    /** Tries to make the case again. */
    static SubjectCase made(SubjectSource source, CaseFields fields) {
        CaseFields place = fields.fields(SERIES);
        return source.at(place.whole("seed"), place.whole("index"));
    }

    @Override
    public Subject subject() {
        return source.at(seed, index).subject();
    }

    @Override
    public List<? extends Supplier<? extends SubjectCase>> simpler() {
        return List.of();
    }

    @Override
    public long[] complexity() {
        return new long[0];
    }

    @Override
    public Map<String, List<String>> traits() {
        return Map.of();
    }

    @Override
    public Map<String, Object> data() {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("seed", seed);
        place.put("index", index);
        return Map.of(SERIES, place);
    }

    @Override
    public String code() {
        return "source.at(" + seed + "L, " + index + "L).subject()";
    }

    @Override
    public List<String> imports() {
        return List.of("io.gradcheck.source.SubjectSource");
    }

    @Override
    public String codeParameter() {
        return "SubjectSource source";
    }

    /** What is known of it, in a line. */
    @Override
    public String toString() {
        return source.name() + ", of which nothing could be made";
    }
}
