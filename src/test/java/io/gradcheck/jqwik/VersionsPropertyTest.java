package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SmallerCase;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Versions;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Properties of everything that has a derivative. */
class VersionsPropertyTest {

    private static volatile TensorSource source = Versions.JACOBIAN.right();

    @TempDir
    private Path directory;

    static class OfSource {
        @Property(tries = 200, seed = "1")
        void right(@ForAll("cases") SubjectCase one) {
            GradientChecker.standard().check(one.subject());
        }

        @Provide
        Arbitrary<SubjectCase> cases() {
            return CaseArbitraries.of(source);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_right_version_passes(Versions version) {
        source = version.right();

        assertThat(PropertyRuns.run(directory, OfSource.class).with(Status.SUCCESSFUL))
                .containsExactly("right");
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_version_fails_by_a_shrunk_case(Versions version) {
        source = version.wrong();

        PropertyRuns runs = PropertyRuns.run(directory, OfSource.class);
        assertThat(runs.with(Status.FAILED)).containsExactly("right");
        String shown = runs.message("right");
        assertThat(shown).contains("is WRONG");

        String report = String.join("\n", runs.published("right", "right")).replaceAll("(?m)^ +", "");
        String[] ofBoth = report.split("Original Error", 2);
        assertThat(ofBoth).as(report).hasSize(2);
        assertThat(ofBoth[0]).contains(shown.replaceAll("(?m)^ +", ""));
        assertThat(ofBoth[1]).contains("is WRONG").doesNotContain(shown.replaceAll("(?m)^ +", ""));
        SmallerCase.isSmaller(sample(report, "Shrunk Sample"), sample(report, "Original Sample"), version.leastSize());
    }

    /** The sizes of a sample, from the report of jqwik. */
    private static String sample(String report, String which) {
        return report.substring(report.indexOf(which))
                .lines()
                .skip(2)
                .findFirst()
                .orElseThrow();
    }
}
