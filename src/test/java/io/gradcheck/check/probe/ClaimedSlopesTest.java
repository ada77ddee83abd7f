package io.gradcheck.check.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The claimed gradient along directions, beside the place of a probe. */
class ClaimedSlopesTest {

    private static final Direction ALONG = Direction.of(Tensor.vector(1, -2, 0));

    /** {@code x_0^2 x_1 + x_2 + y} below 10, whose gradient overwrites all that it is given. */
    private static final Subject SUBJECT = Subject.of(
            "product",
            Map.of("x", Tensor.vector(3, 5, 7), "y", Tensor.scalar(1)),
            at -> {
                double[] x = at.get("x").values();
                return Tensor.scalar(x[0] * x[0] * x[1] + x[2] + at.get("y").get());
            },
            (at, u) -> {
                double[] x = at.get("x").values();
                if (x[0] > 10) {
                    throw new IllegalArgumentException("above 10");
                }
                Tensor g = Tensor.vector(2 * x[0] * x[1] * u.get(), x[0] * x[0] * u.get(), u.get());
                x[0] = 100;
                u.set(100);
                return Map.of("x", g, "y", Tensor.scalar(1));
            });

    private final EvaluationPoint place = AtPoint.of(SUBJECT);
    private final Evaluations calls = new Evaluations(4);
    private final ClaimedSlopes slopes = new ClaimedSlopes(place, "x", calls);
    private final Probe probe = place.probe(
            "x", Entries.of(3, new int[] {0, 1}), ALONG, 0.1, 1e-16, false, false, new Evaluations(Integer.MAX_VALUE));

    @Test
    void the_claim_is_that_of_the_gradient_at_the_moved_point_along_the_direction() {
        assertThat(slopes.at(probe, 0)).isEqualTo(30 - 2 * 9);
        // At 3.5 and 4.
        assertThat(slopes.at(probe, 0.5)).isCloseTo(2 * 3.5 * 4 - 2 * 3.5 * 3.5, within(1e-12));
        assertThat(slopes.at(probe, -0.5)).isCloseTo(2 * 2.5 * 6 - 2 * 2.5 * 2.5, within(1e-12));
        assertThat(calls.spent()).isEqualTo(3);
    }

    @Test
    void the_entries_of_the_gradient_that_move_can_be_had_too() {
        double[] moving = new double[2];

        assertThat(slopes.at(probe, 0.5, moving)).isCloseTo(3.5, within(1e-12));
        assertThat(moving).containsExactly(28, 3.5 * 3.5);
        assertThat(slopes.gradient(place.point())).containsExactly(30, 9, 1);
    }

    @Test
    void whatever_the_gradient_writes_to_the_point_stays_as_it_is() {
        assertThat(slopes.at(probe, 0)).isEqualTo(slopes.at(probe, 0));
        assertThat(place.value("x").values()).containsExactly(3, 5, 7);
    }

    @Test
    void outside_the_domain_there_is_no_claim() {
        double[] moving = new double[2];

        assertThat(slopes.at(probe, 8)).isNaN();
        assertThat(slopes.at(probe, 8, moving)).isNaN();
        assertThat(moving).containsExactly(0, 0);
        assertThat(calls.spent()).as("asked all the same").isEqualTo(2);
    }

    @Test
    void each_is_a_call_that_counts() {
        for (int k = 0; k < 4; k++) {
            slopes.at(probe, 0.1 * k);
        }
        assertThatExceptionOfType(Evaluations.Exhausted.class).isThrownBy(() -> slopes.at(probe, 0));
    }
}
