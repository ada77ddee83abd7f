package io.gradcheck.campaign.repeat;

import io.gradcheck.campaign.repeat.PlantedLayer.Mistake;
import io.gradcheck.junit.LayerContract;
import io.gradcheck.source.Sizes;
import io.gradcheck.subject.Layer;
import java.util.List;

/** Contracts of wrong layers, of classes that code can name, and of others that it cannot. */
final class PlantedContracts {

    private PlantedContracts() {}

    static class Wrong extends LayerContract {
        @Override
        protected Layer layer(Sizes s) {
            return new PlantedLayer(Mistake.SIGN, List.of(PlantedSources.zeros("a \"b\"", s.width())));
        }

        @Override
        protected int[] inputShape(Sizes s) {
            return new int[] {s.batch(), 2};
        }

        @Override
        protected Class<?> classUnderTest() {
            return PlantedLayer.class;
        }

        @Override
        protected long tries() {
            return 12;
        }

        @Override
        protected double leastSeen() {
            return 0;
        }
    }

    static class Lawless extends Wrong {
        @Override
        protected Layer layer(Sizes s) {
            return new PlantedLayer(Mistake.MIXES_EXAMPLES, List.of(PlantedSources.zeros("w", s.width())));
        }
    }

    private static class Hidden extends Wrong {}

    static class WithParameter extends Wrong {
        private final String name;

        WithParameter(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }
    }

    static class Around {
        private final String inside = "around and inside";

        class Inside extends Wrong {
            @Override
            public String name() {
                return inside;
            }
        }
    }

    static List<LayerContract> all() {
        return List.of(
                new Wrong(),
                new Lawless(),
                new Hidden(),
                new WithParameter("with parameter"),
                new Around().new Inside(),
                new Wrong() {});
    }
}
