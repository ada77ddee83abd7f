package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A check by several threads gives the report of a check by one. */
class ParallelCheckTest {

    private static final GradientChecker CHECKER = GradientChecker.standard().seed(3);

    /** {@code sum_k sin(k x_k)} over ten vectors; the gradient of the seventh is wrong by a factor. Not thread-safe. */
    private static Subject sines(double factor) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        for (int k = 1; k <= 10; k++) {
            point.put("x" + k, Tensor.vector(0.1 * k, -0.2 * k, 0));
        }
        double[] shared = new double[1];
        return Subject.of(
                "sines",
                point,
                at -> {
                    shared[0] = 0;
                    at.forEach((name, x) -> {
                        for (double value : x.values()) {
                            shared[0] += Math.sin(number(name) * value);
                        }
                    });
                    return Tensor.scalar(shared[0]);
                },
                (at, upstream) -> {
                    Map<String, Tensor> gradient = new LinkedHashMap<>();
                    at.forEach((name, x) -> {
                        double[] g = x.values().clone();
                        for (int i = 0; i < g.length; i++) {
                            g[i] = upstream.get() * number(name) * Math.cos(number(name) * g[i]);
                            g[i] *= name.equals("x7") ? factor : 1;
                        }
                        gradient.put(name, Tensor.vector(g));
                    });
                    return gradient;
                });
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    @Test
    void a_right_gradient_has_the_same_report() {
        GradientReport alone = CHECKER.check(sines(1));

        assertThat(alone.verdict()).isEqualTo(Verdict.PASS);
        assertThat(CHECKER.check(() -> sines(1))).hasToString(alone.toString());
    }

    @Test
    void a_wrong_gradient_has_the_same_report() {
        GradientReport alone = CHECKER.check(sines(1.01));

        assertThat(alone.finding("x7").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(CHECKER.check(() -> sines(1.01))).hasToString(alone.toString());
    }

    @Test
    void excluded_variables_are_left_out_by_every_thread() {
        GradientChecker excluding = CHECKER.excluding("x7", "x2");

        assertThat(excluding.check(() -> sines(1.01)))
                .hasToString(excluding.check(sines(1.01)).toString());
    }
}
