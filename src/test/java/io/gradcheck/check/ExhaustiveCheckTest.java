package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.EntryCounts;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Mutant;
import io.gradcheck.finding.Subgradient;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.finding.WrongJacobian;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every entry alone: its verdict, and what follows for the variable. */
class ExhaustiveCheckTest {

    private static final WrongEntries NO_WRONG_ENTRY =
            new WrongEntries(List.of(), 0, CountKind.EXACT, List.of(), WrongJacobian.NONE, 0);

    private static final GradientChecker CHECKER =
            GradientChecker.standard().seed(5).exhaustive();

    /** {@code sum_i exp(x_i y_i)} by two matrices of 2 rows and 20 columns. */
    private static Subject exponentials(UnaryOperator<Map<String, Tensor>> mistake) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.zeros(2, 20));
        point.put("y", Tensor.zeros(2, 20));
        for (int i = 0; i < 40; i++) {
            point.get("x").values()[i] = Math.sin(i + 1);
            point.get("y").values()[i] = Math.cos(3 * i);
        }
        return Subject.of(
                "exponentials",
                point,
                at -> {
                    double sum = 0;
                    for (int i = 0; i < 40; i++) {
                        sum += Math.exp(at.get("x").values()[i] * at.get("y").values()[i]);
                    }
                    return Tensor.scalar(sum);
                },
                (at, u) -> {
                    Map<String, Tensor> gradient = Map.of("x", Tensor.zeros(2, 20), "y", Tensor.zeros(2, 20));
                    for (int i = 0; i < 40; i++) {
                        double x = at.get("x").values()[i];
                        double y = at.get("y").values()[i];
                        gradient.get("x").values()[i] = u.get() * y * Math.exp(x * y);
                        gradient.get("y").values()[i] = u.get() * x * Math.exp(x * y);
                    }
                    return mistake.apply(gradient);
                });
    }

    @Test
    void a_right_gradient_passes_at_about_ten_evaluations_an_entry() {
        GradientReport report = CHECKER.check(exponentials(g -> g));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.entries()).isEqualTo(new EntryCounts(80, 80, 0, 0));
        for (Finding finding : report.findings()) {
            assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
            assertThat(finding.reason()).isEmpty();
            assertThat(finding.vacuous()).isFalse();
            assertThat(finding.subgradient()).isEqualTo(Subgradient.NO_KINK);
            assertThat(finding.wrong()).isEqualTo(NO_WRONG_ENTRY);
            assertThat(finding.diagnoses()).isEmpty();
            assertThat(finding.evaluations()).isBetween(40 * 7, 40 * 12);
        }
    }

    @Test
    void the_numbers_are_partial_derivatives_and_the_limit_is_the_worst_of_all_entries() {
        Subject square = Subject.objective(
                "squares",
                x -> x[0] * x[0] + 1e6 * x[1] * x[1] + Math.exp(x[2]),
                x -> new double[] {2 * x[0], 2e6 * x[1], Math.exp(x[2])},
                3,
                0.7,
                0.1);

        Finding finding = CHECKER.check(square).finding("x");

        assertThat(finding.analytic()).isIn(6.0, 1.4e6, Math.exp(0.1));
        assertThat(finding.numeric()).isCloseTo(finding.analytic(), within(finding.error()));
        assertThat(finding.detectionLimit())
                .isGreaterThanOrEqualTo(finding.difference() + finding.error())
                .isLessThan(1e-5);
        assertThat(finding.relativeDetectionLimit()).isCloseTo(finding.detectionLimit() / 1.4e6, within(1e-20));
    }

    @Test
    void every_wrong_entry_is_named_worst_first_with_its_own_numbers() {
        GradientReport report = CHECKER.check(exponentials(g -> {
            g.get("y").set(g.get("y").get(1, 17) + 1e-6, 1, 17);
            g.get("y").set(g.get("y").get(0, 3) - 0.5, 0, 3);
            g.get("y").set(g.get("y").get(1, 2) + 0.01, 1, 2);
            return g;
        }));

        Finding finding = report.finding("y");
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[0,3]", "[1,2]", "[1,17]");
        assertThat(finding.wrong().count()).isEqualTo(3);
        assertThat(finding.wrong().countKind()).isEqualTo(CountKind.EXACT);
        double truth = Math.sin(4) * Math.exp(Math.sin(4) * Math.cos(9));
        WrongEntry worst = finding.wrongEntries().get(0);
        assertThat(worst.numeric()).isCloseTo(truth, within(worst.allowed()));
        assertThat(worst.difference()).isCloseTo(Math.abs(worst.analytic() - truth), within(worst.allowed()));
        assertThat(worst.allowed()).isLessThan(1e-9);
        assertThat(finding.analytic()).isEqualTo(worst.analytic());
        assertThat(finding.numeric()).isEqualTo(worst.numeric());
        assertThat(finding.error()).isEqualTo(worst.allowed());
    }

    @Test
    void all_wrong_entries_of_a_large_variable_are_listed_where_the_standard_way_samples() {
        Subject wrong = exponentials(g -> {
            for (int i = 0; i < 40; i++) {
                g.get("x").values()[i] *= -1;
            }
            return g;
        });

        Finding finding = CHECKER.check(wrong).finding("x");

        assertThat(finding.wrongEntries()).hasSize(40);
        assertThat(finding.wrong().count()).isEqualTo(40);
        assertThat(finding.diagnoses()).extracting(Diagnosis::mistake).containsExactly("sign flipped");
        assertThat(GradientChecker.standard().check(wrong).finding("x").wrong().countKind())
                .isEqualTo(CountKind.ESTIMATED);
    }

    @Test
    void one_wrong_entry_is_diagnosed_as_one() {
        Finding finding = CHECKER.check(exponentials(g -> {
                    g.get("x").set(99, 1, 4);
                    return g;
                }))
                .finding("x");

        assertThat(finding.diagnoses()).extracting(Diagnosis::mistake).containsExactly("one entry");
    }

    @Test
    void a_kink_in_some_entries_leaves_the_others_as_they_are() {
        Subject relu = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, -1, 0, 2, 0);

        Finding finding = CHECKER.check(relu).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.KINK);
        assertThat(finding.reason())
                .matches("2 of 4 entries are KINK, such as \\[[13]]: "
                        + "the slope jumps at the point; around it the gradient is right");
        assertThat(finding.subgradient()).isEqualTo(Subgradient.YES);
        assertThat(finding.counts()).isEqualTo(new EntryCounts(4, 4, 0, 0));
        assertThat(finding.vacuous()).isFalse();
    }

    @Test
    void no_subgradient_at_a_kink_fails_under_the_strict_option() {
        Subject relu = Subject.scalar("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : x == 0 ? 7 : 0, -1, 0, 2);

        Finding lenient = CHECKER.check(relu).finding("x");
        Finding strict = CHECKER.strictAtKinks().check(relu).finding("x");

        assertThat(lenient.verdict()).isEqualTo(Verdict.KINK);
        assertThat(lenient.subgradient()).isEqualTo(Subgradient.NO);
        assertThat(strict.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(strict.wrongEntries()).extracting(WrongEntry::indexText).containsExactly("[1]");
        assertThat(strict.wrong().count()).isEqualTo(1);
    }

    @Test
    void entries_that_are_not_finite_are_judged_one_by_one() {
        Subject roots =
                Subject.scalar("root", Math::sqrt, x -> x == 4 ? Double.NaN : 0.5 / Math.sqrt(x), 4, 0, 1, 4, 9);

        Finding finding = CHECKER.check(roots).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.diagnoses()).hasToString("[NaN; 2 of 5 entries, where the slope is finite]");
        assertThat(finding.wrongEntries()).extracting(WrongEntry::indexText).containsExactly("[0]", "[3]");
        assertThat(finding.wrong().countKind())
                .as("the entry at 0 is undecided")
                .isEqualTo(CountKind.AT_LEAST);
        assertThat(finding.counts()).isEqualTo(new EntryCounts(5, 4, 0, 1));
    }

    @Test
    void a_failure_nearby_is_explained_by_the_numbers_of_one_place() {
        Subject leaky = Subject.scalar("leaky", x -> x > 0 ? x : 0.1 * x, x -> x > 0 ? 2 : 0.2, 0, 0, 0);

        Finding finding = CHECKER.check(leaky).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.reason()).contains("seen at a point nearby, away from the kinks of this one");
        assertThat(finding.wrong().count()).isEqualTo(3);
        // At that place all three lie on one side, where both fit.
        assertThat(finding.diagnoses())
                .extracting(Diagnosis::mistake)
                .containsExactly("constant factor 2", "constant offset");
    }

    @Test
    void where_the_chain_rule_fails_between_kinks_a_disagreement_is_no_mistake() {
        // relu(x) - relu(-x) = x, but its derivative by the chain rule at 0 is 0; y meets the kink alone.
        Subject identity = GivenSubject.ofTwo(
                0,
                0,
                (x, y) -> Math.max(0, x) - Math.max(0, -x) + Math.max(0, y),
                (x, y) -> (x > 0 ? 1 : 0) + (x < 0 ? 1 : 0),
                (x, y) -> y > 0 ? 1 : 0);

        GradientReport report = CHECKER.check(identity);

        assertThat(report.finding("x").verdict()).isEqualTo(Verdict.KINK);
        assertThat(report.finding("x").reason()).startsWith("the chain rule does not hold at this point");
        assertThat(report.finding("y").verdict()).isEqualTo(Verdict.KINK);
    }

    @Test
    void without_a_jump_anywhere_a_wrong_special_case_stays_a_failure() {
        Subject sinc = Subject.scalar(
                "sinc",
                x -> x == 0 ? 1 : Math.sin(x) / x,
                x -> x == 0 ? 1 : (x * Math.cos(x) - Math.sin(x)) / (x * x),
                2,
                0,
                1);

        assertThat(CHECKER.check(sinc).finding("x").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[1]");
    }

    @Test
    void nothing_to_be_seen_in_any_entry_is_vacuous() {
        Subject constant = Subject.scalar("constant", x -> 3, x -> 0, 0.5, 1);
        Subject half = Subject.scalar("half", x -> x > 0 ? Math.exp(x) : 1, x -> x > 0 ? Math.exp(x) : 0, -0.5, 1);

        assertThat(CHECKER.check(constant).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(CHECKER.check(constant).finding("x").vacuous()).isTrue();
        assertThat(CHECKER.allowVacuous().check(constant).verdict()).isEqualTo(Verdict.PASS);
        assertThat(CHECKER.check(half).finding("x").vacuous()).isFalse();
    }

    @Test
    void mutants_are_judged_by_every_entry() {
        GradientReport singly = CHECKER.check(exponentials(g -> g));
        GradientReport standard = GradientChecker.standard().check(exponentials(g -> g));

        assertThat(singly.mutants())
                .extracting(Mutant::mistake)
                .containsExactlyElementsOf(
                        standard.mutants().stream().map(Mutant::mistake).toList());
        assertThat(singly.mutantScore()).isEqualTo(1);
    }

    @Test
    void evaluations_add_up() {
        int[] calls = {0};
        Subject counted = Subject.of(
                "counted",
                Map.of("x", Tensor.vector(0, 1, -2, 0)),
                at -> {
                    calls[0]++;
                    Tensor y = at.get("x").copy();
                    for (int i = 0; i < 4; i++) {
                        y.values()[i] = Math.abs(y.values()[i]);
                    }
                    return y;
                },
                (at, u) -> {
                    calls[0]++;
                    Tensor g = u.copy();
                    for (int i = 0; i < 4; i++) {
                        g.values()[i] *= i == 1 ? 3 : Math.signum(at.get("x").values()[i]);
                    }
                    return Map.of("x", g);
                });

        // Unheard: whoever records a failure looks at more of it than the check.
        GradientReport report = CHECKER.unheard().check(counted);

        assertThat(report.finding("x").wrongEntries()).hasSize(1);
        assertThat(report.evaluations()).as("values and gradients").isEqualTo(calls[0]);
    }

    @Test
    void the_most_evaluations_hold_for_each_entry() {
        Subject rough =
                Subject.scalar("rough", x -> Math.abs(x) + Math.sin(1e7 * x) * 1e-6, x -> Math.signum(x), 0, 0, 0);

        Finding finding = CHECKER.maxEvaluations(30).check(rough).finding("x");

        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.reason())
                .startsWith("3 of 3 entries are INCONCLUSIVE, such as [0]: undecided after 30 evaluations");
        assertThat(finding.counts()).isEqualTo(new EntryCounts(3, 0, 0, 3));
        assertThat(finding.detectionLimit()).isInfinite();
        assertThat(finding.evaluations()).isEqualTo(90);
    }

    @Test
    void the_same_seed_gives_the_same_report_and_another_one_the_same_verdict() {
        Subject subject = exponentials(g -> g);

        assertThat(CHECKER.check(subject)).hasToString(CHECKER.check(subject).toString());
        assertThat(CHECKER.seed(6).check(subject).finding("x").detectionLimit())
                .isNotEqualTo(CHECKER.check(subject).finding("x").detectionLimit());
    }

    @Test
    void several_threads_give_the_report_of_one() {
        UnaryOperator<Map<String, Tensor>> mistake = g -> {
            g.get("x").values()[7] *= 1.001;
            return g;
        };

        assertThat(CHECKER.check(() -> exponentials(mistake)))
                .hasToString(CHECKER.check(exponentials(mistake)).toString());
        assertThat(CHECKER.check(() -> exponentials(g -> g)))
                .hasToString(CHECKER.check(exponentials(g -> g)).toString());
    }

    @Test
    void excluded_variables_are_left_out() {
        GradientReport report = CHECKER.excluding("x").check(exponentials(g -> g));

        assertThat(report.findings()).extracting(Finding::name).containsExactly("y");
        assertThat(report.entries()).isEqualTo(new EntryCounts(80, 40, 40, 0));
    }

    @Test
    void a_report_is_repeated_by_the_option_too() {
        assertThat(CHECKER.check(exponentials(g -> g)).toString())
                .contains("(repeat: GradientChecker.standard().seed(5).exhaustive())");
        assertThat(GradientChecker.standard()
                        .exhaustive((done, all) -> {})
                        .check(exponentials(g -> g))
                        .toString())
                .contains("(repeat: GradientChecker.standard().seed(1).exhaustive())");
    }

    @Test
    void no_listener_is_refused() {
        assertThatNullPointerException()
                .isThrownBy(() -> GradientChecker.standard().exhaustive(null))
                .withMessage("progress");
    }
}
