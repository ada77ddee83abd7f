package io.gradcheck.check.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.GivenSubject;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers are named in evidence: factors and ratios. */
class FactorTest {

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "0.5, 1/2",
        "-3, -3",
        "-0.25, -1/4",
        "1000, 1000",
        "0.001, 1/1000",
        "1001, 1001",
        "1234567, 1.235e+06",
        "2.0000001, 2",
        "2.5, 2.5",
        "1.37, 1.37",
        "-0.2008123, -0.2008",
        "0.99, 0.99",
        "1.000012, 1.000012"
    })
    void a_factor_is_named(double factor, String name) {
        assertThat(new Factor(factor).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "2.04, 2",
        "-2.9, -3",
        "0.34, 0.3333333333333333",
        "-0.26, -0.25",
        "0.99, 1",
        "1000.4, 1000",
        "0.001, 0.001"
    })
    void a_factor_is_rounded_to_a_whole_number_or_the_inverse_of_one(double factor, double rounded) {
        assertThat(new Factor(factor).rounded().value()).isCloseTo(rounded, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"1001, Infinity", "-1001, -Infinity", "0.0005, 0", "0, 0"})
    void a_factor_beyond_a_thousand_is_no_round_number(double factor, double rounded) {
        assertThat(new Factor(factor).rounded().value()).isEqualTo(rounded);
    }

    @ParameterizedTest
    @CsvSource({"2, 3.602", "0.5, 3.602", "100, 5.301", "-5, 4"})
    void the_larger_a_round_number_the_more_evidence_is_wanted(double factor, double decades) {
        assertThat(new Factor(factor).decadesWanted()).isCloseTo(decades, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3 is the length of axis 0 of x; W; a and others",
        "0.2, 5 is the length of axis 1 of W",
        "12, 12 is the number of entries of z",
        "-4, ''",
        "17, ''",
        "1.37, ''",
        "2, 2 is the length of axis 1 of x; a; b and others; or a plain 2: another length tells"
    })
    void a_round_number_is_said_to_be_the_length_of_an_axis(double factor, String meaning) {
        assertThat(new Factor(factor)
                        .meaning(
                                place(Tensor.scalar(0)),
                                place(Tensor.scalar(0)).point().names()))
                .isEqualTo(meaning.replace(';', ','));
    }

    @ParameterizedTest
    @CsvSource({
        "5, ''",
        "12, ''",
        "0.14285714285714285, 7 is the length of axis 0 of c",
        "6, 6 is the number of entries of b",
        "-6, ''"
    })
    void of_variables_that_are_right_the_first_axis_alone_says_something(double factor, String meaning) {
        assertThat(new Factor(factor).meaning(place(Tensor.scalar(0)), Set.of("b")))
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 4 is the length of axis 0 of z",
        "9, 9 is the length of axis 1 of the output",
        "7, ''",
        "3, 3 is the length of axis 0 of b"
    })
    void the_first_axis_of_a_variable_that_is_right_is_that_of_examples_where_the_output_has_as_many(
            double factor, String meaning) {
        assertThat(new Factor(factor).meaning(place(Tensor.zeros(4, 9)), Set.of("b")))
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "2, true",
        "0.125, true",
        "-6, true",
        "1.5, true",
        "-0.25, true",
        "0.37, true",
        "1.37, false",
        "0.7142857, false",
        "0.992, false"
    })
    void a_factor_that_is_round_or_has_two_digits_is_simple(double factor, boolean simple) {
        assertThat(new Factor(factor).isSimple()).isEqualTo(simple);
    }

    private static EvaluationPoint place(Tensor output) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.zeros(3, 2));
        point.put("W", Tensor.zeros(3, 5));
        point.put("a", Tensor.zeros(3, 2));
        point.put("b", Tensor.zeros(3, 2));
        point.put("c", Tensor.zeros(7, 2));
        point.put("z", Tensor.zeros(4, 3));
        Subject subject = new GivenSubject("zero", point, Precision.DOUBLE, at -> output, (at, upstream) -> at);
        return EvaluationPoint.of(new Contraction(subject, output, 0), output);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2, 2",
        "-1, -1",
        "0.25, 0.25",
        "1000, 1000",
        "0.333333333, 0.333333",
        "1e-7, 1e-07",
        "123456789, 1.23457e+08",
        "1.5e10, 1.5e+10",
        "100100, 100100"
    })
    void a_number_has_six_digits_and_no_zeros_at_its_end(double number, String text) {
        assertThat(Factor.text(number)).isEqualTo(text);
    }

    // Ratios.

    private static Ratio ratio(double[] analytic, double[] numeric) {
        return Ratio.of(java.util.stream.IntStream.range(0, analytic.length)
                .mapToObj(i -> new EntryProbe(i, analytic[i], numeric[i], 1e-11, true, true))
                .toList());
    }

    @Test
    void a_constant_ratio_is_given_with_its_spread() {
        assertThat(ratio(new double[] {2, -6.000006, 4}, new double[] {1, -3, 2})
                        .text())
                .isEqualTo("analytic/numeric = 2 at 3 entries, spread 2e-06");
        assertThat(ratio(new double[] {2}, new double[] {1}).text()).isEqualTo("analytic/numeric = 2");
    }

    @Test
    void a_ratio_that_varies_is_given_as_a_range() {
        assertThat(ratio(new double[] {-8.2, 0.8}, new double[] {1, 2}).text())
                .isEqualTo("ratio analytic/numeric varies from -8.2 to 0.40");
        assertThat(ratio(new double[] {2, 2.01}, new double[] {1, 1}).varies()).isTrue();
        assertThat(ratio(new double[] {2, 2.001}, new double[] {1, 1}).varies()).isFalse();
        assertThat(ratio(new double[] {-2, -2.01}, new double[] {1, 1}).varies())
                .isTrue();
    }

    @Test
    void entries_whose_numeric_derivative_is_barely_known_do_not_count() {
        assertThat(ratio(new double[] {2, 5}, new double[] {1, 0.9e-7}).text()).isEqualTo("analytic/numeric = 2");
        assertThat(ratio(new double[] {2, 2.2e-7}, new double[] {1, 1.1e-7}).entries())
                .isEqualTo(2);
        assertThat(ratio(new double[] {5}, new double[] {0}).text()).isEmpty();
        assertThat(ratio(new double[0], new double[0]).varies()).isFalse();
    }

    @Test
    void the_entries_of_a_finding_give_the_same_ratio() {
        List<WrongEntry> wrong =
                List.of(new WrongEntry(new int[] {0}, 3, 1, 2, 1e-11), new WrongEntry(new int[] {1}, 1, 2, 1, 1e-11));

        assertThat(Ratio.ofWrong(wrong)).isEqualTo(new Ratio(2, 0.5, 3));
    }
}
