package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.finding.Law;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which arrays are somebody else's. */
class OwnArraysTest {

    private final JudgedLaws laws = new JudgedLaws();
    private final Tensor a = Tensor.vector(1, 2);
    private final Tensor b = Tensor.vector(3, 4);
    private final Tensor upstream = Tensor.vector(1, 1);
    private final OwnershipLaw law = new OwnershipLaw(laws, point(a, b).names(), point(a, b), upstream);

    private static NamedTensors point(Tensor a, Tensor b) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("a", a);
        point.put("b", b);
        return NamedTensors.of(point);
    }

    private String found() {
        return laws.isBroken(Law.RESULTS_OWNED)
                ? laws.findings(Set.of(), false).get(0).found()
                : "";
    }

    @Test
    void equal_numbers_in_arrays_of_their_own_are_lawful() {
        law.output(a.copy());
        law.gradient(point(a.copy(), upstream.copy()));

        assertThat(found()).isEmpty();
    }

    @Test
    void an_output_may_not_be_an_argument() {
        law.output(b);

        assertThat(found()).isEqualTo("the output is the same array as b in the point");
    }

    @Test
    void a_gradient_may_not_be_an_argument() {
        law.gradient(point(b, b.copy()));

        assertThat(found()).isEqualTo("the gradient of a is the same array as b in the point");
    }

    @Test
    void a_gradient_may_not_be_the_upstream_gradient() {
        law.gradient(point(a.copy(), upstream));

        assertThat(found()).isEqualTo("the gradient of b is the same array as the upstream gradient");
    }

    @Test
    void a_gradient_may_not_be_that_of_another_variable() {
        Tensor both = Tensor.vector(5, 6);

        law.gradient(point(both, both));

        assertThat(found()).isEqualTo("the gradient of b is the same array as that of a");
    }

    @Test
    void nobody_owns_an_array_without_entries() {
        Tensor nothing = Tensor.zeros(0);

        new OwnershipLaw(laws, Set.of("a"), NamedTensors.of(Map.of("a", nothing)), upstream).output(nothing);

        assertThat(found()).isEmpty();
    }

    @Test
    void an_array_that_is_returned_twice_is_seen_in_two_gradients() {
        Tensor kept = Tensor.vector(5, 6);

        law.gradient(point(a, kept));

        assertThat(law.isReturnedAgain(point(b, kept))).isTrue();
        assertThat(law.isReturnedAgain(point(a.copy(), kept.copy()))).isFalse();
    }

    @Test
    void a_gradient_that_is_written_to_later_differs_from_what_was_kept_of_it_where_it_does_most() {
        Tensor byA = Tensor.vector(5, 6);
        Tensor byB = Tensor.vector(7, 8);
        NamedTensors kept = point(byA.copy(), byB.copy());
        law.gradient(point(byA, byB));

        assertThat(law.change(EntryNames.NONE, kept)).isNull();
        byA.values()[0] = 5.5;
        byB.values()[1] = 9;
        assertThat(law.change(EntryNames.NONE, kept)).isEqualTo(new Difference("b[1]", 8, 9));
    }
}
