package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.source.Case;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SkippedCaseException;
import io.gradcheck.source.TensorSource;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases that a source calls impossible are neither right nor wrong. */
class SkippedCasesTest {

    private static final String TOO_LONG = "the window is longer than the input";

    @TempDir
    private Path directory;

    /** The sum of the last entries: as many as the window is long. */
    private static Subject window(Sizes sizes, Map<String, Tensor> values, double factor) {
        int window = sizes.between("window", 1, 4);
        int length = values.get("x").size();
        if (window > length) {
            throw new IllegalArgumentException("window " + window + " of " + length);
        }
        return Subject.of(
                "window",
                values,
                at -> {
                    double sum = 0;
                    for (int i = length - window; i < length; i++) {
                        sum += at.get("x").values()[i];
                    }
                    return Tensor.scalar(sum);
                },
                (at, u) -> {
                    Tensor gradient = Tensor.zeros(length);
                    for (int i = length - window; i < length; i++) {
                        gradient.values()[i] = factor * u.get();
                    }
                    return Map.of("x", gradient);
                });
    }

    private static FunctionSource unskipped(double factor) {
        return FunctionSource.of("window", (s, v) -> window(s, v, factor))
                .input("x", s -> new int[] {s.between("length", 1, 9)});
    }

    private static FunctionSource skipping(double factor) {
        return FunctionSource.of("window", (s, v) -> {
                    boolean impossible = s.between("window", 1, 4) > s.between("length", 1, 9);
                    return impossible ? Case.skip(TOO_LONG) : window(s, v, factor);
                })
                .input("x", s -> new int[] {s.between("length", 1, 9)});
    }

    @Test
    void what_a_constructor_refuses_is_a_finding_unless_the_source_says_otherwise() {
        assertThat(Campaign.of(unskipped(1)).tries(200).run().failures())
                .singleElement()
                .asString()
                .startsWith("window: throws IllegalArgumentException");

        TensorSource source = unskipped(1).skipping(IllegalArgumentException.class);
        CampaignReport report = Campaign.of(source).tries(200).run();

        assertThat(report.failures()).isEmpty();
        assertThat(report.skipped()).containsOnlyKeys("IllegalArgumentException: window # of #");
        assertThat(report.cases() + report.skipped().values().iterator().next()).isEqualTo(200);
    }

    @Test
    void another_exception_than_the_declared_one_stays_a_finding() {
        assertThat(Campaign.of(unskipped(1).skipping(ArithmeticException.class))
                        .tries(200)
                        .run()
                        .failures())
                .singleElement()
                .asString()
                .startsWith("window: throws IllegalArgumentException");
    }

    @Test
    void skipped_cases_are_counted_with_their_reasons() {
        CampaignReport report = Campaign.of(skipping(1)).tries(200).run();

        long skipped = report.skipped().get(TOO_LONG);
        assertThat(skipped).isBetween(10L, 60L);
        assertThat(report.cases()).isEqualTo(200 - skipped);
        assertThat(report.toString())
                .startsWith(report.cases() + " cases of seed 1, " + skipped + " skipped (" + TOO_LONG + " " + skipped
                        + "): ")
                .endsWith("Nothing was found.");
    }

    @Test
    void too_many_of_them_fail_the_series_with_share_and_reasons() {
        CampaignReport report =
                Campaign.of(skipping(1)).tries(200).mostSkipped(0.05).run();

        long skipped = report.skipped().get(TOO_LONG);
        assertThat(report.failures())
                .containsExactly(skipped + " of 200 cases were skipped, wanted 5% at most (" + TOO_LONG + " " + skipped
                        + "); see mostSkipped");
    }

    @Test
    void a_series_of_which_all_is_skipped_is_no_proof() {
        FunctionSource none =
                FunctionSource.of("none", (s, v) -> Case.<Subject>skip("never")).input("x", s -> new int[] {1});

        assertThat(Campaign.of(none).tries(10).run().failures())
                .containsExactly("10 of 10 cases were skipped, wanted 50% at most (never 10); see mostSkipped");
        assertThat(Campaign.of(none).tries(10).mostSkipped(1).run().failures()).containsExactly("no case was checked");
    }

    /** Steps to impossible sizes are no steps; the mistake is found in a case that is possible. */
    @Test
    void a_mistake_is_found_and_shrunk_among_possible_cases() {
        CampaignReport report = Campaign.of(skipping(2)).tries(200).run();

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.signature()).startsWith("constant factor");
            assertThat(finding.code()).contains("Map.of(\"length\", 1, \"window\", 1)");
        });
        assertThat(report.skipped()).containsOnlyKeys(TOO_LONG);
    }

    /** The layer itself may be what knows. */
    @Test
    void a_case_may_be_skipped_when_it_is_evaluated() {
        FunctionSource late = FunctionSource.of(
                        "late",
                        (s, v) -> Subject.of(
                                "late",
                                v,
                                at -> at.get("x").size() > 5 ? Case.skip("more than five") : at.get("x"),
                                (at, u) -> Map.of("x", u)))
                .input("x", s -> new int[] {s.width()});

        CampaignReport report = Campaign.of(late).tries(100).run();

        assertThat(report.failures()).isEmpty();
        assertThat(report.skipped()).containsOnlyKeys("more than five");
    }

    @Test
    void shards_add_up_and_are_read_again() throws IOException {
        Campaign campaign = Campaign.of(skipping(1)).tries(200);
        Path file = directory.resolve("shard.json");
        campaign.shard(2, 2).run().write(file);

        CampaignReport merged = campaign.shard(1, 2).run().merge(CampaignReport.read(file));

        assertThat(merged).hasToString(campaign.run().toString());
    }

    @Test
    void a_case_of_the_corpus_that_its_source_skips_now_is_a_failure_that_says_so() throws IOException {
        Path corpus = directory.resolve("corpus");
        Campaign.of(skipping(2)).tries(50).corpus(corpus).run();
        assertThat(corpus).isDirectoryContaining("glob:**.json");
        FunctionSource none = FunctionSource.of("window", (s, v) -> Case.<Subject>skip("never"))
                .input("x", s -> new int[] {s.between("length", 1, 9)});

        assertThat(Campaign.of(none).corpus(corpus).replay()).singleElement().satisfies(one -> {
            assertThat(one.isFailure()).isTrue();
            assertThat(one.text())
                    .isEqualTo("cannot be checked: its source skips it now (never); delete the file if that is right");
        });
    }

    @Test
    void skipping_ends_a_test_as_aborted() {
        assertThatThrownBy(() -> Case.skip("no such case"))
                .isInstanceOf(SkippedCaseException.class)
                .isInstanceOf(org.opentest4j.TestAbortedException.class)
                .hasMessage("no such case");
    }
}
