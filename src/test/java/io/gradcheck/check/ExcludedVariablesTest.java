package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class ExcludedVariablesTest {

    private final GradientChecker checker = GradientChecker.standard();
    private final Map<String, Tensor> point = new LinkedHashMap<>();
    private final List<Double> labelsSeen = new ArrayList<>();

    ExcludedVariablesTest() {
        point.put("w", Tensor.vector(0.4, -1.1));
        point.put("labels", Tensor.vector(1, 0));
        point.put("c", Tensor.scalar(0.7));
    }

    @Test
    void a_variable_without_a_gradient_fails_unless_it_is_excluded() {
        Subject loss = loss(gradient -> gradient);

        assertThat(checker.check(loss).finding("labels").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(checker.excluding("labels").check(loss).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void findings_and_excluded_variables_add_up_to_all() {
        GradientReport report = checker.excluding("labels").check(loss(gradient -> gradient));

        assertThat(report.findings()).extracting(Finding::name).containsExactly("w", "c");
        assertThat(report.excluded()).containsExactly("labels");
        assertThat(report.findings().size() + report.excluded().size()).isEqualTo(point.size());
        assertThat(checker.check(loss(gradient -> gradient)).excluded()).isEmpty();
    }

    @Test
    void an_excluded_variable_never_moves() {
        checker.excluding("labels").check(loss(gradient -> gradient));

        assertThat(labelsSeen).isNotEmpty().containsOnly(1.0);
    }

    @Test
    void an_excluded_variable_stays_when_points_nearby_are_tried() {
        point.put("c", Tensor.scalar(0));
        Subject kink = Subject.of(
                "kink",
                point,
                at -> Tensor.scalar(Math.abs(at.get("c").get()) * label(at)),
                (at, u) -> Map.of(
                        "c", Tensor.scalar(u.get() * Math.signum(at.get("c").get()))));

        GradientReport report = checker.excluding("labels", "w").check(kink);

        assertThat(report.finding("c").verdict()).isEqualTo(Verdict.KINK);
        assertThat(labelsSeen).containsOnly(1.0);
    }

    @Test
    void a_mistake_in_another_variable_is_found_still() {
        Subject wrong = loss(gradient -> {
            gradient.get("w").values()[1] *= 2;
            return gradient;
        });

        GradientReport report = checker.excluding("labels").check(wrong);

        assertThat(report.finding("w").wrongEntries())
                .extracting(WrongEntry::indexText)
                .containsExactly("[1]");
        assertThat(report.finding("c").verdict()).isEqualTo(Verdict.PASS);
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(report::throwIfFailed)
                .withMessageEndingWith("\n  not checked, as excluded: labels");
    }

    @Test
    void a_mistake_in_an_excluded_variable_is_not_reported() {
        Subject wrong = loss(gradient -> {
            gradient.put("c", Tensor.scalar(99));
            return gradient;
        });

        assertThat(checker.excluding("labels").check(wrong).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(checker.excluding("labels", "c").check(wrong).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void an_excluded_variable_needs_no_gradient() {
        Subject without = loss(gradient -> {
            gradient.remove("labels");
            return gradient;
        });

        assertThat(checker.excluding("labels").check(without).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_report_names_them_in_its_last_line_in_the_order_of_the_point() {
        Subject line = Subject.of("line", point, at -> at.get("w"), (at, u) -> Map.of("w", u));

        assertThat(checker.excluding("c")
                        .excluding("labels")
                        .check(line)
                        .toString()
                        .lines()
                        .toList())
                .hasSize(5)
                .endsWith("  checked 2 of 5 entries: 3 excluded", "  not checked, as excluded: labels, c");
    }

    @Test
    void an_unknown_variable_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checker.excluding("labels", "W", "b").check(loss(gradient -> gradient)))
                .withMessage("excluding: found [W, b], wanted some of [w, labels, c] of subject loss");
    }

    @Test
    void excluding_everything_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checker.excluding("labels", "w", "c").check(loss(gradient -> gradient)))
                .withMessage("excluding: found all variables [w, labels, c] of subject loss, wanted at least one left "
                        + "to check");
    }

    @Test
    void the_other_options_are_kept() {
        GradientReport report = checker.excluding("labels")
                .seed(7)
                .maxEvaluations(40)
                .allowVacuous()
                .check(loss(g -> g));

        assertThat(report.seed()).isEqualTo(7);
        assertThat(report.excluded()).containsExactly("labels");
        assertThat(checker.seed(7)
                        .maxEvaluations(40)
                        .allowVacuous()
                        .excluding("labels")
                        .check(loss(g -> g))
                        .toString())
                .isEqualTo(report.toString());
    }

    @Test
    void what_else_the_subject_says_is_kept() {
        Subject full = loss(gradient -> gradient)
                .withPrecision(Precision.FLOAT)
                .withAccuracy(1e-3)
                .about(String.class);
        Subject without = new WithoutVariables(full, Set.of("labels"));

        assertThat(without.name()).isEqualTo("loss");
        assertThat(without.precision()).isEqualTo(Precision.FLOAT);
        assertThat(without.accuracy()).isEqualTo(1e-3);
        assertThat(without.classUnderTest()).isEqualTo(String.class);
        assertThat(without.suspects(without.point(), Tensor.scalar(1))).isEmpty();
        assertThat(without.gradient(without.point(), Tensor.scalar(1))).containsOnlyKeys("w", "c");
    }

    /** L = c sum (w_i - labels_i)^2; no gradient by the labels: zero. */
    private Subject loss(UnaryOperator<Map<String, Tensor>> mistake) {
        return Subject.of("loss", point, this::value, (at, u) -> mistake.apply(gradient(at, u)));
    }

    private double label(Map<String, Tensor> at) {
        labelsSeen.add(at.get("labels").get(0));
        return at.get("labels").get(0);
    }

    private Tensor value(Map<String, Tensor> at) {
        return Tensor.scalar(at.get("c").get() * squares(at));
    }

    private double squares(Map<String, Tensor> at) {
        double d0 = at.get("w").get(0) - label(at);
        double d1 = at.get("w").get(1) - at.get("labels").get(1);
        return d0 * d0 + d1 * d1;
    }

    private Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor u) {
        Map<String, Tensor> gradient = new LinkedHashMap<>();
        double factor = 2 * u.get() * at.get("c").get();
        gradient.put(
                "w",
                Tensor.vector(
                        factor * (at.get("w").get(0) - at.get("labels").get(0)),
                        factor * (at.get("w").get(1) - at.get("labels").get(1))));
        gradient.put("labels", Tensor.zeros(2));
        gradient.put("c", Tensor.scalar(u.get() * squares(at)));
        return gradient;
    }
}
