package io.gradcheck.campaign.distribution;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Cases of a source that all have the same sizes.
 *
 * @param source the source
 * @param sizes the sizes by name; those not named are the least
 */
record Sized(SubjectSource source, Map<String, Integer> sizes) implements SubjectSource {

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public SubjectCase draw(RandomGenerator random, Sizes drawn) {
        return source.draw(random, Sizes.of(sizes));
    }

    @Override
    public SubjectCase restore(Map<String, Object> data) {
        return source.restore(data);
    }
}
