package io.gradcheck.campaign.distribution;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Cases of several sources, each as often as the others.
 *
 * @param name a name for all of them
 * @param sources the sources
 */
record Mixed(String name, List<? extends SubjectSource> sources) implements SubjectSource {

    @Override
    public SubjectCase draw(RandomGenerator random, Sizes sizes) {
        return sources.get(random.nextInt(sources.size())).draw(random, sizes);
    }

    @Override
    public SubjectCase restore(Map<String, Object> data) {
        throw new UnsupportedOperationException("a case does not say of which source it is");
    }
}
