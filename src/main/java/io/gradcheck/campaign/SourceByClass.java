package io.gradcheck.campaign;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A source that is called by its class, as another one has the same name. */
record SourceByClass(SubjectSource source) implements SubjectSource {

    /** Sources of which those that share a name with another are called by their classes. */
    static List<SubjectSource> apart(List<SubjectSource> sources) {
        List<String> names = sources.stream().map(SubjectSource::name).toList();
        List<SubjectSource> apart = new ArrayList<>();
        for (SubjectSource source : sources) {
            boolean alone = names.indexOf(source.name()) == names.lastIndexOf(source.name());
            apart.add(alone ? source : new SourceByClass(source));
        }
        return apart;
    }

    @Override
    public String name() {
        return source.getClass().getName();
    }

    @Override
    public SubjectCase draw(RandomGenerator random, Sizes sizes) {
        return source.draw(random, sizes);
    }

    @Override
    public SubjectCase restore(Map<String, Object> data) {
        return source.restore(data);
    }

    @Override
    public Class<?> about() {
        return source.about();
    }

    @Override
    public SubjectCase at(long seed, long index) {
        return source.at(seed, index);
    }
}
