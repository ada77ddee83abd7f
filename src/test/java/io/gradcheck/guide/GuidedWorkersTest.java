package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the guide shows of code that may end its JVM. */
class GuidedWorkersTest {

    /** The campaign and the program of its workers. */
    static final class KernelFuzz {

        private KernelFuzz() {}

        static Campaign campaign() {
            FunctionSource kernel = FunctionSource.of(
                            "kernel",
                            (s, v) -> Subject.objective(
                                    "kernel",
                                    Kernel::value,
                                    Kernel::gradient,
                                    v.get("x").values()))
                    .input("x", s -> Values.any(), s -> new int[] {s.between("length", 1, 6)});
            return Campaign.of(kernel).tries(100);
        }

        public static void main(String[] args) {
            campaign().serve();
        }
    }

    /** Squares by native code, say, which ends the JVM at lengths of five. */
    static final class Kernel {

        private Kernel() {}

        static double value(double[] x) {
            if (x.length == 5) {
                Runtime.getRuntime().halt(3);
            }
            double sum = 0;
            for (double one : x) {
                sum += one * one;
            }
            return sum;
        }

        static double[] gradient(double[] x) {
            double[] gradient = x.clone();
            for (int i = 0; i < x.length; i++) {
                gradient[i] *= 2;
            }
            return gradient;
        }
    }

    @Tag("thorough")
    @Test
    void a_kernel_that_ends_its_jvm_is_a_finding() {
        CampaignReport report = KernelFuzz.campaign().workers(KernelFuzz.class).run();

        assertThat(report.cases()).isEqualTo(100);
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.headline()).startsWith("kernel: ends the JVM, in "));
    }
}
