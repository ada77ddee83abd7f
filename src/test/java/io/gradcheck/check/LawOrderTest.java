package io.gradcheck.check;

import static io.gradcheck.check.law.LawAssertions.brokenLaws;
import static io.gradcheck.check.law.LawAssertions.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is judged where something else is broken already, and what is named of it. */
class LawOrderTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    @Test
    void an_output_that_the_gradient_overwrites_is_named() {
        Tensor buffer = Tensor.vector(0, 0);
        Subject subject = new Square() {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                buffer.values()[0] = 7;
                return super.gradient(at, upstream);
            }

            @Override
            public Tensor evaluate(Map<String, Tensor> at) {
                System.arraycopy(super.evaluate(at).values(), 0, buffer.values(), 0, 2);
                return at.get("x").get(0) == 1.5 ? buffer : buffer.copy();
            }
        };

        LawFinding finding = finding(CHECKER.check(subject), Law.RESULTS_OWNED);

        assertThat(finding.checked()).isEqualTo("a result of evaluate, before and after further calls");
    }

    @Test
    void a_gradient_that_is_its_argument_is_named() {
        Subject subject = Subject.of(
                "half a square",
                Map.of("x", Tensor.vector(3, 4)),
                at -> Tensor.scalar((at.get("x").get(0) * at.get("x").get(0)
                                + at.get("x").get(1) * at.get("x").get(1))
                        / 2),
                (at, upstream) -> Map.of("x", at.get("x")));
        Subject handsOn = new Raw(subject);

        assertThat(brokenLaws(handsOn)).containsExactly(Law.RESULTS_OWNED, Law.LINEAR_IN_UPSTREAM);
        assertThat(finding(CHECKER.check(handsOn), Law.RESULTS_OWNED).found())
                .isEqualTo("the gradient of x is the same array as x in the point");
    }

    @Test
    void empty_arrays_may_be_shared() {
        Tensor empty = Tensor.vector();
        Subject subject =
                new Raw(Subject.of(
                        "f",
                        Map.of("x", Tensor.scalar(2), "none", empty),
                        at -> Tensor.scalar(0),
                        (at, u) -> Map.of())) {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        double x = at.get("x").get();
                        return Tensor.scalar(x * x);
                    }

                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return Map.of(
                                "x", Tensor.scalar(2 * at.get("x").get() * upstream.get()), "none", at.get("none"));
                    }
                };

        assertThat(brokenLaws(subject)).isEmpty();
    }

    @Test
    void an_output_whose_shape_changes_at_the_point_itself_leaves_nothing_else_to_judge() {
        int[] calls = {0};
        Subject subject = new Square() {
            @Override
            public Tensor evaluate(Map<String, Tensor> at) {
                return calls[0]++ == 0 ? super.evaluate(at) : Tensor.vector(1, 2, 3);
            }
        };

        GradientReport report = CHECKER.check(subject);

        assertThat(calls[0]).isEqualTo(2);
        assertThat(finding(report, Law.SHAPES).found()).isEqualTo("[2], then [3]");
        assertThat(report.laws())
                .extracting(LawFinding::law)
                .containsExactly(Law.ARGUMENTS_UNTOUCHED, Law.RESULTS_OWNED, Law.SHAPES);
    }

    @Test
    void noise_of_the_value_is_named_before_noise_of_the_gradient() {
        SplittableRandom random = new SplittableRandom(1);
        Subject subject = Subject.objective(
                "noisy", x -> x[0] + 1e-9 * random.nextDouble(), x -> new double[] {1 + 1e-9 * random.nextDouble()}, 1);

        GradientReport report = CHECKER.check(subject);

        assertThat(finding(report, Law.DETERMINISTIC).checked()).startsWith("evaluate, called twice");
        assertThat(report.laws())
                .as("what cannot be compared is not judged")
                .extracting(LawFinding::law)
                .doesNotContain(Law.LINEAR_IN_UPSTREAM, Law.ALONG_EQUALS_EVALUATE, Law.GRADIENT_ALONE);
    }

    @Test
    void where_the_value_is_noisy_no_gradient_is_judged_by_others_even_if_it_repeats_itself() {
        SplittableRandom random = new SplittableRandom(1);
        Subject subject = Subject.objective("noisy", x -> x[0] + 1e-9 * random.nextDouble(), x -> new double[] {1}, 1);

        assertThat(CHECKER.check(subject).laws())
                .extracting(LawFinding::law)
                .contains(Law.DETERMINISTIC, Law.THROWS_TOGETHER)
                .doesNotContain(Law.LINEAR_IN_UPSTREAM, Law.ALONG_EQUALS_EVALUATE, Law.GRADIENT_ALONE);
    }

    @Test
    void a_gradient_may_throw_where_the_output_is_not_finite() {
        Subject alone = Subject.objective(
                "only at 1",
                x -> x[0] == 1 ? 1 : Double.NaN,
                x -> {
                    if (x[0] != 1) {
                        throw new IllegalArgumentException("found " + x[0] + ", wanted 1");
                    }
                    return new double[] {1};
                },
                1);

        assertThat(brokenLaws(alone)).isEmpty();
    }

    @Test
    void near_the_edge_of_a_domain_a_closer_point_shows_what_was_built() {
        // A hundredth beside 1e-5 most numbers have no logarithm; a hundredth of it beside all have one.
        Seeds.first(20).each(seed -> {
            GradientChecker checker = CHECKER.seed(seed);
            Subject right = Subject.objective("log", x -> Math.log(x[0]), x -> new double[] {1 / x[0]}, 1e-5);
            Subject built = Subject.objective("log", x -> Math.log(x[0]), x -> new double[] {1e5}, 1e-5);

            assertThat(brokenLaws(checker, right)).isEmpty();
            assertThat(brokenLaws(checker, built)).containsExactly(Law.GRADIENT_ALONE);
        });
    }

    @Test
    void the_first_entry_that_is_not_finite_is_named_also_where_it_is_the_very_first() {
        GradientReport report = CHECKER.check(Subject.scalar("reciprocal", x -> 1 / x, x -> -1 / (x * x), 0, 1, 0));

        assertThat(finding(report, Law.FINITE).found())
                .isEqualTo("output[0] is Infinity, 2 of 3 entries are not finite");
    }

    /** A subject as it is, without the copies that {@code Subject.of} makes. */
    private static class Raw extends ForwardingSubject {

        Raw(Subject subject) {
            super(subject);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return Map.of("x", at.get("x"));
        }
    }
}
