package io.gradcheck.subject.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;

/** Checks of objectives, and derivatives that are changed. */
final class BoostingChecks {

    private BoostingChecks() {}

    interface Change {
        IntToDoubleFunction of(double[] g, double[] h);
    }

    /** The same derivatives, both changed entry by entry. */
    static BiFunction<double[], BoostingData, List<double[]>> changed(
            BiFunction<double[], BoostingData, List<double[]>> derivatives, Change gradient, Change hessian) {
        return (p, d) -> {
            double[] g = derivatives.apply(p, d).get(0);
            double[] h = derivatives.apply(p, d).get(1);
            double[] otherG = new double[g.length];
            double[] otherH = new double[g.length];
            Arrays.setAll(otherG, gradient.of(g, h));
            Arrays.setAll(otherH, hessian.of(g, h));
            return List.of(otherG, otherH);
        };
    }

    static GradientReport check(Subject subject) {
        return GradientChecker.standard().check(subject);
    }

    static void assertPasses(BoostingObjective objective) {
        assertThat(objective.subjects())
                .map(BoostingChecks::check)
                .allSatisfy(
                        report -> assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.PASS));
    }

    static List<String> mistakes(Subject subject) {
        GradientReport report = check(subject);
        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.FAIL);
        return report.finding("predictions").diagnoses().stream()
                .map(Diagnosis::mistake)
                .toList();
    }
}
