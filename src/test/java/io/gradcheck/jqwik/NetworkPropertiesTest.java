package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.ScaleLayer;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Loss;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties as users write them. */
class NetworkPropertiesTest {

    @Property(tries = 200)
    void random_networks_are_right(@ForAll NetworkCase network) {
        assertThat(GradientChecker.standard().check(network.subject()).verdict())
                .isNotEqualTo(Verdict.FAIL);
    }

    @Property(tries = 50)
    void random_subjects_are_right(@ForAll Subject subject, @ForAll SubjectCase subjectCase) {
        assertThat(GradientChecker.standard().check(subject).verdict()).isNotEqualTo(Verdict.FAIL);
        assertThat(GradientChecker.standard().check(subjectCase.subject()).verdict())
                .isNotEqualTo(Verdict.FAIL);
    }

    @Property(tries = 200)
    void annotations_say_which_networks(
            @ForAll
                    @Depth(min = 2, max = 3)
                    @Width(min = 3, max = 4)
                    @BatchSize(max = 2)
                    @Activations({Activation.TANH, Activation.RELU})
                    @Losses(Loss.HUBER)
                    NetworkCase network) {
        assertThat(network.network().layers()).isBetween(3, 4);
        assertThat(network.batch().size()).isBetween(1, 2);
        assertThat(network.network().loss()).isEqualTo(Loss.HUBER);
        for (int layer = 0; layer <= network.network().layers(); layer++) {
            assertThat(network.network().width(layer)).isBetween(3, 4);
        }
        assertThat(network.network().activation(1)).isIn(Activation.TANH, Activation.RELU);
    }

    @Property(tries = 100)
    void tensors_have_the_shape_of_the_annotation(@ForAll @Shape({2, 5}) Tensor matrix, @ForAll Tensor vector) {
        assertThat(matrix.shape()).containsExactly(2, 5);
        assertThat(vector.shape()).containsExactly(3);
    }

    @Property(tries = 100)
    void enums_need_no_provider(@ForAll Activation activation, @ForAll Loss loss) {
        assertThat(activation.label()).isNotEmpty();
        assertThat(loss.label()).isNotEmpty();
    }

    @Provide
    Arbitrary<SubjectCase> scales() {
        return CaseArbitraries.of(ScaleLayer.rightSource());
    }

    @Property(tries = 200)
    void a_layer_is_right(@ForAll("scales") SubjectCase scale) {
        GradientChecker.standard().allowVacuous().check(scale.subject()).throwIfFailed();
    }
}
