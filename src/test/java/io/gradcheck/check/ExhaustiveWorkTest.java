package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker's own work for n entries, each alone, grows with n: its memory is counted, of a subject that takes none. */
class ExhaustiveWorkTest {

    private static final int FEW = 2_000;
    private static final int TIMES = 4;

    /** Where work would grow with the square, it would be 16. */
    private static final double LINEAR = 6;

    @ParameterizedTest
    @CsvSource({
        "right, 1, 0",
        "vacuous, 1e-3, 0",
        "wrong, 1, 1",
        "wrong and small, 1e-3, 1",
    })
    void four_times_the_entries_take_four_times_the_memory(String gradient, double size, double error) {
        new FewEntries(FEW, size, error).allocated(); // what is made once for all
        double few = new FewEntries(FEW, size, error).allocated();
        double many = new FewEntries(TIMES * FEW, size, error).allocated();

        assertThat(many / few).as("bytes of %.0f for %d entries", few, FEW).isLessThan(LINEAR);
    }

    /**
     * {@code x_0^2 + x_n^2 / 2} by the first and the last of n entries, with an error added to every entry of the gradient:
     * an evaluation takes as much of a large variable as of a small one.
     */
    private static final class FewEntries implements Subject {

        private final Map<String, Tensor> point;
        private final double error;

        FewEntries(int entries, double size, double error) {
            this.error = error;
            Tensor x = Tensor.zeros(entries);
            for (int i = 0; i < entries; i++) {
                x.values()[i] = size * (1 + 0.5 * Math.sin(i));
            }
            this.point = Map.of("x", x);
        }

        /** How many bytes a check takes on this thread. */
        long allocated() {
            GradientChecker checker = GradientChecker.standard().exhaustive();
            AtomicReference<GradientReport> report = new AtomicReference<>();
            long bytes = AllocatedBytes.of(() -> report.set(checker.check(this)));
            assertThat(report.get().verdict()).isEqualTo(error == 0 ? Verdict.PASS : Verdict.FAIL);
            return bytes;
        }

        @Override
        public String name() {
            return "few entries";
        }

        @Override
        public Map<String, Tensor> point() {
            return point;
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double[] x = at.get("x").values();
            double first = x[0];
            double last = x[x.length - 1];
            return Tensor.scalar(first * first + last * last / 2);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            double[] x = at.get("x").values();
            Tensor gradient = Tensor.zeros(x.length);
            double[] g = gradient.values();
            for (int i = 0; i < g.length; i++) {
                g[i] = upstream.get() * error;
            }
            g[0] += upstream.get() * 2 * x[0];
            g[x.length - 1] += upstream.get() * x[x.length - 1];
            return Map.of("x", gradient);
        }
    }
}
