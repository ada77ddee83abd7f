package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The options as the call that repeats a report. */
class OptionsTest {

    private static final String SEED_1 = "GradientChecker.standard().seed(1)";

    @Test
    void a_checker_tells_its_code_and_what_it_leaves_out() {
        GradientChecker checker = GradientChecker.standard()
                .seed(3)
                .accepting(RelativeError.of(0.5))
                .excluding("a")
                .without(Law.FINITE);

        assertThat(checker.code())
                .isEqualTo("GradientChecker.standard().seed(3).accepting(RelativeError.of(0.5)).excluding(\"a\")"
                        + ".without(Law.FINITE)");
        assertThat(checker.imports())
                .containsExactly(
                        "io.gradcheck.check.GradientChecker",
                        "io.gradcheck.finding.Law",
                        "io.gradcheck.check.RelativeError");
        assertThat(checker.excluded()).containsExactly("a");
        assertThat(checker.laws()).hasSize(Law.values().length - 1).doesNotContain(Law.FINITE);
        assertThat(GradientChecker.standard().imports()).containsExactly("io.gradcheck.check.GradientChecker");
    }

    @Test
    void the_standard_is_its_seed_alone() {
        assertThat(Options.STANDARD.call()).isEqualTo(SEED_1);
        assertThat(Options.STANDARD.seed(-7).call()).isEqualTo("GradientChecker.standard().seed(-7)");
    }

    @Test
    void a_seed_beyond_an_int_is_a_long_in_java() {
        assertThat(Options.STANDARD.seed(Integer.MAX_VALUE + 1L).call())
                .isEqualTo("GradientChecker.standard().seed(2147483648L)");
        assertThat(Options.STANDARD.seed(Integer.MIN_VALUE).call())
                .isEqualTo("GradientChecker.standard().seed(-2147483648)");
        assertThat(Options.STANDARD.seed(Long.MIN_VALUE).call())
                .isEqualTo("GradientChecker.standard().seed(-9223372036854775808L)");
    }

    @Test
    void every_option_alone_is_named() {
        assertThat(Options.STANDARD.maxEvaluations(30).call()).isEqualTo(SEED_1 + ".maxEvaluations(30)");
        assertThat(Options.STANDARD.allowVacuous().call()).isEqualTo(SEED_1 + ".allowVacuous()");
        assertThat(Options.STANDARD.exhaustive((done, all) -> {}).call()).isEqualTo(SEED_1 + ".exhaustive()");
        assertThat(Options.STANDARD.strict().call()).isEqualTo(SEED_1 + ".strictAtKinks()");
        assertThat(Options.STANDARD.accepting(RelativeError.of(0.05)).call())
                .isEqualTo(SEED_1 + ".accepting(RelativeError.of(0.05))");
        assertThat(Options.STANDARD.excluding("b", "a").call()).isEqualTo(SEED_1 + ".excluding(\"b\", \"a\")");
        assertThat(Options.STANDARD.without(Law.FINITE).call()).isEqualTo(SEED_1 + ".without(Law.FINITE)");
    }

    @Test
    void an_option_said_twice_is_named_once() {
        assertThat(Options.STANDARD.excluding("a").excluding("b", "a").call())
                .isEqualTo(SEED_1 + ".excluding(\"a\", \"b\")");
        assertThat(Options.STANDARD
                        .without(Law.SHAPES)
                        .without(Law.SHAPES, Law.FINITE)
                        .call())
                .isEqualTo(SEED_1 + ".without(Law.SHAPES, Law.FINITE)");
        assertThat(Options.STANDARD.maxEvaluations(40).maxEvaluations(400).call())
                .isEqualTo(SEED_1);
    }

    @Test
    void a_name_is_a_string_of_java() {
        assertThat(Options.STANDARD.excluding("a\"b\\c\td\ne").call())
                .isEqualTo(SEED_1 + ".excluding(\"a\\\"b\\\\c\\td\\ne\")");
    }

    @Test
    void no_option_forgets_another() {
        List<UnaryOperator<Options>> options = List.of(
                o -> o.seed(7),
                o -> o.maxEvaluations(60),
                o -> o.exhaustive((done, entries) -> {}),
                Options::allowVacuous,
                Options::strict,
                o -> o.accepting(RelativeError.of(1e-6)),
                o -> o.excluding("labels"),
                o -> o.without(Law.FINITE));
        for (int start = 0; start < options.size(); start++) {
            Options all = Options.STANDARD;
            for (int k = 0; k < options.size(); k++) {
                all = options.get((start + k) % options.size()).apply(all);
            }
            assertThat(all.call())
                    .isEqualTo(
                            "GradientChecker.standard().seed(7).maxEvaluations(60).exhaustive().allowVacuous()"
                                    + ".strictAtKinks().accepting(RelativeError.of(1.0E-6)).excluding(\"labels\").without(Law.FINITE)");
        }
    }
}
