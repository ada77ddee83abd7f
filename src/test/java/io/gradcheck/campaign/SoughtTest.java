package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Campaigns that look for wrong gradients alone, or for broken laws alone. */
class SoughtTest {

    private static final Campaign WRONG = Campaign.of(ScaleLayer.wrongSource()).tries(50);
    private static final Campaign LAWLESS = Campaign.of(new Lawless()).tries(50);

    /** A right gradient that breaks two laws: it writes to its argument, and knows a variable that nobody else does. */
    private static final class Lawless extends TensorSource {
        Lawless() {
            super("lawless");
        }

        @Override
        protected Map<String, Variable> variables(Sizes sizes) {
            return Map.of("x", new Variable(Values.normal(), 2));
        }

        @Override
        protected Subject subject(Sizes sizes, Map<String, Tensor> values) {
            Subject square = Subject.of(
                    "lawless",
                    values,
                    at -> Tensor.scalar(at.get("x").get(0) * at.get("x").get(0)),
                    (at, u) -> Map.of("x", Tensor.vector(2 * at.get("x").get(0) * u.get(), 0)));
            return new ForwardingSubject(square) {
                @Override
                public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
                    Map<String, Tensor> gradient = super.gradient(point, upstream);
                    point.get("x").set(7, 1);
                    return Map.of("x", gradient.get("x"), "y", Tensor.scalar(1));
                }
            };
        }
    }

    @Test
    void laws_are_no_findings_where_gradients_are_sought() {
        assertThat(LAWLESS.gradientsOnly().run().failures()).isEmpty();
        assertThat(WRONG.gradientsOnly().run().findings()).isNotEmpty();
    }

    @Test
    void gradients_are_no_findings_where_laws_are_sought() {
        CampaignReport report = WRONG.lawsOnly().run();

        assertThat(report.tally().count(Verdict.FAIL)).isPositive();
        assertThat(report.findings()).allMatch(group -> group.isBroken(Law.GRADIENT_ALONE));
    }

    @Test
    void each_broken_law_is_a_finding_of_its_own_where_laws_are_sought() {
        CampaignReport report = LAWLESS.lawsOnly().run();

        assertThat(report.findings())
                .extracting(FindingGroup::signature)
                .containsExactly("law ARGUMENTS_UNTOUCHED", "law SHAPES");
        assertThat(report.findings()).extracting(FindingGroup::count).containsOnly(50L);
        assertThat(report.findings().get(1).isBroken(Law.SHAPES)).isTrue();
        assertThat(report.findings().get(1).isBroken(Law.FINITE)).isFalse();
        assertThat(LAWLESS.run().findings())
                .extracting(FindingGroup::signature)
                .containsExactly("law ARGUMENTS_UNTOUCHED");
    }

    @Test
    void the_text_of_a_law_is_that_of_its_findings() {
        CampaignReport report = LAWLESS.lawsOnly().run();

        assertThat(report.text(Law.SHAPES))
                .startsWith("lawless: law SHAPES is BROKEN, in 50 cases")
                .contains("\n50 cases of seed 1: ")
                .doesNotContain("lawless: law ARGUMENTS_UNTOUCHED is BROKEN, in");
        assertThat(report.text(Law.FINITE)).isEmpty();
    }

    @Test
    void laws_are_counted() {
        Tally tally = LAWLESS.run().tally();

        assertThat(tally.count(Law.SHAPES, Verdict.FAIL)).isEqualTo(50);
        assertThat(tally.count(Law.FINITE, Verdict.PASS)).isEqualTo(50);
        assertThat(tally.count(Law.FINITE, Verdict.FAIL)).isZero();
        assertThat(tally.count(Law.BATCH_IS_SUM, Verdict.PASS)).isZero();
        CampaignReport merged =
                LAWLESS.shard(1, 2).run().merge(LAWLESS.shard(2, 2).run());
        assertThat(merged.tally().count(Law.SHAPES, Verdict.FAIL)).isEqualTo(50);
    }

    @Test
    void counts_of_laws_are_written_and_may_be_missing(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("report.json");
        LAWLESS.run().write(file);
        Path earlier = directory.resolve("earlier.json");
        Files.writeString(earlier, Files.readString(file).replaceFirst("\"laws\"", "\"something else\""));

        assertThat(CampaignReport.read(file).tally().count(Law.SHAPES, Verdict.FAIL))
                .isEqualTo(50);
        assertThat(CampaignReport.read(earlier).tally().count(Law.SHAPES, Verdict.FAIL))
                .isZero();
    }

    @Test
    void a_corpus_is_replayed_for_what_is_sought(@TempDir Path directory) {
        LAWLESS.corpus(directory).run();

        assertThat(LAWLESS.corpus(directory).tries(1).gradientsOnly().run().failures())
                .isEmpty();
        assertThat(LAWLESS.corpus(directory).tries(1).lawsOnly().run().failures())
                .isNotEmpty();
    }

    @Test
    void code_repeats_the_checker_that_found_it() {
        GradientChecker checker = GradientChecker.standard().without(Law.SHAPES).maxEvaluations(50);
        FindingGroup group = LAWLESS.checker(checker).run().findings().get(0);

        assertThat(group.code())
                .startsWith("import ")
                .contains("import io.gradcheck.finding.Law;\n")
                .contains(
                        "        GradientChecker.standard().seed(0).maxEvaluations(50).without(Law.SHAPES).check(subject, 1)");
    }
}
