package io.gradcheck.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gradcheck.recording.AssertionWatch;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.util.Pair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class RunningReportTest {

    private static double square(double... x) {
        return x[0] * x[0];
    }

    private static double[] right(double... x) {
        return new double[] {2 * x[0]};
    }

    private static double[] wrong(double... x) {
        return new double[] {x[0]};
    }

    private static void call(UnaryOperator<double[]> gradient, double... x) {
        double[] unused = gradient.apply(x);
    }

    @AfterEach
    void switchedOn() {
        System.clearProperty(RunningChecks.PROPERTY);
    }

    @Test
    void fails_where_nothing_was_wrapped() {
        assertThat(RunningChecks.every(1).report().failures()).containsExactly("not checked: nothing was wrapped");
    }

    @Test
    void fails_where_nothing_was_called() {
        RunningChecks checks = RunningChecks.every(1);
        checks.gradient("loss", RunningReportTest::square, RunningReportTest::right);

        assertThatThrownBy(() -> checks.report().throwIfFailed())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageEndingWith("FAILED: loss: not checked: it was never called");
    }

    @Test
    void fails_where_there_were_too_few_new_points_for_one_of_two() {
        RunningChecks checks = RunningChecks.every(3);
        UnaryOperator<double[]> one = checks.gradient("one", RunningReportTest::square, RunningReportTest::right);
        UnaryOperator<double[]> two = checks.gradient("two", RunningReportTest::square, RunningReportTest::right);
        for (int k = 1; k < 5; k++) {
            call(one, k);
            call(two, 1 + k % 2);
        }

        assertThat(checks.report().failures())
                .containsExactly("two: not checked: found 2 new points, wanted at least 3; see every");
    }

    @Test
    void fails_where_nothing_could_be_said() {
        RunningChecks checks = RunningChecks.every(1);
        call(checks.gradient("loss", x -> Double.NaN, x -> new double[] {Double.NaN}), 1);

        assertThat(checks.report().failures())
                .singleElement()
                .asString()
                .startsWith("loss: nothing could be said in any of 1 checks: ");
        assertThat(checks.report().toString()).contains("\n  undecided: ");
    }

    @Test
    void adds_up_what_is_wrapped_under_one_name() {
        RunningChecks checks = RunningChecks.every(2);
        call(checks.gradient("loss", RunningReportTest::square, RunningReportTest::right), 1);
        call(checks.gradient("loss", RunningReportTest::square, RunningReportTest::right), 1);

        assertThat(checks.report().counts()).singleElement().satisfies(counts -> {
            assertThat(counts.points()).isEqualTo(2);
            assertThat(counts.checks()).isEqualTo(1);
        });
    }

    @Test
    void close_throws_if_it_failed_and_is_silent_otherwise() {
        RunningChecks right = RunningChecks.every(1);
        RunningChecks wrong = RunningChecks.every(1);
        call(right.gradient("loss", RunningReportTest::square, RunningReportTest::right), 3);
        call(wrong.gradient("loss", RunningReportTest::square, RunningReportTest::wrong), 3);

        right.close();
        assertThatThrownBy(wrong::close).isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void nothing_is_lost_if_the_program_throws_midway() {
        IllegalStateException crash = new IllegalStateException("crash");
        Throwable thrown = catchThrowable(() -> {
            try (RunningChecks checks = RunningChecks.every(1)) {
                call(checks.gradient("loss", RunningReportTest::square, RunningReportTest::wrong), 3);
                throw crash;
            }
        });

        assertThat(thrown).isSameAs(crash);
        assertThat(crash.getSuppressed())
                .singleElement()
                .asString()
                .contains("loss: gradient of x is WRONG, in 1 check\n");
    }

    @Test
    void switched_off_hands_back_the_very_objects_and_says_that_nothing_was_checked() {
        System.setProperty(RunningChecks.PROPERTY, "off");
        RunningChecks checks = RunningChecks.every(1);
        ObjectiveFunctionGradient objective = new ObjectiveFunctionGradient(RunningReportTest::wrong);
        UnaryOperator<double[]> gradient = RunningReportTest::wrong;
        MultivariateJacobianFunction model = x -> new Pair<>(x, new Array2DRowRealMatrix(1, 1));
        Operation operation = Operation.of(in -> in, (in, d) -> d);
        Layer layer = new Layer() {
            @Override
            public Tensor forward(Tensor input) {
                return input;
            }

            @Override
            public Tensor backward(Tensor outputGradient) {
                return outputGradient;
            }

            @Override
            public List<Parameter> parameters() {
                return List.of();
            }
        };

        assertThat(checks.gradient("loss", RunningReportTest::square, gradient)).isSameAs(gradient);
        assertThat(checks.objectiveGradient("loss", new ObjectiveFunction(RunningReportTest::square), objective))
                .isSameAs(objective);
        assertThat(checks.leastSquares("model", model)).isSameAs(model);
        assertThat(checks.layer("layer", layer)).isSameAs(layer);
        assertThat(checks.layer("layer", layer, () -> layer)).isSameAs(layer);
        assertThat(checks.operation("operation", operation)).isSameAs(operation);
        assertThat(checks.operation("operation", operation, () -> operation)).isSameAs(operation);
        checks.<String>points("steps", step -> {
                    throw new AssertionError("asked for a subject");
                })
                .accept("step");

        assertThat(checks.report().isOff()).isTrue();
        assertThat(checks.report().checks()).isZero();
        assertThat(checks.report())
                .hasToString("Checks inside running code were off, by -Dgradcheck.running=off: NOTHING WAS CHECKED, "
                        + "and nothing is known of these gradients.");
        checks.close();
    }

    @Test
    void a_property_that_is_neither_on_nor_off_is_refused() {
        System.setProperty(RunningChecks.PROPERTY, "no");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunningChecks.every(1))
                .withMessage("system property gradcheck.running: found \"no\", wanted \"on\" or \"off\"");
        System.setProperty(RunningChecks.PROPERTY, "on");
        assertThat(RunningChecks.every(1).report().isOff()).isFalse();
    }

    @Test
    void settings_are_refused_that_make_no_sense_or_come_too_late() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunningChecks.every(0))
                .withMessage("points: found 0, wanted at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunningChecks.every(1).share(1.1))
                .withMessage("share: found 1.1, wanted a number from 0 to 1");
        RunningChecks checks = RunningChecks.every(1);
        checks.gradient("loss", RunningReportTest::square, RunningReportTest::right);
        assertThatIllegalStateException()
                .isThrownBy(() -> checks.share(0.1))
                .withMessage("settings: found [loss] wrapped already, wanted settings before anything is wrapped");
    }

    @Test
    void a_report_does_not_change_with_what_comes_later() {
        RunningChecks checks = RunningChecks.every(1);
        UnaryOperator<double[]> wrapped = checks.gradient("loss", RunningReportTest::square, RunningReportTest::wrong);
        call(wrapped, 3);
        RunningReport report = checks.report();
        String before = report.toString();
        call(wrapped, 4);

        assertThat(report).hasToString(before);
        assertThat(checks.report().calls()).isEqualTo(2);
    }

    @Test
    void a_test_that_looks_at_no_failure_is_told_of_it_and_one_that_does_is_not() {
        try (AssertionWatch watch = AssertionWatch.open()) {
            watch.enter();
            RunningChecks checks = RunningChecks.every(1);
            call(checks.gradient("loss", RunningReportTest::square, RunningReportTest::wrong), 3);
            assertThat(watch.count()).isZero();

            RunningReport report = checks.report();
            assertThat(watch.count()).isEqualTo(1);
            assertThat(watch.unasserted()).isPresent();

            assertThat(report.failed()).isTrue();
            assertThat(watch.unasserted()).isEmpty();
            watch.leave();
        }
    }

    @Test
    void points_of_anything_that_runs_are_checked_at_every_nth() {
        RunningChecks checks = RunningChecks.every(3).share(1);
        var steps = checks.<Double>points(
                "steps", x -> Subject.objective("square", RunningReportTest::square, RunningReportTest::wrong, x));
        for (double x = 1; x < 8; x++) {
            steps.accept(x);
        }

        assertThat(checks.report().points()).isEqualTo(7);
        assertThat(checks.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.first()).isEqualTo(3);
            assertThat(finding.point()).containsOnlyKeys("x");
            assertThat(finding.code())
                    .isEqualTo("// subject: as the program made it at this point; its values are in finding.point()\n"
                            + "GradientChecker.standard().seed(3).check(subject).throwIfFailed();");
        });
    }
}
