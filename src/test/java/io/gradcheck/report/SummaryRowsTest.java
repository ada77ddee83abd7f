package io.gradcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.CountKind;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongJacobian;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.MistakeResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rows of the summary say of a wrong gradient. */
class SummaryRowsTest {

    @TempDir
    private Path directory;

    /** A check of {@code sum cos(x_i)} with the wrong sign, of which so many entries were found to be wrong alone. */
    private static CheckResult check(int wrongAlone) {
        CheckResult shown = SampleResults.test("test", Status.FAILED, SampleResults.wrongSign("cosine"))
                .subjects()
                .get(0)
                .shown();
        Finding one = shown.variables().get(0);
        Finding told = new Finding(
                "x",
                Verdict.FAIL,
                "",
                one.entries(),
                one.counts(),
                1.5,
                -1.25,
                3e-11,
                one.detectionLimit(),
                one.relativeDetectionLimit(),
                false,
                one.subgradient(),
                one.evaluations(),
                new WrongEntries(one.wrongEntries(), wrongAlone, CountKind.EXACT, List.of(), WrongJacobian.NONE, 7),
                List.of(),
                List.of());
        return new CheckResult(
                Verdict.FAIL,
                false,
                shown.entries(),
                List.of(told),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                shown.text(),
                shown.repeat(),
                List.of(),
                List.of());
    }

    private String summary(@Nullable CheckResult shown, List<MistakeResult> mistakes) throws IOException {
        SubjectResult subject = new SubjectResult(
                "java.lang.Math",
                "cosine",
                1,
                3,
                0,
                Map.of(Verdict.FAIL, 3L),
                0,
                0,
                100,
                0.1,
                1e-9,
                1e-9,
                shown,
                mistakes,
                null);
        TestResult test = new TestResult(
                "test",
                "junit-jupiter",
                "[engine:junit-jupiter]/test",
                Status.FAILED,
                0.1,
                List.of(),
                0,
                List.of(subject));
        Report.of(List.of(SampleResults.of("com.acme.LayersTest", List.of(test))), "acme")
                .writeTo(directory);
        return Files.readString(directory.resolve("summary.md"));
    }

    @Test
    void a_row_shows_the_entry_that_is_wrong_most() throws IOException {
        assertThat(summary(check(1), List.of())).contains("| `cosine` | `x[").doesNotContain("| 1.500000000 |");
    }

    @Test
    void where_no_entry_is_wrong_alone_it_shows_the_derivatives_where_all_move() throws IOException {
        assertThat(summary(check(0), List.of())).contains("| `cosine` | `x` | 1.500000000 | −1.250000000 | 2.8e+00 |");
    }

    @Test
    void a_campaign_is_told_with_the_numbers_of_its_smallest_case() throws IOException {
        String text = "cosine: gradient of x is WRONG\n  looks like: constant factor 1/3; spread 3e-13";
        MistakeResult factor = new MistakeResult("constant factor #", List.of("x"), 2, 0, text, "check();", null, null);

        assertThat(summary(null, List.of(factor)))
                .contains("x looks like: constant factor 1/3")
                .contains("constant factor 1/3, in 2 cases:")
                .doesNotContain("factor #");
    }
}
