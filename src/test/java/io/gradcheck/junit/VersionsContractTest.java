package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.failures;
import static io.gradcheck.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.SmallerCase;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Versions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contracts of everything that has a derivative. */
class VersionsContractTest {

    private static volatile TensorSource source = Versions.JACOBIAN.right();

    static class OfSource extends SourceContract {
        @Override
        protected TensorSource source() {
            return source;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_right_version_passes(Versions version) {
        source = version.right();

        assertThat(failures(run(OfSource.class))).isEmpty();
    }

    @Tag("thorough")
    @ParameterizedTest
    @EnumSource
    void a_wrong_version_fails_by_shrunk_cases(Versions version) {
        source = version.wrong();

        assertThat(failures(run(OfSource.class)))
                .hasEntrySatisfying(
                        "gradients_are_right_in_mixed_cases", text -> showsShrunkCases(text, version.leastSize()));
    }

    private static void showsShrunkCases(String text, int least) {
        assertThat(text).contains("is WRONG", "; shrunk in ");
        String[] found = SmallerCase.between(text, "  first in case ", "; shrunk in ");
        String[] shown = SmallerCase.between(text, ".source().subject(\n", "),\n");
        assertThat(shown).as(text).hasSameSizeAs(found);
        for (int i = 0; i < found.length; i++) {
            SmallerCase.isSmaller(shown[i], found[i].substring(found[i].indexOf('{')), least);
        }
    }
}
