package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.IN_PARALLEL;
import static io.gradcheck.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Each mistake is found by the tests that should find it, and by no others. */
class LayerContractTest {

    private static final String ORDINARY = "gradients are right at ordinary values";
    private static final String ZEROS = "gradients are right at exact zeros";
    private static final String REPEATED = "gradients are right at repeated values";
    private static final String HUGE = "gradients are right at huge and tiny values";
    private static final String SATURATING = "gradients are right at saturating values";
    private static final String SMALL = "gradients are right in small sizes";
    private static final String MIXED = "gradients are right in mixed cases";
    private static final List<String> GRADIENTS = List.of(ORDINARY, ZEROS, REPEATED, HUGE, SATURATING, SMALL, MIXED);

    private static String holds(Law law) {
        return "laws hold/law " + law + ": " + law.requirement();
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(GRADIENTS);
        Stream.of(Law.values()).map(LayerContractTest::holds).forEach(all::add);
        return all;
    }

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of(Contracts.WrongSign.class, GRADIENTS),
                Arguments.of(Contracts.WrongAtZeroScale.class, List.of(ZEROS, SMALL, MIXED)),
                Arguments.of(Contracts.WrongAtTies.class, List.of(REPEATED, SMALL, MIXED)),
                Arguments.of(Contracts.WrongWhereHuge.class, List.of(HUGE, MIXED)),
                Arguments.of(Contracts.WrongWhereSaturated.class, List.of(HUGE, SATURATING, SMALL, MIXED)),
                Arguments.of(Contracts.WrongInOneSize.class, List.of(SMALL)),
                // A line of the subject's own is evaluated too, and written to.
                Arguments.of(
                        Contracts.WritesToItsInput.class,
                        List.of(holds(Law.ARGUMENTS_UNTOUCHED), holds(Law.ALONG_EQUALS_EVALUATE))),
                Arguments.of(Contracts.KeepsItsFirstInput.class, List.of(holds(Law.GRADIENT_ALONE))),
                Arguments.of(Contracts.ReturnsItsBuffer.class, List.of(holds(Law.RESULTS_OWNED))),
                Arguments.of(Contracts.MixesExamples.class, List.of(holds(Law.BATCH_IS_SUM))),
                Arguments.of(Contracts.NotLinearInUpstream.class, with(GRADIENTS, holds(Law.LINEAR_IN_UPSTREAM))),
                Arguments.of(Contracts.Throws.class, GRADIENTS),
                Arguments.of(Contracts.Constant.class, GRADIENTS));
    }

    private static List<String> with(List<String> some, String one) {
        List<String> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_fails_the_tests_that_it_should_fail(Class<?> contract, List<String> tests) {
        EngineExecutionResults results = run(contract);

        assertThat(Runs.paths(results.testEvents().failed())).containsExactlyInAnyOrderElementsOf(tests);
        assertThat(results.containerEvents().failed().count()).isZero();
    }

    @Test
    void a_right_layer_passes_all_tests() {
        EngineExecutionResults results = run(Contracts.Right.class);

        assertThat(Runs.paths(results.testEvents().succeeded())).containsExactlyInAnyOrderElementsOf(all());
        assertThat(results.testEvents().finished().count()).isEqualTo(all().size());
    }

    @Test
    void a_layer_that_is_right_with_its_options_passes_but_for_the_law_left_out_all_tests() {
        List<String> wanted = all();
        wanted.remove(holds(Law.FINITE));
        EngineExecutionResults results = run(Contracts.WithOptions.class);

        assertThat(Runs.paths(results.testEvents().succeeded())).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(results.testEvents().finished().count()).isEqualTo(wanted.size());
    }

    @Test
    void a_failure_has_the_text_of_its_campaign() {
        assertThat(failures(Contracts.WrongSign.class).get(ORDINARY)).isEqualTo("""
                Contracts.WrongSign: gradient of c is WRONG, in 100 cases
                  at c[0]: analytic -1.000000000, numeric 1.000000000, difference 2.0e+00, allowed 1.0e-12
                  looks like: sign flipped; analytic/numeric = -1
                  first in case 0 (Contracts.WrongSign {batch=5, width=2}); shrunk in 4 steps, 6 checks:
                    Contracts.WrongSign: gradient of c is WRONG   seed 0   (repeat: GradientChecker.standard().seed(0))
                      looks like: sign flipped; analytic/numeric = -1
                      at    analytic      numeric      difference  allowed
                      c[0]  -1.000000000  1.000000000  2.0e+00     1.0e-12
                      input is vacuous: nothing could have been seen; check at another point
                  repeat:
                    package io.gradcheck.junit;
                   \s
                    import io.gradcheck.check.GradientChecker;
                    import io.gradcheck.subject.Subject;
                    import io.gradcheck.subject.Tensor;
                    import java.util.Map;
                    import java.util.function.Supplier;
                   \s
                    public class Repeat {
                        public static void main(String[] args) {
                            Supplier<Subject> subject = () -> new io.gradcheck.junit.Contracts.WrongSign().source().subject(
                                    Map.of("batch", 1, "width", 1),
                                    Map.of(
                                            "input", Tensor.of(new int[] {1, 1}, 1),
                                            "c", Tensor.vector(0)),
                                    0);
                            GradientChecker.standard().seed(0).check(subject, 1).throwIfFailed();
                        }
                    }
                100 cases of seed 1: 200 variables, PASS 100, KINK 0, INCONCLUSIVE 0, FAIL 100; 0 cases without anything to \
                see; 97.4 evaluations a variable
                FAILED: Contracts.WrongSign: sign flipped""");
    }

    @Test
    void a_broken_law_has_the_text_of_its_findings() {
        assertThat(failures(Contracts.MixesExamples.class).get(holds(Law.BATCH_IS_SUM)))
                .isEqualTo("""
                Contracts.MixesExamples: law BATCH_IS_SUM is BROKEN, in 63 cases
                  found    gradient by input[1,0] is 0.3148388053 in the batch, -0.5684720030 from its examples (off by \
                8.8e-01); rounding explains 8.8e-10; the worst example is 1
                  wanted   an example gives the same alone as in the batch, and gradients by what examples share add up
                  first in case 0 (Contracts.MixesExamples {batch=5, width=2}); shrunk in 4 steps, 8 checks:
                    Contracts.MixesExamples: law BATCH_IS_SUM is BROKEN   seed 0   (repeat: GradientChecker.standard().seed(0))
                      checked  output and gradient of the batch against those of its examples
                      found    gradient by input[1,0] is 0.3148388053 in the batch, -0.5684720030 from its examples (off by \
                8.8e-01); rounding explains 8.8e-10; the worst example is 1
                      wanted   an example gives the same alone as in the batch, and gradients by what examples share add up
                      remedy   let a row follow from its own example, and divide by no number of examples
                      opt out  GradientChecker.standard().without(Law.BATCH_IS_SUM)
                      c is vacuous: nothing could have been seen; check at another point
                      input agrees (detection limit 6.3e-13)
                  repeat:
                    package io.gradcheck.junit;
                   \s
                    import io.gradcheck.check.GradientChecker;
                    import io.gradcheck.subject.Subject;
                    import io.gradcheck.subject.Tensor;
                    import java.util.Map;
                    import java.util.function.Supplier;
                   \s
                    public class Repeat {
                        public static void main(String[] args) {
                            Supplier<Subject> subject = () -> new io.gradcheck.junit.Contracts.MixesExamples().source().subject(
                                    Map.of("batch", 2, "width", 1),
                                    Map.of(
                                            "input", Tensor.of(new int[] {2, 1}, 0, 0),
                                            "c", Tensor.vector(1)),
                                    0);
                            GradientChecker.standard().seed(0).check(subject, 1).throwIfFailed();
                        }
                    }
                100 cases of seed 1: 200 variables, PASS 200, KINK 0, INCONCLUSIVE 0, FAIL 0; 1 cases without anything to \
                see; 27.6 evaluations a variable""");
    }

    @Test
    void a_test_that_saw_too_little_says_so() {
        Map<String, String> failures = failures(Contracts.Constant.class);

        assertThat(failures.get(ORDINARY))
                .endsWith(
                        "\nFAILED: something could be seen in only 0 of 100 cases, wanted 10% or more: in the others every gradient is zero, or lost in rounding; draw other values or larger sizes, or see leastSeen");
        assertThat(failures.get(SATURATING))
                .endsWith(
                        "\nFAILED: something could be seen in only 0 of 100 cases, wanted 1% or more: in the others every gradient is zero, or lost in rounding; draw other values or larger sizes, or see leastSeen");
        assertThat(failures(Contracts.ConstantAndAllowed.class)).isEmpty();
    }

    /** A wrong gradient that is right at one point by chance looks as if it were right only where it was built. */
    @Test
    void where_gradients_are_wrong_it_is_not_said_that_they_depend_on_earlier_calls() {
        EngineExecutionResults results = run(Contracts.WrongSign.class);

        assertThat(Runs.messagesByPath(results.testEvents().aborted()))
                .containsExactly(Map.entry(
                        holds(Law.GRADIENT_ALONE),
                        "Contracts.WrongSign: law GRADIENT_ALONE cannot be judged, as 99 gradients are wrong: one that is "
                                + "wrong anyhow, and right at the point by chance, looks the same; put the gradients right "
                                + "first"));
    }

    @Test
    void options_are_those_of_the_campaign() {
        assertThat(failures(Contracts.WrongWithOptions.class).get(MIXED))
                .contains("GradientChecker.standard().seed(1).accepting(RelativeError.of(1.0E-9)).without(Law.FINITE)"
                        + ".check(subject, 1)")
                .contains("\n30 cases of seed 5: ")
                .startsWith("with options: gradient of input is WRONG, in 24 cases");
    }

    private static Map<String, String> failures(Class<?> contract) {
        return Runs.messagesByPath(run(contract).testEvents().failed());
    }

    @ExtendWith(GradientExtension.class)
    static class RightAndExtended extends Contracts.Right {}

    @ExtendWith(GradientExtension.class)
    static class WrongAndExtended extends Contracts.WrongSign {
        @Nested
        class InnerRight extends Contracts.Right {}
    }

    @Test
    void the_extension_changes_nothing() {
        EngineExecutionResults wrong = run(WrongAndExtended.class);

        assertThat(failures(RightAndExtended.class)).isEmpty();
        assertThat(Runs.paths(wrong.testEvents().failed())).containsExactlyInAnyOrderElementsOf(GRADIENTS);
        assertThat(Runs.messagesByPath(wrong.testEvents().failed()).get(ORDINARY))
                .endsWith("\nFAILED: LayerContractTest.WrongAndExtended: sign flipped");
        assertThat(wrong.containerEvents().failed().count()).isZero();
        assertThat(wrong.testEvents().succeeded().count())
                .as("all of the nested contract, and the laws but one of the outer")
                .isEqualTo(all().size() + Law.values().length - 1);
    }

    @Test
    void contracts_run_beside_each_other() {
        EngineExecutionResults results = run(
                IN_PARALLEL,
                Contracts.Right.class,
                Contracts.WrongAtTies.class,
                Contracts.WithOptions.class,
                Contracts.MixesExamples.class,
                RightAndExtended.class);

        assertThat(new TreeSet<>(Runs.paths(results.testEvents().failed())))
                .containsExactlyInAnyOrder(REPEATED, SMALL, MIXED, holds(Law.BATCH_IS_SUM));
        assertThat(results.testEvents().failed().count()).isEqualTo(4);
        assertThat(results.testEvents().aborted().count()).isZero();
        assertThat(results.containerEvents().failed().count()).isZero();
    }
}
