package io.gradcheck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gradcheck.report.view.FoundMistake;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mistakes that are told in a few lines: which, once, and in what words. */
class FoundMistakeTest {

    private static List<FoundMistake> of(ClassResult... results) {
        return FoundMistake.of(Report.of(List.of(results), "acme").results());
    }

    @Test
    void what_a_test_wants_to_be_found_is_not_told_and_a_right_gradient_is_none() {
        TestResult planted = SampleResults.test("plants_it", Status.SUCCESSFUL, SampleResults.wrongSign("planted"));
        SubjectResult wanted = planted.subjects().get(0).asserted();
        TestResult wants = new TestResult(
                planted.method(), planted.engine(), planted.id(), planted.status(), 1, List.of(), 0, List.of(wanted));

        assertThat(of(SampleResults.of("com.acme.ATest", List.of(planted)))).hasSize(1);
        assertThat(of(SampleResults.of("com.acme.ATest", List.of(wants)))).isEmpty();
        assertThat(of(SampleResults.of(
                        "com.acme.ATest",
                        List.of(
                                SampleResults.test("right", Status.SUCCESSFUL, SampleResults.right("sine")),
                                SampleResults.test("kink", Status.SUCCESSFUL, SampleResults.kink("relu")),
                                SampleResults.test("root", Status.ABORTED, SampleResults.undecided("root"))))))
                .isEmpty();
    }

    @Test
    void those_of_a_project_are_told_in_the_order_of_the_page() {
        assertThat(FoundMistake.of(Report.of(SampleResults.project(), "acme").results()))
                .extracting(FoundMistake::testClass, FoundMistake::method, FoundMistake::title)
                .containsExactly(
                        tuple("com.acme.layers.LossTest", "keeps_its_arguments", "law ARGUMENTS_UNTOUCHED is BROKEN"),
                        tuple("com.acme.layers.FuzzTest", "networks", "gradient of W# is WRONG"),
                        tuple("com.acme.layers.LayersTest", "dense_row", "gradient of W is WRONG"),
                        // nothing has asked its report
                        tuple("com.acme.layers.LayersTest", "finds_a_planted_mistake", "gradient of x is WRONG"));
    }

    @Test
    void a_mistake_that_several_tests_meet_is_told_once() {
        assertThat(FoundMistake.of(
                        Report.of(SampleFindings.oneMistake(3), "acme").results()))
                .containsExactly(
                        new FoundMistake("com.acme.layers.OneMistakeTest", "another", "gradient of T is WRONG", """
                                volume in com.acme.layers.OneMistakeTest.another
                                at T[1,2,3]: analytic 1.438531136, numeric 0.9385311361, difference 5.0e-01
                                looks like: one entry; all other entries agree; analytic/numeric = 1.53275
                                repeat: GradientChecker.standard().seed(7)"""),
                        new FoundMistake(
                                "com.acme.layers.OneMistakeTest", "finds_it_0", "gradient of x is WRONG", """
                                cosine 0 in com.acme.layers.OneMistakeTest.finds_it_0 and 2 more tests
                                at x[2]: analytic 0.5390801758, numeric -0.5390801758, difference 1.1e+00
                                looks like: sign flipped; analytic/numeric = -1 at 3 entries, spread 3e-12
                                repeat: GradientChecker.standard().seed(7)"""));
    }

    @Test
    void a_campaign_is_told_by_its_smallest_case() {
        assertThat(of(SampleResults.of("com.acme.FuzzTest", List.of(SampleResults.campaign()))))
                .containsExactly(new FoundMistake("com.acme.FuzzTest", "networks", "gradient of W# is WRONG", """
                        networks of any kind in com.acme.FuzzTest.networks
                        in 41 cases, first in case 17 of seed 1
                        at W[1,2]: analytic -0.3746613267, numeric 0.9593339248, difference 1.3e+00
                        looks like: transposed; fits when read transposed; ratio analytic/numeric varies from -2.6 to 1.2"""));
    }

    @Test
    void a_broken_law_is_told_by_what_was_found() {
        double[] drift = {0};
        Subject impure = Subject.scalar("impure", x -> x * x + drift[0]++, x -> 2 * x, 1.5)
                .about(Math.class);

        assertThat(of(SampleResults.of(
                        "com.acme.LawTest", List.of(SampleResults.test("is_pure", Status.FAILED, impure)))))
                .containsExactly(new FoundMistake("com.acme.LawTest", "is_pure", "law DETERMINISTIC is BROKEN", """
                        impure in com.acme.LawTest.is_pure
                        law DETERMINISTIC is BROKEN
                          found output[0] is 2.250000000 at first, 3.250000000 the second time (off by 1.0e+00);\
                         it grows by the same at every call, as if added to what the last call left
                          wanted the same bits
                        repeat: GradientChecker.standard().seed(7)"""));
    }

    @Test
    void of_many_variables_the_first_are_named() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        for (int k = 1; k <= 7; k++) {
            point.put("w" + k, Tensor.scalar(k));
        }
        Subject sum = Subject.of(
                        "sum",
                        point,
                        at -> Tensor.scalar(
                                at.values().stream().mapToDouble(Tensor::get).sum()),
                        (at, upstream) -> {
                            Map<String, Tensor> gradient = new LinkedHashMap<>();
                            at.keySet().forEach(name -> gradient.put(name, Tensor.scalar(-upstream.get())));
                            return gradient;
                        })
                .about(Math.class);

        assertThat(of(SampleResults.of("com.acme.SumTest", List.of(SampleResults.test("adds", Status.FAILED, sum)))))
                .containsExactly(new FoundMistake(
                        "com.acme.SumTest", "adds", "gradient of w1, w2, w3, w4, w5 and 2 more is WRONG", """
                                sum in com.acme.SumTest.adds
                                at w1: analytic -1.000000000, numeric 1.000000000, difference 2.0e+00
                                looks like: sign flipped; analytic/numeric = -1; in 7 of 7 wrong variables
                                repeat: GradientChecker.standard().seed(7)"""));
    }
}
