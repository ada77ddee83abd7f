package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every law both ways: its habits are named, each by its whole text, and what merely looks like them is not. */
class LawTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    // ---- what is legal

    @Test
    void a_lawful_subject_keeps_all_laws_at_the_price_of_six_calls() {
        Counting subject = new Counting();

        GradientReport report = CHECKER.check(subject);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.laws()).extracting(LawFinding::law).containsExactly(Law.values());
        assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
        assertThat(report.laws()).extracting(LawFinding::text).containsOnly("");
        assertThat(report.evaluations()).isEqualTo(subject.calls);
        assertThat(subject.gradients).isEqualTo(5); // one for the check, four for the laws
    }

    @Test
    void a_layer_may_keep_its_input_and_add_up_its_gradients() {
        assertLawful(Subject.layer("scale", new Scale(), Tensor.vector(1, 2)));
    }

    @Test
    void a_gradient_may_be_constant_where_the_function_is_linear() {
        double[] constant = {3, -4};
        assertLawful(Subject.objective("plane", x -> 3 * x[0] - 4 * x[1], x -> constant, 1, 2));
    }

    @Test
    void a_gradient_may_be_constant_on_each_side_of_a_kink() {
        assertThat(brokenLaws(Subject.objective("abs", x -> Math.abs(x[0]), x -> new double[] {Math.signum(x[0])}, 0)))
                .isEmpty();
    }

    @Test
    void a_function_may_end_beside_the_point() {
        assertLawful(Subject.scalar("log", Math::log, x -> 1 / x, 1e-5));
        assertLawful(Subject.scalar("log", LawTest::strictLog, x -> 1 / x, 1e-5));
    }

    private static double strictLog(double x) {
        if (x <= 0) {
            throw new IllegalArgumentException("log of " + x);
        }
        return Math.log(x);
    }

    // ---- deterministic

    @Test
    void noise_without_a_seed_is_named() {
        Random noise = new Random(5);
        Subject subject = Subject.objective(
                "noisy", x -> x[0] * x[0] + 1e-3 * noise.nextDouble(), x -> new double[] {2 * x[0]}, 1.5);

        assertBroken(Law.DETERMINISTIC, subject, """
                        checked  evaluate, called twice with the same arguments
                        found    output is 2.250730520 at first, 2.250088258 the second time (off by 6.4e-04)
                        wanted   the same bits
                        remedy   seed the random generator anew at each call, or draw what is random once, when the subject is built; sum in a fixed order
                        opt out  GradientChecker.standard().without(Law.DETERMINISTIC)""");
    }

    @Test
    void a_noisy_gradient_is_named() {
        Random noise = new Random(5);
        assertBroken(
                Law.DETERMINISTIC,
                Subject.objective(
                        "noisy", x -> x[0] * x[0], x -> new double[] {2 * x[0] * (1 + 1e-3 * noise.nextDouble())}, 1.5),
                """
                        checked  gradient, called twice with the same arguments
                        found    x[0] is 3.002191560 at first, 3.001466714 the second time (off by 7.2e-04)
                        wanted   the same bits
                        remedy   seed the random generator anew at each call, or draw what is random once, when the subject is built; sum in a fixed order
                        opt out  GradientChecker.standard().without(Law.DETERMINISTIC)""");
    }

    @Test
    void a_gradient_that_adds_to_the_last_one_is_named() {
        double[] sum = new double[2];
        assertBroken(
                Law.DETERMINISTIC,
                Subject.objective(
                        "sum",
                        x -> x[0] * x[1],
                        x -> {
                            sum[0] += x[1];
                            sum[1] += x[0];
                            return sum;
                        },
                        2,
                        3),
                """
                        checked  gradient, called twice with the same arguments
                        found    x[0] is 3.000000000 at first, 6.000000000 the second time (off by 3.0e+00); every entry doubles, as if added to what the last call left
                        wanted   the same bits
                        remedy   set the stored gradient to zero at the start of gradient
                        opt out  GradientChecker.standard().without(Law.DETERMINISTIC)""");
    }

    // ---- arguments

    /** Tribuo's habit. */
    @Test
    void an_argument_overwritten_with_the_gradient_is_named() {
        assertBroken(
                Law.ARGUMENTS_UNTOUCHED,
                Subject.objective(
                        "square",
                        x -> x[0] * x[0] + x[1] * x[1],
                        x -> {
                            x[0] *= 2;
                            x[1] *= 2;
                            return x;
                        },
                        1.5,
                        2),
                """
                        checked  the arguments of gradient, before and after the call
                        found    x[1] is 2.000000000 before, 4.000000000 after (off by 2.0e+00)
                        wanted   arguments as they were: they belong to the caller
                        remedy   copy an argument before writing to it, or write to a new array
                        opt out  GradientChecker.standard().without(Law.ARGUMENTS_UNTOUCHED)""");
    }

    @Test
    void an_evaluation_that_sorts_its_argument_is_named_and_the_gradient_is_checked_all_the_same() {
        Subject subject = Subject.objective(
                "spread",
                x -> {
                    java.util.Arrays.sort(x);
                    return (x[1] - x[0]) * (x[1] - x[0]);
                },
                x -> new double[] {2 * (x[0] - x[1]), 2 * (x[1] - x[0])},
                3,
                1);

        assertBroken(Law.ARGUMENTS_UNTOUCHED, subject, """
                        checked  the arguments of evaluate, before and after the call
                        found    x[0] is 3.000000000 before, 1.000000000 after (off by 2.0e+00)
                        wanted   arguments as they were: they belong to the caller
                        remedy   copy an argument before writing to it, or write to a new array
                        opt out  GradientChecker.standard().without(Law.ARGUMENTS_UNTOUCHED)""");
        assertThat(CHECKER.check(subject).finding("x").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void an_upstream_gradient_that_is_scaled_in_place_is_named() {
        assertBroken(Law.ARGUMENTS_UNTOUCHED, Subject.layer("twice", new ScalesUpstream(), Tensor.vector(1, 2)), """
                        checked  the arguments of gradient, before and after the call
                        found    upstream[1] is 0.7457817573 before, 1.491563515 after (off by 7.5e-01)
                        wanted   arguments as they were: they belong to the caller
                        remedy   copy an argument before writing to it, or write to a new array
                        opt out  GradientChecker.standard().without(Law.ARGUMENTS_UNTOUCHED)""");
    }

    // ---- results

    @Test
    void an_output_that_is_the_input_is_named() {
        assertBroken(
                Law.RESULTS_OWNED,
                new Square() {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        return at.get("x");
                    }

                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return Map.of("x", upstream.copy());
                    }
                },
                """
                        checked  the arrays of results and arguments
                        found    the output is the same array as x in the point
                        wanted   an array of its own: whoever changes one would change the other
                        remedy   return a copy
                        opt out  GradientChecker.standard().without(Law.RESULTS_OWNED)""");
    }

    @Test
    void a_gradient_that_is_the_upstream_gradient_is_named() {
        assertBroken(
                Law.RESULTS_OWNED,
                new Square() {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        return at.get("x").copy();
                    }

                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return Map.of("x", upstream);
                    }
                },
                """
                        checked  the arrays of results and arguments
                        found    the gradient of x is the same array as the upstream gradient
                        wanted   an array of its own: whoever changes one would change the other
                        remedy   return a copy
                        opt out  GradientChecker.standard().without(Law.RESULTS_OWNED)""");
    }

    @Test
    void two_gradients_in_one_array_are_named() {
        assertBroken(
                Law.RESULTS_OWNED,
                new Sum() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        Tensor both = upstream.copy();
                        return Map.of("a", both, "b", both);
                    }
                },
                """
                        checked  the arrays of results and arguments
                        found    the gradient of b is the same array as that of a
                        wanted   an array of its own: whoever changes one would change the other
                        remedy   return a copy
                        opt out  GradientChecker.standard().without(Law.RESULTS_OWNED)""");
    }

    /** OpenNLP's habit. */
    @Test
    void a_gradient_array_that_is_used_again_is_named() {
        Tensor buffer = Tensor.vector(0, 0);
        assertBroken(
                Law.RESULTS_OWNED,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        Tensor g = super.gradient(at, upstream).get("x");
                        System.arraycopy(g.values(), 0, buffer.values(), 0, 2);
                        return Map.of("x", buffer);
                    }
                },
                """
                        checked  a result of gradient, before and after further calls
                        found    x[1] is 2.983127029 as returned, 3.002319403 later (off by 1.9e-02)
                        wanted   results that stay as they were returned
                        remedy   return a copy of the internal array
                        opt out  GradientChecker.standard().without(Law.RESULTS_OWNED)""");
    }

    @Test
    void an_output_array_that_is_used_again_is_named() {
        Tensor buffer = Tensor.vector(0, 0);
        assertBroken(
                Law.RESULTS_OWNED,
                new Square() {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        System.arraycopy(super.evaluate(at).values(), 0, buffer.values(), 0, 2);
                        return buffer;
                    }
                },
                """
                        checked  a result of evaluate, before and after further calls
                        found    output[1] is 4.000000000 as returned, 4.051634711 later (off by 5.2e-02)
                        wanted   results that stay as they were returned
                        remedy   return a copy of the internal array
                        opt out  GradientChecker.standard().without(Law.RESULTS_OWNED)""");
    }

    // ---- gradient alone

    /** The habit of liblinear-java, and of Neuroph's derivatives that read a cached output. */
    @Test
    void a_gradient_that_reads_what_the_last_evaluate_left_is_named() {
        double[] last = new double[1];
        assertBroken(
                Law.GRADIENT_ALONE,
                Subject.objective(
                        "exp",
                        x -> {
                            last[0] = Math.exp(x[0]);
                            return last[0];
                        },
                        x -> new double[] {last[0]},
                        0.5),
                """
                        checked  gradient(x) right after evaluate(x), and after evaluate at another point
                        found    x[0] is 1.648721271 after evaluate(x), 1.656568930 after the other (off by 7.8e-03); it reads what the last evaluate left
                        wanted   the gradient at the point that gradient is given, whatever was evaluated before
                        remedy   let gradient compute what it needs itself, or let the subject's gradient call evaluate first
                        opt out  GradientChecker.standard().without(Law.GRADIENT_ALONE)""");
    }

    @Test
    void a_gradient_that_refuses_without_evaluate_is_named() {
        double[] last = new double[1];
        assertBroken(
                Law.GRADIENT_ALONE,
                Subject.objective(
                        "exp",
                        x -> {
                            last[0] = x[0];
                            return Math.exp(x[0]);
                        },
                        x -> {
                            if (last[0] != x[0]) {
                                throw new IllegalStateException("evaluate first");
                            }
                            return new double[] {Math.exp(x[0])};
                        },
                        0.5),
                """
                        checked  gradient(x) right after evaluate(x), and after evaluate at another point
                        found    after evaluate at another point it threw java.lang.IllegalStateException: evaluate first; it needs what evaluate(x) left
                        wanted   the gradient at the point that gradient is given, whatever was evaluated before
                        remedy   let gradient compute what it needs itself, or let the subject's gradient call evaluate first
                        opt out  GradientChecker.standard().without(Law.GRADIENT_ALONE)""");
    }

    @Test
    void a_gradient_that_is_right_only_where_the_subject_was_built_is_named() {
        assertBroken(
                Law.GRADIENT_ALONE,
                Subject.objective("square", x -> x[0] * x[0] + x[1] * x[1], x -> new double[] {3, 4}, 1.5, 2),
                """
                        checked  gradient at the subject's point, and at another point nearby
                        found    the gradient of x is the same at both, bit for bit; along a line through the other point it says -0.2457514727, numeric is -0.2338853498 (allowed 8.7e-12); it is right only at the point where the subject was built
                        wanted   the gradient at the point that gradient is given
                        remedy   compute it from gradient's argument, not from values stored when the subject was built
                        opt out  GradientChecker.standard().without(Law.GRADIENT_ALONE)""");
    }

    @Test
    void a_layer_whose_input_gradient_uses_the_first_weights_is_named() {
        assertBroken(Law.GRADIENT_ALONE, Subject.layer("scale", new FirstWeight(), Tensor.vector(1, 2)), """
                        checked  gradient at the subject's point, and at another point nearby
                        found    the gradient of input is the same at both, bit for bit; along a line through the other point it says -2.845981112, numeric is -2.869197238 (allowed 4.1e-12); it is right only at the point where the subject was built
                        wanted   the gradient at the point that gradient is given
                        remedy   compute it from gradient's argument, not from values stored when the subject was built
                        opt out  GradientChecker.standard().without(Law.GRADIENT_ALONE)""");
    }

    @Test
    void a_wrong_constant_gradient_is_wrong_and_breaks_no_law() {
        GradientReport report = CHECKER.check(
                Subject.objective("square", x -> x[0] * x[0] + x[1] * x[1], x -> new double[] {3, 3}, 1.5, 2));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.laws()).extracting(LawFinding::verdict).containsOnly(Verdict.PASS);
    }

    // ---- upstream

    @Test
    void a_gradient_that_ignores_upstream_is_named() {
        assertBroken(
                Law.LINEAR_IN_UPSTREAM,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return super.gradient(at, Tensor.vector(1, 1));
                    }
                },
                """
                        checked  gradient(x, u) for several upstream gradients u
                        found    x[1] is 4.000000000 for each of them, as is every other entry
                        wanted   gradient(x, c u) = c gradient(x, u), and 0 for u = 0
                        remedy   multiply by the upstream gradient
                        opt out  GradientChecker.standard().without(Law.LINEAR_IN_UPSTREAM)""");
    }

    @Test
    void a_penalty_that_ignores_upstream_is_named() {
        assertBroken(
                Law.LINEAR_IN_UPSTREAM,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        Tensor g = super.gradient(at, upstream).get("x");
                        g.values()[1] += 1e-7;
                        return Map.of("x", g);
                    }
                },
                """
                        checked  gradient(x, 0)
                        found    x[1] is 1.000000000e-07
                        wanted   0: with an upstream gradient of zero nothing depends on x
                        remedy   multiply every term by the upstream gradient, a penalty's too
                        opt out  GradientChecker.standard().without(Law.LINEAR_IN_UPSTREAM)""");
    }

    @Test
    void an_upstream_gradient_that_is_clipped_is_named() {
        assertBroken(
                Law.LINEAR_IN_UPSTREAM,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        Tensor clipped = upstream.copy();
                        clipped.values()[0] = Math.max(-1, Math.min(1, clipped.values()[0]));
                        return super.gradient(at, clipped);
                    }
                },
                """
                        checked  gradient(x, 16 u + v) against 16 gradient(x, u) + gradient(x, v)
                        found    x[0] is 3.000000000, 24.74770194 by the sum (off by 2.2e+01); rounding explains 5.1e-08
                        wanted   equal up to rounding: a gradient is linear in the upstream gradient
                        remedy   use the upstream gradient as a factor only: no abs, no square, no clipping
                        opt out  GradientChecker.standard().without(Law.LINEAR_IN_UPSTREAM)""");
    }

    // ---- shapes

    @Test
    void a_name_that_the_point_does_not_know_is_named() {
        assertBroken(
                Law.SHAPES,
                new Square() {
                    @Override
                    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                        return Map.of(
                                "x", super.gradient(at, upstream).get("x"), "y", upstream.copy(), "W", at.get("x"));
                    }
                },
                """
                        checked  the names in the gradient
                        found    also W, y, of which the point knows nothing
                        wanted   the variables x and no others
                        remedy   leave it out, or add it to the point, so that it is checked
                        opt out  GradientChecker.standard().without(Law.SHAPES)""");
    }

    @Test
    void an_output_whose_shape_changes_is_named() {
        assertBroken(
                Law.SHAPES,
                new Square() {
                    @Override
                    public Tensor evaluate(Map<String, Tensor> at) {
                        return at.get("x").get(0) == 1.5 ? super.evaluate(at) : Tensor.vector(1, 2, 3);
                    }
                },
                """
                        checked  the shape of evaluate's output, at the point and near it
                        found    [2], then [3]
                        wanted   one shape, whatever the values
                        remedy   pad the output, or make subjects of the parts whose shape is fixed
                        opt out  GradientChecker.standard().without(Law.SHAPES)""");
    }

    // ---- throwing

    @Test
    void a_gradient_that_throws_where_evaluate_returns_is_named() {
        assertBroken(
                Law.THROWS_TOGETHER,
                Subject.scalar(
                        "sqrt",
                        Math::sqrt,
                        x -> {
                            throw new ArithmeticException("no slope");
                        },
                        4),
                """
                        checked  gradient at the point, where evaluate returns
                        found    gradient threw java.lang.ArithmeticException: no slope
                        wanted   a gradient wherever there is a value
                        remedy   return the gradient, or let evaluate reject the point too
                        opt out  GradientChecker.standard().without(Law.THROWS_TOGETHER)""");
    }

    @Test
    void a_gradient_that_throws_beside_the_point_is_named() {
        assertBroken(
                Law.THROWS_TOGETHER,
                Subject.objective(
                        "square",
                        x -> x[0] * x[0],
                        x -> {
                            if (x[0] != 2) {
                                throw new IllegalArgumentException("only at 2");
                            }
                            return new double[] {2 * x[0]};
                        },
                        2),
                """
                        checked  gradient at a point nearby, where evaluate returns
                        found    gradient threw java.lang.IllegalArgumentException: only at 2
                        wanted   a gradient wherever there is a value
                        remedy   return the gradient, or let evaluate reject the point too
                        opt out  GradientChecker.standard().without(Law.THROWS_TOGETHER)""");
    }

    // ---- finite

    @Test
    void an_output_that_is_not_finite_is_named() {
        GradientReport report = CHECKER.check(Subject.scalar("reciprocal", x -> 1 / x, x -> -1 / (x * x), 1, 0, 2));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.laws()).containsExactly(new LawFinding(Law.FINITE, Verdict.INCONCLUSIVE, """
                        checked  whether the output is finite at the point
                        found    output[1] is Infinity, 1 of 3 entries are not finite
                        wanted   finite values: nothing can be compared with these
                        remedy   check at a point inside the domain, or rewrite the formula so that it does not overflow there
                        opt out  GradientChecker.standard().without(Law.FINITE)"""));
        assertThat(CHECKER.without(Law.FINITE)
                        .check(Subject.scalar("reciprocal", x -> 1 / x, x -> -1 / (x * x), 0))
                        .laws())
                .isEmpty();
    }

    @Test
    void a_gradient_that_is_not_finite_is_named() {
        GradientReport report =
                CHECKER.check(Subject.scalar("square", x -> x * x, x -> x * x * x * 2 / (x * x), 1, 0, 2));

        assertThat(finding(report, Law.FINITE)).isEqualTo(new LawFinding(Law.FINITE, Verdict.INCONCLUSIVE, """
                        checked  whether the gradient of x is finite at the point
                        found    x[1] is NaN, 1 of 3 entries are not finite
                        wanted   finite values: nothing can be compared with these
                        remedy   check at a point inside the domain, or rewrite the formula so that it does not overflow there
                        opt out  GradientChecker.standard().without(Law.FINITE)"""));
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    }

    // ---- lines

    @Test
    void a_line_that_differs_from_evaluate_is_named() {
        assertBroken(Law.ALONG_EQUALS_EVALUATE, new OwnLine(1e-9, 0), """
                        checked  along(x, d).at(t) against evaluate at x + t d, as <u, output>, at t = 0.1772
                        found    4.566637534 against 4.566637526 (off by 8.1e-09; rounding explains 8.9e-13)
                        wanted   equal up to rounding
                        remedy   correct the subject's along, or remove it: the default evaluates
                        opt out  GradientChecker.standard().without(Law.ALONG_EQUALS_EVALUATE)""");
    }

    @Test
    void a_line_that_starts_elsewhere_is_named() {
        assertBroken(Law.ALONG_EQUALS_EVALUATE, new OwnLine(0, 1e-9), """
                        checked  along(x, d).at(t) against evaluate at x + t d, as <u, output>, at t = 0
                        found    4.257890577 against 4.257890573 (off by 4.3e-09; rounding explains 8.9e-13)
                        wanted   equal up to rounding
                        remedy   correct the subject's along, or remove it: the default evaluates
                        opt out  GradientChecker.standard().without(Law.ALONG_EQUALS_EVALUATE)""");
    }

    @Test
    void a_line_that_differs_by_rounding_is_lawful() {
        assertLawful(new OwnLine(0, 0));
        assertLawful(new OwnLine(1e-16, 1e-16));
    }

    // ---- opting out

    @Test
    void leaving_out_a_law_leaves_the_others() {
        double[] last = new double[1];
        Subject subject = Subject.objective(
                "exp",
                x -> {
                    last[0] = Math.exp(x[0]);
                    x[0] = 0;
                    return last[0];
                },
                x -> new double[] {last[0]},
                0.5);

        assertThat(brokenLaws(CHECKER, subject)).containsExactly(Law.ARGUMENTS_UNTOUCHED, Law.GRADIENT_ALONE);
        assertThat(brokenLaws(CHECKER.without(Law.GRADIENT_ALONE), subject)).containsExactly(Law.ARGUMENTS_UNTOUCHED);
        assertThat(brokenLaws(CHECKER.without(Law.ARGUMENTS_UNTOUCHED).seed(3), subject))
                .containsExactly(Law.GRADIENT_ALONE);
        assertThat(CHECKER.without(Law.ARGUMENTS_UNTOUCHED)
                        .without(Law.GRADIENT_ALONE)
                        .allowVacuous()
                        .maxEvaluations(100)
                        .check(subject)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    // ---- the text of a whole report

    @Test
    void a_broken_law_has_a_block_of_its_own_in_the_report() {
        double[] last = new double[1];
        assertThat(CHECKER.check(Subject.objective(
                                "exp",
                                x -> {
                                    last[0] = Math.exp(x[0]);
                                    return last[0];
                                },
                                x -> new double[] {last[0]},
                                0.5))
                        .toString())
                .isEqualTo("""
                        exp: law GRADIENT_ALONE is BROKEN   seed 1   (repeat: GradientChecker.standard().seed(1))
                          checked  gradient(x) right after evaluate(x), and after evaluate at another point
                          found    x[0] is 1.648721271 after evaluate(x), 1.656568930 after the other (off by 7.8e-03); it reads what the last evaluate left
                          wanted   the gradient at the point that gradient is given, whatever was evaluated before
                          remedy   let gradient compute what it needs itself, or let the subject's gradient call evaluate first
                          opt out  GradientChecker.standard().without(Law.GRADIENT_ALONE)
                          x agrees (would have shown 3.1e-12)""");
    }

    // ---- fixtures

    private static void assertLawful(Subject subject) {
        GradientReport report = CHECKER.check(subject);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASS);
        assertThat(report.laws()).extracting(LawFinding::law).containsExactly(Law.values());
    }

    private static List<Law> brokenLaws(Subject subject) {
        return brokenLaws(CHECKER, subject);
    }

    private static List<Law> brokenLaws(GradientChecker checker, Subject subject) {
        return checker.check(subject).laws().stream()
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .map(LawFinding::law)
                .toList();
    }

    private static LawFinding finding(GradientReport report, Law law) {
        return report.laws().stream()
                .filter(finding -> finding.law() == law)
                .findFirst()
                .orElseThrow(() -> new AssertionError(law + " was not judged: " + report));
    }

    private static void assertBroken(Law law, Subject subject, String text) {
        GradientReport report = CHECKER.check(subject);
        LawFinding finding = finding(report, law);
        assertThat(finding.text()).isEqualTo(text);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toString()).contains("law " + law + " is BROKEN");
        assertThat(CHECKER.without(law).check(subject).laws())
                .extracting(LawFinding::law)
                .doesNotContain(law);
    }

    /** {@code y = x^2}, element by element. */
    private static class Square implements Subject {

        @Override
        public String name() {
            return "square";
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("x", Tensor.vector(1.5, 2));
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double[] x = at.get("x").values();
            return Tensor.vector(x[0] * x[0], x[1] * x[1]);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            double[] x = at.get("x").values();
            double[] u = upstream.values();
            return Map.of("x", Tensor.vector(2 * x[0] * u[0], 2 * x[1] * u[1]));
        }
    }

    private static final class Counting extends Square {

        private int calls;
        private int gradients;

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            calls++;
            return super.evaluate(at);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            calls++;
            gradients++;
            return super.gradient(at, upstream);
        }
    }

    /** {@code y = a + b}. */
    private abstract static class Sum implements Subject {

        @Override
        public String name() {
            return "sum";
        }

        @Override
        public Map<String, Tensor> point() {
            Map<String, Tensor> point = new LinkedHashMap<>();
            point.put("a", Tensor.vector(1, 2));
            point.put("b", Tensor.vector(3, 4));
            return point;
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double[] a = at.get("a").values();
            double[] b = at.get("b").values();
            return Tensor.vector(a[0] + b[0], a[1] + b[1]);
        }
    }

    /** A square with a line of its own, wrong by a share that grows with t and by another that does not. */
    private static final class OwnLine extends Square {

        private final double growing;
        private final double constant;

        OwnLine(double growing, double constant) {
            this.growing = growing;
            this.constant = constant;
        }

        @Override
        public Line along(String variable, Tensor direction) {
            double[] x = point().get("x").values();
            double[] d = direction.values();
            return (t, output) -> {
                for (int i = 0; i < x.length; i++) {
                    // Multiplied out, so that it rounds in another way.
                    double square = x[i] * x[i] + t * (2 * x[i] * d[i] + t * d[i] * d[i]);
                    output.values()[i] = square * (1 + constant + growing * t * 10);
                }
            };
        }
    }

    /** {@code y = c x}; keeps its input and adds to its gradient. */
    private static class Scale implements Layer {

        final Parameter c = new Parameter("c", Tensor.scalar(3));
        private Tensor input = Tensor.vector(0);

        @Override
        public Tensor forward(Tensor input) {
            this.input = input;
            return times(c.value().get(), input);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            double sum = 0;
            for (int i = 0; i < input.size(); i++) {
                sum += input.get(i) * outputGradient.get(i);
            }
            c.gradient().set(c.gradient().get() + sum);
            return times(c.value().get(), outputGradient);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(c);
        }

        static Tensor times(double factor, Tensor tensor) {
            Tensor product = tensor.copy();
            for (int i = 0; i < product.size(); i++) {
                product.values()[i] *= factor;
            }
            return product;
        }
    }

    private static final class FirstWeight extends Scale {
        @Override
        public Tensor backward(Tensor outputGradient) {
            super.backward(outputGradient);
            return times(3, outputGradient);
        }
    }

    private static final class ScalesUpstream implements Layer {

        @Override
        public Tensor forward(Tensor input) {
            return Scale.times(2, input);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            outputGradient.values()[0] *= 2;
            outputGradient.values()[1] *= 2;
            return outputGradient.copy();
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
