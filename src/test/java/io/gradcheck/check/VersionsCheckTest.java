package io.gradcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Verdict;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Versions;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single checks of everything that has a derivative. */
class VersionsCheckTest {

    private static final int CASES = 20;

    private static List<Verdict> verdicts(TensorSource source) {
        return LongStream.range(0, CASES)
                .mapToObj(index -> GradientChecker.standard()
                        .check(source.at(1, index).subject())
                        .verdict())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void a_right_version_passes(Versions version) {
        assertThat(verdicts(version.right())).containsOnly(Verdict.PASS);
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_version_fails_in_most_cases(Versions version) {
        assertThat(verdicts(version.wrong()))
                .filteredOn(verdict -> verdict == Verdict.FAIL)
                .hasSizeGreaterThan(CASES / 2);
    }
}
