package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.finding.EntryDifferences;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a check says of a subject whose entries have names, and of the same subject without them. */
class NamedEntriesTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();
    private static final List<String> INTRINSICS = List.of("fx", "fy", "skew", "cx", "cy");
    private static final double[][] SEEN = {{0.4, -0.7}, {1.1, 0.3}, {-0.6, 0.9}};

    /** What becomes of the derivative of an output, 0 or 1, by an intrinsic parameter. */
    @FunctionalInterface
    private interface Claim {
        double of(int output, int parameter, double derivative);
    }

    /** Three points seen by a camera: {@code u = fx x + skew y + cx} and {@code v = fy y + cy}, by {@code K} and a scale. */
    private static Subject camera(Claim claim) {
        return camera(claim, 800, 790, 2, 320, 240);
    }

    private static Subject camera(Claim claim, double... at) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("K", Tensor.vector(at));
        point.put("s", Tensor.scalar(1.5));
        return Subject.of(
                "camera",
                point,
                values -> {
                    double[] k = values.get("K").values();
                    double s = values.get("s").get();
                    double[] out = new double[2 * SEEN.length];
                    for (int i = 0; i < SEEN.length; i++) {
                        out[2 * i] = s * (k[0] * SEEN[i][0] + k[2] * SEEN[i][1] + k[3]);
                        out[2 * i + 1] = s * (k[1] * SEEN[i][1] + k[4]);
                    }
                    return Tensor.of(new int[] {SEEN.length, 2}, out);
                },
                (values, upstream) -> {
                    double[] k = values.get("K").values();
                    double s = values.get("s").get();
                    double[] g = new double[5];
                    double byScale = 0;
                    for (int i = 0; i < SEEN.length; i++) {
                        double[][] rows = {{SEEN[i][0], 0, SEEN[i][1], 1, 0}, {0, SEEN[i][1], 0, 0, 1}};
                        for (int output = 0; output < 2; output++) {
                            double u = upstream.values()[2 * i + output];
                            for (int j = 0; j < 5; j++) {
                                g[j] += u * claim.of(output, j, s * rows[output][j]);
                                byScale += u * rows[output][j] * k[j];
                            }
                        }
                    }
                    return Map.of("K", Tensor.vector(g), "s", Tensor.scalar(byScale));
                });
    }

    private static Subject named(Subject camera) {
        return camera.named("K", INTRINSICS).withOutputNames("u", "v");
    }

    private static double skewWrong(int output, int parameter, double derivative) {
        return parameter == 2 && output == 0 ? 2 * derivative : derivative;
    }

    /** {@code sum f(x_i)}. */
    private static Subject sum(String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double... at) {
        return Subject.objective(
                name,
                x -> Arrays.stream(x).map(f).sum(),
                x -> Arrays.stream(x).map(derivative).toArray(),
                at);
    }

    @Test
    void wrong_entries_are_told_by_their_names() {
        GradientReport report = CHECKER.check(named(camera(NamedEntriesTest::skewWrong)));

        Finding finding = report.finding("K");
        assertThat(finding.wrongEntries()).extracting(WrongEntry::indexText).containsExactly("[skew]");
        assertThat(finding.wrongEntries().get(0).index()).containsExactly(2);
        assertThat(finding.wrong().jacobian().worst())
                .extracting(entry -> entry.text("K"))
                .contains("d out[0,u] / d K[skew]", "d out[2,u] / d K[skew]")
                .allMatch(text -> text.endsWith(",u] / d K[skew]"));
        assertThat(report.toString())
                .contains("  K[skew] ")
                .contains("d out[0,u] / d K[skew]")
                .doesNotContain("K[2]");
    }

    @Test
    void without_names_they_are_told_by_their_numbers() {
        GradientReport report = CHECKER.check(camera(NamedEntriesTest::skewWrong));

        assertThat(report.toString()).contains("  K[2] ").contains("d out[0,0] / d K[2]");
        assertThat(report.finding("K").wrongEntries())
                .extracting(WrongEntry::name)
                .containsOnlyNulls();
        assertThat(report.finding("K").wrong().jacobian().worst())
                .extracting(JacobianEntry::outputName)
                .containsOnlyNulls();
    }

    @Test
    void but_for_names_and_the_width_of_columns_the_texts_are_the_same() {
        String plain = CHECKER.check(camera(NamedEntriesTest::skewWrong)).toString();
        String told = CHECKER.check(named(camera(NamedEntriesTest::skewWrong))).toString();

        String numbered = told.replace("K[skew]", "K[2]").replace(",u]", ",0]").replace(",v]", ",1]");
        assertThat(numbered.replaceAll(" +", " ")).isEqualTo(plain.replaceAll(" +", " "));
    }

    @Test
    void columns_stay_aligned_where_names_are_long() {
        Subject wrong =
                sum("sum", Math::sin, x -> 2 * Math.cos(x), 0.3, 1.2).named("a", "the distance of the principal point");

        List<String> table = CHECKER.check(wrong)
                .toString()
                .lines()
                .filter(line -> line.startsWith("  x[") || line.startsWith("  at "))
                .toList();
        int column = table.get(0).indexOf("analytic");
        assertThat(table).hasSize(3).allSatisfy(line -> {
            assertThat(line.substring(column - 2, column)).isBlank();
            assertThat(line.charAt(column)).isNotEqualTo(' ');
        });
    }

    @Test
    void every_entry_alone_has_its_name_and_so_has_one_among_constants_and_of_all_sizes() {
        Subject sizes = named(camera(NamedEntriesTest::skewWrong, 800, 790, 2e-7, 320, 1e9));

        assertThat(worst(CHECKER.exhaustive(), named(camera(NamedEntriesTest::skewWrong))))
                .isEqualTo("[skew]");
        assertThat(worst(CHECKER.excluding("s"), named(camera(NamedEntriesTest::skewWrong))))
                .isEqualTo("[skew]");
        assertThat(worst(CHECKER, sizes)).isEqualTo("[skew]");
        assertThat(worst(CHECKER, named(camera(NamedEntriesTest::skewWrong)).scaledBy(2)))
                .isNotEmpty()
                .doesNotContain("0", "1", "2", "3", "4");
    }

    private static String worst(GradientChecker checker, Subject subject) {
        return checker.check(subject).finding("K").wrongEntries().get(0).indexText();
    }

    @Test
    void names_of_an_excluded_variable_are_no_names_of_unknown_ones() {
        Subject subject = named(camera((output, parameter, derivative) -> derivative));

        assertThat(CHECKER.excluding("K").check(subject).toString()).contains("not checked, as excluded: K");
    }

    @Test
    void an_output_that_is_ignored_is_told_by_its_name() {
        Subject ignored = Subject.of(
                        "two",
                        Map.of("x", Tensor.vector(0.3, 0.8)),
                        at -> Tensor.vector(
                                Math.sin(at.get("x").values()[0]),
                                Math.exp(at.get("x").values()[1])),
                        (at, u) -> Map.of(
                                "x",
                                Tensor.vector(
                                        u.values()[0] * Math.cos(at.get("x").values()[0]), 0)))
                .named("angle", "depth");

        assertThat(CHECKER.check(ignored.withOutputNames("u", "v")).finding("x").diagnoses())
                .filteredOn(diagnosis -> diagnosis.kind() == Mistake.OUTPUT_IGNORED)
                .singleElement()
                .asString()
                .contains("out[v]: every derivative");
        assertThat(CHECKER.check(ignored).toString())
                .contains("out[1]: every derivative")
                .contains("d out[1] / d x[depth]");
    }

    @Test
    void a_column_of_a_matrix_is_told_by_its_name() {
        Subject column = Subject.of(
                "columns",
                Map.of(
                        "W",
                        Tensor.of(
                                new int[] {3, 4},
                                IntStream.range(1, 13).asDoubleStream().toArray())),
                at -> Tensor.scalar(
                        Arrays.stream(at.get("W").values()).map(Math::sin).sum()),
                (at, u) -> {
                    double[] w = at.get("W").values();
                    double[] g = new double[w.length];
                    Arrays.setAll(g, k -> u.get() * Math.cos(w[k]) * (k % 4 == 2 ? 1.5 + k : 1));
                    return Map.of("W", Tensor.of(new int[] {3, 4}, g));
                });

        assertThat(CHECKER.check(column.named("r", "g", "b", "alpha")).toString())
                .contains("one column; 3 entries found wrong, all with index b on axis 1")
                .contains("W[0,b]");
        assertThat(CHECKER.check(column).toString())
                .contains("all with index 2 on axis 1")
                .contains("W[0,2]");
    }

    @Test
    void blocks_of_a_large_variable_are_told_by_their_names() {
        int n = 400;
        Subject half = Subject.objective(
                "large",
                x -> Arrays.stream(x).map(Math::sin).sum(),
                x -> IntStream.range(0, n)
                        .mapToDouble(k -> (k >= 7 && k < 20 ? 2 : 1) * Math.cos(x[k]))
                        .toArray(),
                IntStream.range(0, n).mapToDouble(k -> 0.1 + 0.002 * k).toArray());
        String[] names = IntStream.range(0, n).mapToObj(k -> "p" + k).toArray(String[]::new);

        List<String> plain = CHECKER.check(half).finding("x").wrong().blocks();
        List<String> told =
                CHECKER.check(half.named(names)).finding("x").wrong().blocks();
        assertThat(plain).isNotEmpty();
        assertThat(told)
                .isEqualTo(plain.stream()
                        .map(block -> block.replaceAll("(\\d+)", "p$1"))
                        .toList());
    }

    @Test
    void a_slope_that_is_no_subgradient_is_told_by_its_name() {
        Subject relu = sum("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : x < 0 ? 0 : 7, 0, 2.5);

        assertThat(CHECKER.check(relu.named("gate", "gain")).finding("x").reason())
                .contains("x[gate] is reported as 7.00000");
        assertThat(CHECKER.check(relu).finding("x").reason()).contains("x[0] is reported as 7.00000");
    }

    @Test
    void an_entry_that_alone_decides_is_told_by_its_name() {
        Subject root = sum("root", Math::sqrt, x -> 0.5 / Math.sqrt(x), 2, 0);

        assertThat(CHECKER.exhaustive().check(root.named("a", "b")).finding("x").reason())
                .contains("such as [b]: ");
        assertThat(CHECKER.exhaustive().check(root).finding("x").reason()).contains("such as [1]: ");
    }

    @Test
    void broken_laws_tell_entries_and_outputs_by_their_names() {
        Subject notFinite = sum("sum", Math::sin, Math::cos, 1, 2).named("a", "b");
        Subject nan = new ForwardingSubject(notFinite) {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
                return Map.of("x", Tensor.vector(1, Double.NaN));
            }
        };
        Subject infinite = new ForwardingSubject(notFinite) {
            @Override
            public Tensor evaluate(Map<String, Tensor> point) {
                return Tensor.of(new int[] {1, 2}, 1, Double.POSITIVE_INFINITY);
            }
        };
        Subject writes = new ForwardingSubject(notFinite) {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
                Map<String, Tensor> right = super.gradient(point, upstream);
                point.get("x").values()[1] += 1;
                return right;
            }
        };

        assertThat(CHECKER.check(nan).text(Law.FINITE)).contains("x[b] is NaN");
        assertThat(CHECKER.check(infinite.withOutputNames("u", "v")).text(Law.FINITE))
                .contains("output[0,v] is Infinity");
        assertThat(CHECKER.check(writes).text(Law.ARGUMENTS_UNTOUCHED)).contains("x[b] is 2.0");
    }

    @Test
    void what_is_no_sum_of_its_parts_or_ignores_the_upstream_gradient_is_told_by_names() {
        Subject sine = Subject.scalar("sine", Math::sin, Math::cos, 0.2, 1.3);
        Subject noSum = sine.withParts(List.of(sine.times(0.4), sine.times(0.4)));
        Subject ignoring = new ForwardingSubject(sine) {
            @Override
            public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
                return super.gradient(point, Tensor.vector(0.1, 1));
            }
        };

        assertThat(CHECKER.check(noSum.withOutputNames("u", "v")).text(Law.BATCH_IS_SUM))
                .contains("output[v] is ");
        assertThat(CHECKER.check(noSum).text(Law.BATCH_IS_SUM)).contains("output[1] is ");
        assertThat(CHECKER.check(ignoring.named("a", "b")).text(Law.LINEAR_IN_UPSTREAM))
                .contains("x[b] is ");
        assertThat(CHECKER.check(ignoring).text(Law.LINEAR_IN_UPSTREAM)).contains("x[1] is ");
    }

    @Test
    void a_guarded_subject_keeps_its_names() {
        Subject writesAndIsWrong = new ForwardingSubject(named(camera(NamedEntriesTest::skewWrong))) {
            @Override
            public Tensor evaluate(Map<String, Tensor> point) {
                Tensor right = super.evaluate(point);
                point.get("K").values()[0] += 1;
                return right;
            }
        };

        assertThat(worst(CHECKER, writesAndIsWrong)).isEqualTo("[skew]");
    }

    @Test
    void pictures_have_the_names() {
        List<EntryDifferences> seen = new ArrayList<>();
        GradientChecker checker = CHECKER.heardBy(check -> seen.addAll(check.differences()));
        checker.check(named(camera(NamedEntriesTest::skewWrong)));
        checker.check(camera(NamedEntriesTest::skewWrong));

        assertThat(seen).extracting(EntryDifferences::names).containsExactly(INTRINSICS, null);
    }

    @Test
    void as_many_names_as_outputs_are_wanted() {
        Subject right = camera((output, parameter, derivative) -> derivative);

        assertThatThrownBy(() -> CHECKER.check(right.withOutputNames("u", "v", "w")))
                .isExactlyInstanceOf(WrongResultException.class)
                .hasMessage(
                        "subject camera: names of outputs: found 3 names, wanted 2, one for each entry along the last "
                                + "axis of shape [3, 2]");
        assertThatThrownBy(() -> CHECKER.check(right.withOutputNames("u", "u")))
                .isExactlyInstanceOf(WrongResultException.class)
                .hasMessage("subject camera: names of outputs: found \"u\" twice, wanted another name for each entry");
        assertThatThrownBy(
                        () -> CHECKER.check(sum("sum", Math::sin, Math::cos, 1).withOutputNames("y")))
                .isExactlyInstanceOf(WrongResultException.class)
                .hasMessageContaining("a scalar has a single entry and no axis");
        assertThat(CHECKER.check(right.withOutputNames("u", "v")).verdict()).hasToString("PASS");
    }

    @Test
    void names_that_a_subject_of_the_user_makes_up_must_fit_too() {
        assertRefused(Map.of("K", List.of("fx")), "names of K: found 1 name, wanted 5");
        assertRefused(Map.of("Q", List.of("fx")), "entryNames has names for the variable Q, wanted some of [K, s]");
        assertRefused(null, "entryNames returned null, wanted something empty for no names");
    }

    @SuppressWarnings("NullAway") // what a client may do
    private static void assertRefused(Map<String, List<String>> names, String message) {
        Subject subject = new ForwardingSubject(camera((output, parameter, derivative) -> derivative)) {
            @Override
            public Map<String, List<String>> entryNames() {
                return names;
            }
        };
        assertThatThrownBy(() -> CHECKER.check(subject))
                .isExactlyInstanceOf(WrongResultException.class)
                .hasMessageStartingWith("subject camera: ")
                .hasMessageContaining(message);
    }
}
