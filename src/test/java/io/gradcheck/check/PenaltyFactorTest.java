package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A penalty whose gradient is wrong by a factor, beside a backward pass that may be right. */
class PenaltyFactorTest {

    /** y = sin(w x), with a weight decay. */
    private static final class Decayed implements Layer {
        private final Tensor w = Tensor.vector(0.4, -1.3);
        private final Parameter parameter = new Parameter("w", w);
        private final double ofPenalty;
        private final double ofOutput;
        private Tensor x = Tensor.scalar(0);

        Decayed(double ofPenalty, double ofOutput) {
            this.ofPenalty = ofPenalty;
            this.ofOutput = ofOutput;
        }

        @Override
        public OptionalDouble penalty() {
            return OptionalDouble.of(0.05 * (w.get(0) * w.get(0) + w.get(1) * w.get(1)));
        }

        @Override
        public Tensor forward(Tensor input) {
            x = input.copy();
            return Tensor.vector(Math.sin(w.get(0) * x.get(0)), Math.sin(w.get(1) * x.get(1)));
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            Tensor dx = outputGradient.copy();
            for (int i = 0; i < 2; i++) {
                double da = outputGradient.get(i) * Math.cos(w.get(i) * x.get(i));
                dx.set(da * w.get(i), i);
                parameter.gradient().set(ofOutput * da * x.get(i) + ofPenalty * 0.1 * w.get(i), i);
            }
            return dx;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }
    }

    private static GradientReport check(double ofPenalty, double ofOutput) {
        return GradientChecker.standard()
                .check(Subject.layer("decayed", new Decayed(ofPenalty, ofOutput), Tensor.vector(0.7, 1.6)));
    }

    @Test
    void a_penalty_that_is_added_twice_is_said_to_be() {
        assertThat(check(2, 1).toString())
                .contains("looks like: the penalty's part is wrong by factor 2; out[penalty]: every derivative fits"
                        + " without it, and other outputs agree");
        assertThat(check(1.0 / 4, 1).toString()).contains("looks like: the penalty's part is wrong by factor 0.25; ");
    }

    @Test
    void it_is_not_advised_to_declare_what_is_declared() {
        assertThat(check(2, 1).toString()).doesNotContain("declare it by Trainable.penalty");
    }

    @Test
    void the_whole_gradient_has_a_factor_of_its_own() {
        assertThat(check(2, 2).toString()).contains("constant factor 2").doesNotContain("penalty's part");
    }

    @Test
    void a_factor_that_is_not_round_is_not_told_of_one_entry() {
        assertThat(check(1.37, 1).toString()).contains("is WRONG").doesNotContain("penalty's part");
    }

    @Test
    void a_right_penalty_passes() {
        assertThat(check(1, 1).verdict()).isEqualTo(Verdict.PASS);
    }
}
