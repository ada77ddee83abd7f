package io.gradcheck.campaign.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.mistakes.Reading.Hit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes that were reported in public are found, and nothing is found in the same code without them.
 *
 * <p>{@code mvn test -Dtest=PublicMistakesTest -Dgroups=long -DexcludedGroups=} measures what campaigns with default
 * settings say of each, in how many findings and how rightly, and writes the table to {@code target/mistakes.md}.
 */
class PublicMistakesTest {

    private static final int FEW = 100;
    private static final int MANY = 1_000;

    static List<PublicMistake> mistakes() {
        return PublicMistake.all();
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_found_and_nothing_without_it(PublicMistake mistake) {
        Measured measured = Measured.of(mistake, FEW, 1);

        assertThat(measured.isFoundAlways()).isTrue();
        assertThat(measured.falseAlarms()).isEmpty();
    }

    @Test
    @Tag("long")
    void mistakes_are_found_in_many_cases_and_nothing_without_them() throws IOException {
        List<Measured> all = new ArrayList<>();
        for (PublicMistake mistake : mistakes()) {
            all.add(Measured.of(mistake, MANY, 1, 2, 3));
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "mistakes.md"), Measured.markdown(all));

        assertThat(all).allSatisfy(measured -> {
            assertThat(measured.isFoundAlways())
                    .as("%s is found", measured.mistake())
                    .isTrue();
            assertThat(measured.falseAlarms())
                    .as("%s, right", measured.mistake())
                    .isEmpty();
        });
    }

    @Test
    void every_class_of_mistakes_is_there_and_every_report_once() {
        assertThat(mistakes())
                .extracting(PublicMistake::group)
                .contains("A", "B", "C", "D", "E", "F", "G", "H", "I", "J");
        assertThat(mistakes()).hasSize(40).doesNotHaveDuplicates();
        assertThat(mistakes())
                .extracting(PublicMistake::report)
                .doesNotHaveDuplicates()
                .allMatch(report -> report.matches("[^/]+/[^/]+#\\d+"));
        assertThat(mistakes()).extracting(PublicMistake::name).doesNotHaveDuplicates();
    }

    private final PublicMistake swapped = mistakes().stream()
            .filter(mistake -> mistake.report().equals("Oneflow-Inc/oneflow#6149"))
            .findFirst()
            .orElseThrow();

    private static Reading reading(String signature, String... lines) {
        return Reading.of(signature, String.join("\n", lines));
    }

    @Test
    void a_finding_is_right_that_says_what_is_wrong() {
        Reading right = reading(
                "gradient of another variable, beta",
                "norm, gradient of one: gradient of gamma is WRONG   seed 1",
                "  looks like: gradient of another variable, beta; what is reported for beta fits here");

        assertThat(right.hit(swapped)).isEqualTo(Hit.RIGHT);
        assertThat(right.misleading(swapped)).isEmpty();
        assertThat(right.variables()).containsExactly("gamma");
    }

    @Test
    void a_finding_is_right_that_says_so_among_what_it_may_be() {
        Reading either = reading(
                "sign flipped",
                "layer: gradient of gamma is WRONG   seed 1",
                "  looks like: sign flipped",
                "  or looks like: gradient of another variable, beta");

        assertThat(either.hit(swapped)).isEqualTo(Hit.RIGHT);
        assertThat(either.misleading(swapped)).isEmpty();
    }

    @Test
    void a_finding_without_a_likeness_tells_the_place_if_all_its_variables_are_wrong() {
        String gamma = "layer: gradient of gamma is WRONG   seed 1";

        assertThat(reading("undiagnosed in gamma", gamma).hit(swapped)).isEqualTo(Hit.PLACE);
        assertThat(reading("one entry", gamma, "  looks like: one entry; all others agree")
                        .hit(swapped))
                .isEqualTo(Hit.PLACE);
        assertThat(reading("undiagnosed", gamma, "layer: gradient of input is WRONG   seed 1")
                        .hit(swapped))
                .isEqualTo(Hit.WRONG);
        assertThat(reading("law FINITE", "layer: law FINITE is BROKEN   seed 1").hit(swapped))
                .isEqualTo(Hit.WRONG);
    }

    @Test
    void a_finding_misleads_that_looks_like_another_mistake() {
        Reading misleading = reading(
                "constant factor #",
                "layer: gradient of gamma is WRONG   seed 1",
                "  looks like: constant factor 2; analytic/numeric is 2",
                "  or looks like: sign flipped");

        assertThat(misleading.hit(swapped)).isEqualTo(Hit.WRONG);
        assertThat(misleading.misleading(swapped)).containsExactly("constant factor 2 or sign flipped");
    }

    @Test
    void a_finding_misleads_that_blames_another_law_alone() {
        Reading law = reading("law GRADIENT_ALONE", "layer: law GRADIENT_ALONE is BROKEN   seed 1");

        assertThat(law.misleading(swapped)).containsExactly("law GRADIENT_ALONE");
        assertThat(law.misleading(swapped.named("law GRADIENT_ALONE"))).isEmpty();
    }
}
