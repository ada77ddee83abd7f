package io.gradcheck.check.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NearbyPointTest {

    private static final long SEED = 42;

    private final NearbyPoint point = new NearbyPoint(base(), SEED);
    private SplittableRandom random;

    @BeforeEach
    void atTheBeginning() {
        random = new SplittableRandom(SEED);
    }

    private static EvaluationPoint base() {
        Map<String, Tensor> at = new LinkedHashMap<>();
        at.put("a", Tensor.vector(0.5, 0, -2));
        at.put("b", Tensor.vector(1e-3, 1e5));
        Subject subject = Subject.of("zero", at, x -> Tensor.scalar(0), (x, u) -> Map.copyOf(at));
        return EvaluationPoint.of(new Contraction(subject, Tensor.scalar(1), 0), Tensor.scalar(0));
    }

    @Test
    void it_is_drawn_again_to_the_bit() {
        NamedTensors drawn = point.draw(random);

        assertThat(point.again().isCopyOf(drawn)).isTrue();
        assertThat(point.first().isCopyOf(drawn)).isTrue();
        assertThat(drawn.get("a").values()).doesNotContain(0.5, 0, -2);
    }

    @Test
    void so_is_the_closer_one_beside_which_the_first_is_not_forgotten() {
        NamedTensors drawn = point.draw(random);
        NamedTensors closer = point.drawCloser(random);

        assertThat(point.again().isCopyOf(closer)).isTrue();
        assertThat(point.first().isCopyOf(drawn)).isTrue();
        assertThat(closer.get("a").values()[1]).as("zeros stay where they are").isZero();
        assertThat(closer.get("b").values()[0]).isBetween(0.99e-3, 1.01e-3);
    }
}
