package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.maven.ForkingModule.NoToolchain;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal merge, and the JVM that it forks. */
class MergeMojoTest {

    private static final Campaign NETWORKS = Campaign.of(Networks.any()).tries(31);

    @TempDir
    private Path directory;

    private ForkingModule module;
    private MergeMojo goal;
    private Path shards;
    private Path merged;

    @BeforeEach
    void configure() {
        module = new ForkingModule(directory);
        goal = module.with(new MergeMojo(new NoToolchain()));
        shards = module.target().resolve("gradcheck-shards");
        merged = module.target().resolve("gradcheck-fuzz").resolve("results.json");
    }

    /** Some shards of three of a campaign, each in a folder of its own, as they are where artifacts are downloaded. */
    private void write(Campaign campaign, int... numbers) throws IOException {
        for (int number : numbers) {
            Path folder = Files.createDirectories(shards.resolve("shard-" + number));
            campaign.shard(number, 3).run().write(folder.resolve("results-" + number + "-of-3.json"));
        }
    }

    private void reports(Path... places) {
        ForkingModule.set(goal, "reports", Stream.of(places).map(Path::toString).toList());
    }

    @Test
    void all_shards_give_the_report_of_one_run() throws Exception {
        write(NETWORKS, 1, 2, 3);

        goal.execute();

        CampaignReport whole = NETWORKS.run();
        assertThat(CampaignReport.read(merged)).hasToString(whole.toString());
        assertThat(module.said())
                .startsWith("Reports: "
                        + String.join(
                                ", ",
                                IntStream.rangeClosed(1, 3)
                                        .mapToObj(k -> shards.resolve("shard-" + k)
                                                .resolve("results-" + k + "-of-3.json")
                                                .toString())
                                        .toList()))
                .anySatisfy(line -> assertThat(line).startsWith("31 cases of seed 1: "));
        assertThat(module.corpus()).doesNotExist();
    }

    @Test
    void a_shard_that_is_missing_fails_and_is_named() throws Exception {
        write(NETWORKS, 1, 3);

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "merging failed: a finding, a shard that is missing, or a file that is left out; the report above says which"
                                + "\n  merged report: " + merged
                                + "\n  findings are kept in " + module.corpus() + ", and checked first from now on");
        assertThat(module.said()).contains("missing: shard 2");
        assertThat(CampaignReport.read(merged).missingShards()).containsExactly(2);
    }

    @Test
    void a_finding_of_a_shard_fails_and_is_kept_in_the_corpus() throws Exception {
        FunctionSource wrong = FunctionSource.of(
                        "negation",
                        (s, v) -> Subject.objective(
                                "negation",
                                x -> -x[0],
                                x -> new double[] {1},
                                v.get("x").values()))
                .input("x", s -> new int[] {1});
        write(Campaign.of(wrong).tries(31), 1, 2, 3);

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("merging failed: ");
        assertThat(module.said())
                .contains("FAILED: negation: sign flipped")
                .noneMatch(line -> line.contains("missing"));
        assertThat(module.corpus().toFile().list()).hasSize(1);
    }

    @Test
    void what_is_named_and_is_not_there_fails_and_the_others_are_merged() throws Exception {
        write(NETWORKS, 1, 2, 3);
        Path none = directory.resolve("none.json");
        reports(shards, none);

        assertThatThrownBy(goal::execute).isInstanceOf(MojoFailureException.class);
        assertThat(module.said()).contains("left out: " + none + ": there is no such file");
        assertThat(CampaignReport.read(merged).missingShards()).isEmpty();
    }

    @Test
    void files_that_are_no_reports_fail_and_leave_no_report_of_an_earlier_run() throws Exception {
        Path damaged = Files.writeString(Files.createDirectories(shards).resolve("damaged.json"), "{");
        Files.createDirectories(merged.getParent());
        Files.writeString(merged, "of an earlier run");

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("merging failed: found no merged report " + merged + ", wanted one; the reason is above");
        assertThat(module.said()).anySatisfy(line -> assertThat(line).startsWith("left out: " + damaged));
        assertThat(merged).doesNotExist();
    }

    @Test
    void no_report_at_all_fails_with_where_it_was_looked_for() throws IOException {
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("no report of a shard: looked for what gradcheck:fuzz writes with -Dgradcheck.shard and"
                        + " -Dgradcheck.shards, results-K-of-N.json, here:"
                        + "\n    " + shards + ": there is no such file or directory"
                        + "\n  to look elsewhere: -Dgradcheck.reports=FILE,DIRECTORY,...");

        Files.createDirectories(shards);
        Files.writeString(shards.resolve("results.txt"), "no JSON");
        reports(shards, directory.resolve("none.json"));
        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("\n    " + shards + ": no *.json in it" + "\n    "
                        + directory.resolve("none.json") + ": there is no such file or directory");
    }

    @Test
    void the_merged_report_is_none_of_a_shard() throws Exception {
        Path work = Files.createDirectories(merged.getParent());
        Files.writeString(merged, "{}");
        Path shard = Files.writeString(work.resolve("results-1-of-3.json"), "{}");
        reports(work, shard);

        assertThat(goal.files(merged)).containsExactly(shard);

        reports(shard, merged);
        assertThatThrownBy(() -> goal.files(merged))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("gradcheck.fuzzResults: found " + merged
                        + ", which is one of gradcheck.reports too, wanted a file of its own for the merged report");
    }

    @Test
    void places_are_of_the_module_and_a_file_named_twice_is_taken_once() throws Exception {
        Path file = Files.writeString(Files.createDirectories(shards).resolve("1.json"), "{}");
        ForkingModule.set(goal, "reports", List.of("target/gradcheck-shards", " ./target/gradcheck-shards/1.json"));

        assertThat(goal.files(merged)).containsExactly(file);
    }

    @Test
    void it_does_nothing_where_it_is_skipped() throws Exception {
        ForkingModule.set(goal, "skip", true);

        goal.execute();

        assertThat(module.said()).containsExactly("Skipped: gradcheck.skip is set.");
    }
}
