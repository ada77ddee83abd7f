package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One term of several with another factor, in objectives as they are written; and what only looks like it. */
class OneTermTest {

    private static final String NAME = "another factor at a term whose derivative is ";

    /** A function of an entry, of data that belongs to it, and its derivative. */
    private interface OfEntry {
        double of(double v, double data);
    }

    /**
     * A sum over entries whose gradient has a wrong term.
     *
     * @param name what it is
     * @param from the least value of an entry
     * @param to the largest
     * @param value the value of an entry
     * @param right its derivative
     * @param wrong what is reported
     * @param term the derivative of the wrong term, of {@code v}
     * @param c by what multiple of it the reported one is wrong
     */
    private record Sum(
            String name, double from, double to, OfEntry value, OfEntry right, OfEntry wrong, String term, double c) {

        @Override
        public String toString() {
            return name;
        }

        Tensor point(int size, long seed) {
            return random(size, from, to, new SplittableRandom(seed));
        }

        Subject subject(int size, long seed, OfEntry reported) {
            Tensor data = random(size, -1, 1, new SplittableRandom(seed + 1000));
            return Subject.of(
                    name,
                    Map.of("v", point(size, seed)),
                    at -> Tensor.scalar(total(value, at.get("v"), data)),
                    (at, u) -> Map.of("v", entries(reported, at.get("v"), data, u.get())));
        }
    }

    private static Tensor random(int size, double from, double to, SplittableRandom random) {
        return Tensor.vector(random.doubles(size, from, to).toArray());
    }

    private static double total(OfEntry value, Tensor v, Tensor data) {
        double sum = 0;
        for (int i = 0; i < v.size(); i++) {
            sum += value.of(v.get(i), data.get(i));
        }
        return sum;
    }

    private static Tensor entries(OfEntry of, Tensor v, Tensor data, double u) {
        Tensor entries = v.copy();
        for (int i = 0; i < v.size(); i++) {
            entries.set(u * of.of(v.get(i), data.get(i)), i);
        }
        return entries;
    }

    static Stream<Sum> sums() {
        return Stream.of(
                new Sum(
                        "Kullback-Leibler divergence by the logarithm of the variance, its exponential not halved",
                        -2,
                        2,
                        (v, d) -> 0.5 * (Math.exp(v) + d * d - 1 - v),
                        (v, d) -> 0.5 * (Math.exp(v) - 1),
                        (v, d) -> Math.exp(v) - 0.5,
                        "exp(v)",
                        0.5),
                new Sum(
                        "Gaussian log-likelihood by the deviation, logarithm with the wrong sign",
                        0.3,
                        3,
                        (v, d) -> -Math.log(v) - d * d / (2 * v * v),
                        (v, d) -> -1 / v + d * d / (v * v * v),
                        (v, d) -> 1 / v + d * d / (v * v * v),
                        "1/v",
                        2),
                new Sum(
                        "logistic loss with a penalty of fourth powers, doubled",
                        -2,
                        2,
                        (v, d) -> Math.log1p(Math.exp(d * v)) + 0.1 * v * v * v * v / 4,
                        (v, d) -> d / (1 + Math.exp(-d * v)) + 0.1 * v * v * v,
                        (v, d) -> d / (1 + Math.exp(-d * v)) + 0.2 * v * v * v,
                        "v^3",
                        0.1),
                new Sum(
                        "negative entropy with a linear and a quadratic term, logarithm left out",
                        0.05,
                        0.9,
                        (v, d) -> v * Math.log(v) + d * v * v,
                        (v, d) -> Math.log(v) + 1 + 2 * d * v,
                        (v, d) -> 1 + 2 * d * v,
                        "log(|v|)",
                        -1),
                new Sum(
                        "cross-entropy of logits, softplus doubled",
                        -3,
                        3,
                        (v, d) -> Math.log1p(Math.exp(v)) - d * v,
                        (v, d) -> 1 / (1 + Math.exp(-v)) - d,
                        (v, d) -> 2 / (1 + Math.exp(-v)) - d,
                        "sigmoid(v)",
                        1),
                new Sum(
                        "Poisson likelihood, rate with the wrong sign",
                        -1,
                        2,
                        (v, d) -> d * v - Math.exp(v),
                        (v, d) -> d - Math.exp(v),
                        (v, d) -> d + Math.exp(v),
                        "exp(v)",
                        2),
                new Sum(
                        "Gaussian prior by the logarithm of its precision's root, halved",
                        -1,
                        1,
                        (v, d) -> 0.5 * d * d * Math.exp(v) + 3 * Math.exp(-2 * v) + Math.sin(v),
                        (v, d) -> 0.5 * d * d * Math.exp(v) - 6 * Math.exp(-2 * v) + Math.cos(v),
                        (v, d) -> 0.5 * d * d * Math.exp(v) - 3 * Math.exp(-2 * v) + Math.cos(v),
                        "exp(-2 v)",
                        3),
                new Sum(
                        "inverse gamma prior, scale with the wrong sign",
                        0.4,
                        2,
                        (v, d) -> -3 * Math.log(v) - 0.7 / v + d * v,
                        (v, d) -> -3 / v + 0.7 / (v * v) + d,
                        (v, d) -> -3 / v - 0.7 / (v * v) + d,
                        "1/v^2",
                        -1.4));
    }

    @ParameterizedTest
    @MethodSource("sums")
    void a_term_with_another_factor_is_named_with_its_number(Sum sum) {
        for (int size : new int[] {5, 8, 17, 50}) {
            for (long seed = 0; seed < 3; seed++) {
                List<Diagnosis> diagnoses = diagnoses(sum.subject(size, seed, sum.wrong));

                assertThat(diagnoses).as("%d entries, seed %d", size, seed).isNotEmpty();
                Diagnosis first = diagnoses.get(0);
                assertThat(first.kind()).isEqualTo(Mistake.ONE_TERM);
                assertThat(first.mistake()).isEqualTo(NAME + sum.term);
                assertThat(first.evidence())
                        .startsWith("the gradient has " + Factor.text(Math.abs(sum.c)) + " * " + sum.term
                                + (sum.c > 0 ? " more" : " less") + " than the value: a factor or a sign of that term");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sums")
    void the_right_gradient_passes(Sum sum) {
        assertThat(found(sum.subject(17, 1, sum.right)).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("sums")
    void of_two_wrong_terms_none_is_named(Sum sum) {
        Subject twice = sum.subject(17, 1, (v, d) -> sum.wrong.of(v, d) + 0.01 * Math.atan(v - 0.3));

        assertThat(diagnoses(twice)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sums")
    void errors_that_follow_a_term_to_three_digits_only_are_another_mistake(Sum sum) {
        Subject nearly = sum.subject(
                17, 1, (v, d) -> sum.right.of(v, d) + (sum.wrong.of(v, d) - sum.right.of(v, d)) * (1 + 1e-3 * d));

        assertThat(diagnoses(nearly)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sums")
    void three_entries_are_too_few(Sum sum) {
        assertThat(kinds(sum.subject(3, 1, sum.wrong))).doesNotContain(Mistake.ONE_TERM);
    }

    @ParameterizedTest
    @MethodSource("sums")
    void where_all_entries_are_equal_it_is_a_constant_offset(Sum sum) {
        Tensor equal = Tensor.vector(0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7);
        Tensor data = random(8, -1, 1, new SplittableRandom(4));
        Subject subject = Subject.of(
                "equal",
                Map.of("v", equal),
                at -> Tensor.scalar(total(sum.value, at.get("v"), data)),
                (at, u) -> Map.of("v", entries(sum.wrong, at.get("v"), data, u.get())));

        assertThat(kinds(subject)).doesNotContain(Mistake.ONE_TERM);
    }

    @Test
    void an_absolute_value_left_out_is_told_by_its_sign() {
        Sum lasso = new Sum(
                "lasso",
                -2,
                2,
                (v, d) -> Math.log1p(Math.exp(d * v)) + 0.1 * Math.abs(v),
                (v, d) -> d / (1 + Math.exp(-d * v)) + 0.1 * Math.signum(v),
                (v, d) -> d / (1 + Math.exp(-d * v)),
                "sign(v)",
                -0.1);

        assertThat(diagnoses(lasso.subject(17, 2, lasso.wrong)))
                .extracting(Diagnosis::mistake)
                .containsExactly(NAME + "sign(v)");
        assertThat(diagnoses(lasso.subject(6, 2, lasso.wrong)))
                .as("six signs may agree by chance")
                .isEmpty();
    }

    @Test
    void an_absolute_value_of_positive_entries_is_the_entry() {
        OfEntry value = (v, d) -> Math.exp(d * v) + v * Math.abs(v) / 2;
        OfEntry right = (v, d) -> d * Math.exp(d * v) + Math.abs(v);
        OfEntry wrong = (v, d) -> d * Math.exp(d * v);
        Sum ofBothSigns = new Sum("both signs", -1, 1, value, right, wrong, "", 0);
        Sum positive = new Sum("positive", 0.1, 1, value, right, wrong, "", 0);

        assertThat(diagnoses(ofBothSigns.subject(17, 1, wrong)))
                .extracting(Diagnosis::mistake)
                .containsExactly(NAME + "|v|");
        assertThat(kinds(positive.subject(17, 1, wrong))).containsExactly(Mistake.REGULARISER);
    }

    @Test
    void where_the_whole_gradient_is_of_that_kind_it_is_a_constant_factor() {
        Sum exponentials =
                new Sum("exp", -1, 1, (v, d) -> Math.exp(v), (v, d) -> Math.exp(v), (v, d) -> 1.7 * Math.exp(v), "", 0);

        assertThat(diagnoses(exponentials.subject(9, 1, exponentials.wrong)))
                .extracting(Diagnosis::kind)
                .containsExactly(Mistake.FACTOR);
    }

    @Test
    void a_multiple_of_the_value_stays_a_regulariser_and_a_number_an_offset() {
        OfEntry value = (v, d) -> Math.exp(d * v) + Math.sin(v);
        OfEntry right = (v, d) -> d * Math.exp(d * v) + Math.cos(v);
        Sum decay = new Sum("decay", -1, 1, value, right, (v, d) -> right.of(v, d) + 0.2 * v, "", 0);
        Sum offset = new Sum("offset", -1, 1, value, right, (v, d) -> right.of(v, d) + 0.2, "", 0);

        assertThat(kinds(decay.subject(9, 1, decay.wrong))).containsExactly(Mistake.REGULARISER);
        assertThat(kinds(offset.subject(9, 1, offset.wrong))).containsExactly(Mistake.OFFSET);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 40})
    void of_a_function_taken_element_by_element_the_term_is_weighed_by_the_upstream_gradient(int size) {
        // x Phi(x), with the wrong sign at x phi(x); Phi by the sigmoid, as nothing here depends on which bell it is.
        DoubleUnaryOperator phi = x -> x * Math.exp(-x * x / 2);
        Subject bells = Subject.of(
                "bells",
                Map.of("v", random(size, -2, 2, new SplittableRandom(3))),
                at -> each(at.get("v"), x -> Math.sin(2 * x) - Math.exp(-x * x / 2)),
                (at, u) -> {
                    Tensor g = each(at.get("v"), x -> 2 * Math.cos(2 * x) - phi.applyAsDouble(x));
                    for (int i = 0; i < g.size(); i++) {
                        g.set(g.get(i) * u.get(i), i);
                    }
                    return Map.of("v", g);
                });

        assertThat(diagnoses(bells)).first().satisfies(named -> {
            assertThat(named.mistake()).isEqualTo(NAME + "v exp(-v^2/2)");
            assertThat(named.evidence())
                    .startsWith(
                            "the gradient has 2 * v exp(-v^2/2) less than the value, times the upstream gradient: ");
        });
    }

    private static Tensor each(Tensor tensor, DoubleUnaryOperator function) {
        Tensor result = tensor.copy();
        for (int i = 0; i < result.size(); i++) {
            result.set(function.applyAsDouble(tensor.get(i)), i);
        }
        return result;
    }

    private static Finding found(Subject subject) {
        return GradientChecker.standard().seed(5).check(subject).finding("v");
    }

    private static List<Diagnosis> diagnoses(Subject subject) {
        Finding finding = found(subject);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        return finding.diagnoses();
    }

    private static List<Mistake> kinds(Subject subject) {
        return diagnoses(subject).stream().map(Diagnosis::kind).toList();
    }
}
