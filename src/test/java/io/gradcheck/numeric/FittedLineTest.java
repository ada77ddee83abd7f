package io.gradcheck.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FittedLineTest {

    @Test
    void points_on_a_line_leave_nothing() {
        double[] t = {1, 2, 4, 9};
        double[] y = {1, 3, 7, 17};

        FittedLine line = FittedLine.through(t, y);

        assertThat(line).isEqualTo(new FittedLine(4, 7, 2));
        for (int k = 0; k < t.length; k++) {
            assertThat(line.residual(t[k], y[k])).as("point %d", k).isZero();
        }
    }

    @Test
    void what_it_leaves_of_other_points_is_in_no_proportion_to_one_or_t() {
        double[] t = {0, 1.5, 2, 3.5, 7};
        double[] y = {3, -1, 4, 1, -5};

        FittedLine line = FittedLine.through(t, y);

        double sum = 0;
        double moment = 0;
        for (int k = 0; k < t.length; k++) {
            sum += line.residual(t[k], y[k]);
            moment += t[k] * line.residual(t[k], y[k]);
        }
        assertThat(sum).isCloseTo(0, within(1e-14));
        assertThat(moment).isCloseTo(0, within(1e-13));
    }
}
