package io.gradcheck.check;

import static io.gradcheck.check.Dense.ALL;
import static io.gradcheck.check.Dense.FIRST;
import static io.gradcheck.check.Dense.LAST;
import static io.gradcheck.check.Dense.MEAN;
import static io.gradcheck.check.law.LawAssertions.assertBroken;
import static io.gradcheck.check.law.LawAssertions.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.Seeds;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches that are not the sum of their examples, and parts that are none. */
class BrokenBatchTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    private final SplittableRandom random = new SplittableRandom(11);
    private final Dense dense = Dense.random(random, 3, 2);
    private final Tensor input = Dense.matrix(random, 4, 3);

    // ---- wrong batches

    @Test
    void weights_whose_gradient_is_a_mean_are_named() {
        assertBroken(Law.BATCH_IS_SUM, Subject.layer("dense", dense.counting(ALL, MEAN, ALL), input), """
                        output and gradient of the batch against those of its examples
                        gradient by W[1,0] is -0.3675436594 in the batch, -1.470174638 from its examples (off by 1.1e+00); rounding explains 8.3e-10; every entry is 0.250000 times what the 4 examples give
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        add up over the examples, along the first axis: every example once, and no mean; where the check finds the batch right, a batch of one is wrong""");
    }

    @Test
    void biases_that_count_one_example_are_named() {
        assertBroken(Law.BATCH_IS_SUM, Subject.layer("dense", dense.counting(ALL, ALL, FIRST), input), """
                        output and gradient of the batch against those of its examples
                        gradient by b[1] is 0.4141562623 in the batch, 0.8322496790 from its examples (off by 4.2e-01); rounding explains 1.5e-09; it is that of the first example alone
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        add up over the examples, along the first axis: every example once, and no mean; where the check finds the batch right, a batch of one is wrong""");
        assertBroken(Law.BATCH_IS_SUM, Subject.layer("dense", dense.counting(ALL, ALL, LAST), input), """
                        output and gradient of the batch against those of its examples
                        gradient by b[1] is 0.2683646628 in the batch, 0.8322496790 from its examples (off by 5.6e-01); rounding explains 1.5e-09; it is that of the last example alone
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        add up over the examples, along the first axis: every example once, and no mean; where the check finds the batch right, a batch of one is wrong""");
    }

    @Test
    void an_example_in_the_middle_that_alone_counts_is_named() {
        Dense.Share third = (i, n) -> n < 4 || i == 2 ? 1 : 0;
        assertBroken(Law.BATCH_IS_SUM, Subject.layer("dense", dense.counting(ALL, ALL, third), input), """
                        output and gradient of the batch against those of its examples
                        gradient by b[0] is -0.3248696814 in the batch, 0.5818167925 from its examples (off by 9.1e-01); rounding explains 1.5e-09; it is that of example 2 alone
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        add up over the examples, along the first axis: every example once, and no mean; where the check finds the batch right, a batch of one is wrong""");
    }

    @Test
    void an_example_whose_own_gradient_is_wrong_in_the_batch_is_named() {
        Dense.Share butThird = (i, n) -> i == 2 ? 0.5 : 1;
        assertBroken(Law.BATCH_IS_SUM, Subject.layer("dense", dense.counting(butThird, ALL, ALL), input), """
                        output and gradient of the batch against those of its examples
                        gradient by input[2,1] is 0.3662826090 in the batch, 0.7325652181 from its examples (off by 3.7e-01); rounding explains 1.5e-09; the worst example is 2
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        let a row follow from its own example, and divide by no number of examples""");
    }

    @Test
    void an_input_gradient_divided_by_the_batch_is_named() {
        assertBroken(Law.BATCH_IS_SUM, Subject.layer("dense", dense.counting(MEAN, ALL, ALL), input), """
                        output and gradient of the batch against those of its examples
                        gradient by input[2,1] is 0.1831413045 in the batch, 0.7325652181 from its examples (off by 5.5e-01); rounding explains 1.5e-09; every entry is 0.250000 times what the 4 examples give; the worst example is 2
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        let a row follow from its own example, and divide by no number of examples""");
    }

    @Test
    void a_batch_of_one_that_is_treated_otherwise_is_named() {
        Dense.Share twiceAlone = (i, n) -> n == 1 ? 2 : 1;
        Subject layer = Subject.layer("dense", dense.counting(ALL, twiceAlone, ALL), input);

        assertThat(CHECKER.check(layer).findings()).extracting(Finding::verdict).containsOnly(Verdict.PASS);
        assertBroken(Law.BATCH_IS_SUM, layer, """
                        output and gradient of the batch against those of its examples
                        gradient by W[1,0] is -1.470174638 in the batch, -2.940349275 from its examples (off by 1.5e+00); rounding explains 1.8e-09; every entry is 0.500000 times what the 4 examples give
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        add up over the examples, along the first axis: every example once, and no mean; where the check finds the batch right, a batch of one is wrong""");
    }

    @Test
    void statistics_of_the_batch_are_named() {
        Subject layer = Subject.layer("centred", new Centred(true), input);

        assertThat(CHECKER.check(layer).findings()).extracting(Finding::verdict).containsOnly(Verdict.PASS);
        assertBroken(Law.BATCH_IS_SUM, layer, """
                        output and gradient of the batch against those of its examples
                        output[3,0] is 5.050007725 in the batch, 0.000000000 from its examples (off by 5.1e+00); rounding explains 2.7e-12; the worst example is 3
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        do not declare parts where examples see each other, as by statistics of the batch; multiply parts by their share where the output is a mean""");
    }

    @Test
    void a_mean_whose_parts_have_no_share_is_named() {
        Subject mean = SumOfSquares.of(0, 4)
                .times(0.25)
                .withParts(SumOfSquares.of(0, 4).parts());
        assertBroken(Law.BATCH_IS_SUM, mean, """
                        output and gradient of the batch against those of its examples
                        output is 1.155000000 in the batch, 4.620000000 from its examples (off by 3.5e+00); rounding explains 5.1e-13
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        do not declare parts where examples see each other, as by statistics of the batch; multiply parts by their share where the output is a mean""");
    }

    @Test
    void a_layer_for_one_number_of_examples_is_named() {
        assertBroken(Law.BATCH_IS_SUM, Subject.layer("four", new ForFour(), input), """
                        output and gradient of the batch against those of its examples
                        evaluate of part 0 threw java.lang.IllegalArgumentException: rows: found 0 to 4, wanted a part of 0 to 1 for shape [1, 3]
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        take any number of examples, or do not declare parts""");
    }

    @Test
    void a_smaller_batch_that_is_treated_otherwise_is_told_from_its_examples() {
        Dense.Share wrongInThree = (i, n) -> n == 3 ? 2 : 1;

        assertBroken(Law.BATCH_IS_SUM, Subject.layer("dense", dense.counting(ALL, wrongInThree, ALL), input), """
                        output and gradient of the batch against those of its examples
                        gradient by W[1,0] is -1.470174638 in the batch, -2.778557974 from its parts (off by 1.3e+00); rounding explains 2.8e-09; one by one the examples do add up
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        treat batches of every size alike: a smaller one gives something else than its examples""");
        assertBroken(Law.BATCH_IS_SUM, Subject.layer("dense", dense.counting(wrongInThree, ALL, ALL), input), """
                        output and gradient of the batch against those of its examples
                        gradient by input[2,1] is 0.7325652181 in the batch, 1.465130436 from its parts (off by 7.3e-01); rounding explains 1.5e-09; one by one the examples do add up
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        treat batches of every size alike: a smaller one gives something else than its examples""");
    }

    @Test
    void an_output_of_a_smaller_batch_is_told_from_its_examples() {
        Subject wrongInThree = Subject.objective(
                "sum", w -> 2 * SumOfSquares.value(w, 1, 4), w -> new double[] {2 * SumOfSquares.slope(w, 1, 4)}, 0.7);
        Subject sum = SumOfSquares.of(0, 4)
                .withParts(List.of(
                        SumOfSquares.of(0, 1),
                        wrongInThree.withParts(SumOfSquares.of(1, 4).parts())));

        assertBroken(Law.BATCH_IS_SUM, sum, """
                        output and gradient of the batch against those of its examples
                        output is 4.620000000 in the batch, 9.080000000 from its parts (off by 4.5e+00); rounding explains 1.0e-12; one by one the examples do add up
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        treat batches of every size alike: a smaller one gives something else than its examples""");
    }

    @Test
    void examples_that_add_up_to_rounding_do_add_up() {
        Subject smallerIsWrong = Subject.objective(
                "sum", w -> 2 * SumOfSquares.value(w, 1, 4), w -> new double[] {2 * SumOfSquares.slope(w, 1, 4)}, 0.7);
        Subject sum = Subject.objective(
                        "sum",
                        w -> Math.nextUp(SumOfSquares.value(w, 0, 4)),
                        w -> new double[] {SumOfSquares.slope(w, 0, 4)},
                        0.7)
                .withParts(List.of(
                        SumOfSquares.of(0, 1),
                        smallerIsWrong.withParts(SumOfSquares.of(1, 4).parts())));

        assertThat(finding(CHECKER.check(sum), Law.BATCH_IS_SUM).found())
                .endsWith("; one by one the examples do add up");
    }

    @Test
    void numbers_of_an_objective_are_its_own_whatever_the_upstream_gradient() {
        int[] calls = {0};
        Subject sum = counted(0, 3, calls);
        Subject wrong = Subject.objective(
                        "sum",
                        w -> 6 * (w[0] * w[0] + w[1] * w[1]),
                        w -> new double[] {12 * w[0] + 1, 12 * w[1]},
                        0.7,
                        -1.5)
                .withParts(sum.parts());

        Seeds.first(5).each(seed -> {
            assertThat(finding(CHECKER.seed(seed).check(wrong), Law.BATCH_IS_SUM)
                            .found())
                    .isEqualTo("gradient by x[0] is 9.400000000 in the batch, 8.400000000 from its examples (off by "
                            + "1.0e+00); rounding explains 1.8e-08");
        });
    }

    @Test
    void a_forgotten_example_is_named_but_where_the_one_beside_it_has_no_gradient() {
        // The parts are the first example and all others, and both forget their first.
        Dense.Share butFirst = (i, n) -> i == 0 ? 0 : 1;
        Tensor secondIsZero = input.copy();
        Arrays.fill(secondIsZero.values(), 3, 6, 0);

        GradientReport seen = CHECKER.check(Subject.layer("dense", dense.counting(ALL, butFirst, ALL), input));
        GradientReport unseen = CHECKER.check(Subject.layer("dense", dense.counting(ALL, butFirst, ALL), secondIsZero));

        assertThat(finding(seen, Law.BATCH_IS_SUM).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding(unseen, Law.BATCH_IS_SUM).verdict()).isEqualTo(Verdict.PASS);
        assertThat(List.of(seen, unseen))
                .allSatisfy(report -> assertThat(report.finding("W").verdict()).isEqualTo(Verdict.FAIL));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "63, 63", "64, 64", "65, 64", "500, 64"})
    void at_most_sixty_four_examples_are_called_one_by_one(int examples, int called) {
        int[] calls = {0};
        Subject sum = counted(0, examples, calls);
        Subject wrong = new ForwardingSubject(sum) {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                return super.gradient(at, Tensor.scalar(2 * upstream.get()));
            }
        }.withParts(sum.parts());

        LawFinding finding = finding(CHECKER.check(wrong), Law.BATCH_IS_SUM);

        assertThat(finding.found()).contains("every entry is 2.00000 times what the " + called + " examples give");
        assertThat(calls[0]).as("the two parts first").isEqualTo(2 + called);
    }

    /** {@code sum_i i |w|^2}; evaluations of all its parts are counted. */
    private static Subject counted(int from, int to, int[] calls) {
        double factor = IntStream.range(from, to).map(i -> i + 1).sum();
        Subject sum = Subject.objective(
                "sum",
                w -> factor * (w[0] * w[0] + w[1] * w[1]),
                w -> new double[] {2 * factor * w[0], 2 * factor * w[1]},
                0.7,
                -1.5);
        if (to - from < 2) {
            return sum;
        }
        List<Subject> parts = Stream.of(counted(from, from + 1, calls), counted(from + 1, to, calls))
                .map(part -> counting(part, calls))
                .toList();
        return sum.withParts(parts);
    }

    private static Subject counting(Subject part, int[] calls) {
        return new ForwardingSubject(part) {
            @Override
            public Tensor evaluate(Map<String, Tensor> at) {
                calls[0]++;
                return super.evaluate(at);
            }
        }.withParts(part.parts());
    }

    // ---- parts that are none

    @Test
    void parts_with_other_variables_are_named() {
        assertBroken(Law.BATCH_IS_SUM, new Square().withParts(List.of(new Square(), sumOfTwo())), """
                        the parts of the batch
                        part 1 has the variables [a, x], the whole has [x]
                        the same variables; the output and each of them in its shape, or rows that together are its own
                        correct parts(), or do not declare them""");
    }

    @Test
    void parts_whose_shapes_do_not_make_up_the_batch_are_named() {
        Subject one = Subject.objective("x", x -> x[0], x -> new double[] {1}, 1.5);
        assertBroken(Law.BATCH_IS_SUM, new Square().withParts(List.of(one, new Square())), """
                        the parts of the batch
                        x has the shapes [1], [2] in the parts, and [2] in the whole
                        the same variables; the output and each of them in its shape, or rows that together are its own
                        correct parts(), or do not declare them""");
        assertBroken(Law.BATCH_IS_SUM, sumOfTwo().withParts(List.of(flat(), sumOfTwo())), """
                        the parts of the batch
                        a has the shapes [1, 2], [2] in the parts, and [2] in the whole
                        the same variables; the output and each of them in its shape, or rows that together are its own
                        correct parts(), or do not declare them""");
    }

    @Test
    void an_output_that_does_not_fit_is_named() {
        assertBroken(
                Law.BATCH_IS_SUM,
                new Square()
                        .withParts(List.of(
                                new Square(), Subject.objective("first", x -> x[0], x -> new double[] {1, 0}, 1.5, 2))),
                """
                        the parts of the batch
                        output has the shapes [2], [] in the parts, and [2] in the whole
                        the same variables; the output and each of them in its shape, or rows that together are its own
                        correct parts(), or do not declare them""");
    }

    @Test
    void a_part_at_another_point_is_named() {
        Subject elsewhere = Subject.scalar("zero", x -> 0, x -> 0, 1.5, 2.5);
        assertBroken(Law.BATCH_IS_SUM, new Square().withParts(List.of(new Square(), elsewhere)), """
                        the parts of the batch
                        part 1 has other values: x[1] is 2.500000000 there, 2.000000000 in the whole (off by 5.0e-01)
                        the same variables; the output and each of them in its shape, or rows that together are its own
                        correct parts(), or do not declare them""");
    }

    @Test
    void a_part_whose_gradient_lacks_a_variable_is_named() {
        Subject lacks = new ForwardingSubject(Subject.scalar("zero", x -> 0, x -> 0, 1.5, 2)) {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
                return Map.of();
            }
        };
        assertBroken(Law.BATCH_IS_SUM, new Square().withParts(List.of(new Square(), lacks)), """
                        output and gradient of the batch against those of its examples
                        gradient of part 1 threw io.gradcheck.subject.WrongResultException: subject zero: gradient returned [], wanted one tensor for each of the variables [x]
                        an example gives the same alone as in the batch, and gradients by what examples share add up
                        take any number of examples, or do not declare parts""");
    }

    private static Subject sumOfTwo() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("a", Tensor.vector(1, 2));
        point.put("x", Tensor.vector(1.5, 2));
        return Subject.of("sum", point, at -> at.get("a"), (at, u) -> Map.of("a", u, "x", Tensor.vector(0, 0)));
    }

    private static Subject flat() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("a", Tensor.of(new int[] {1, 2}, 1, 2));
        point.put("x", Tensor.vector(1.5, 2));
        return Subject.of("flat", point, at -> at.get("a"), (at, u) -> Map.of("a", u, "x", Tensor.vector(0, 0)));
    }

    /** Reads four rows, whatever it is given. */
    private static final class ForFour implements Layer {

        @Override
        public boolean isBatched() {
            return true;
        }

        @Override
        public Tensor forward(Tensor input) {
            return input.rows(0, 4);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return outputGradient.rows(0, 4);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
