package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LateSizesTest {

    /** The sum of x, taken n times; the gradient is right for n = 1 alone, if it is wrong. */
    private static final class Repeated extends TensorSource {

        private final boolean wrong;

        private Repeated(boolean wrong) {
            super("repeated");
            this.wrong = wrong;
        }

        @Override
        protected Map<String, Variable> variables(Sizes sizes) {
            return Map.of("x", new Variable(Values.any(), 2));
        }

        @Override
        protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
            int n = sizes.between("times", 1, 6);
            double claimed = wrong ? 1 : n;
            return Subject.objective(
                    "repeated",
                    x -> n * (x[0] + x[1]),
                    x -> new double[] {claimed, claimed},
                    Map.copyOf(values).values().iterator().next().values());
        }
    }

    @Test
    void a_size_that_is_asked_for_where_the_subject_is_made_is_drawn_and_part_of_the_case() {
        Repeated source = new Repeated(false);

        assertThat(LongStream.range(0, 100)
                        .mapToObj(k -> source.at(1, k).traits().get("times")))
                .doesNotContainNull()
                .extracting(sizes -> sizes.get(0))
                .contains("1", "2", "3", "4", "5", "6");
    }

    @Test
    void a_mistake_that_only_larger_sizes_show_is_found() {
        assertThat(Campaign.of(new Repeated(true)).tries(50).run().findings()).isNotEmpty();
    }

    @Test
    void a_right_gradient_stays_without_finding() {
        assertThat(Campaign.of(new Repeated(false)).tries(50).run().findings()).isEmpty();
    }
}
