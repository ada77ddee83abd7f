package io.gradcheck.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Networks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkFuzzTest {

    @TempDir
    private Path directory;

    /**
     * A report as JSON, without how it was divided, and without the examples of findings that are not shown: all that a shard finds is
     * made small, as it is not known there what the others show.
     */
    static JsonObject json(String results) throws Exception {
        CampaignReport report = CampaignReport.read(new ByteArrayInputStream(results.getBytes(StandardCharsets.UTF_8)));
        Set<String> shown = report.findings().stream()
                .map(group -> group.source() + group.first())
                .collect(Collectors.toSet());
        JsonObject fields = JsonParser.object().from(results);
        assertThat(fields.remove("shards")).isNotNull();
        assertThat(fields.remove("of")).isNotNull();
        for (Object finding : fields.getArray("findings")) {
            JsonObject one = (JsonObject) finding;
            if (!shown.contains(one.getString("source") + one.getLong("first"))) {
                List.of("summary", "text", "code", "case", "steps", "checks").forEach(one::remove);
            }
        }
        return fields;
    }

    static JsonObject json(CampaignReport report) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.write(bytes);
        return json(bytes.toString(StandardCharsets.UTF_8));
    }

    static String text(CampaignReport report) {
        return report + "\n\n" + report.statistics() + "\n";
    }

    static CampaignReport ofOneMachine(List<Class<? extends SubjectSource>> sources, long tries, long seed)
            throws ReflectiveOperationException {
        List<SubjectSource> made = new ArrayList<>();
        for (Class<? extends SubjectSource> source : sources) {
            made.add(source.getDeclaredConstructor().newInstance());
        }
        return Campaign.of(made.toArray(SubjectSource[]::new))
                .tries(tries)
                .seed(seed)
                .run();
    }

    static Object[] options(List<Class<? extends SubjectSource>> sources, Object... more) {
        List<Object> options = new ArrayList<>();
        sources.forEach(source -> options.addAll(List.of("--source", source.getName())));
        options.addAll(Arrays.asList(more));
        return options.toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 64})
    void any_number_of_shards_comes_to_the_report_of_one_machine_whatever_is_wrong(int shards) throws Exception {
        Path report = directory.resolve("report.txt");
        Path results = directory.resolve("results.json");
        CampaignReport one = ofOneMachine(Planted.WRONG, 600, 5);

        Fuzz spark = Fuzz.local(options(
                Planted.WRONG,
                "--tries",
                600,
                "--seed",
                5,
                "--partitions",
                shards,
                "--report",
                report.toUri(),
                "--results",
                results.toUri()));

        assertThat(spark.code()).isEqualTo(1);
        assertThat(one.findings()).hasSizeGreaterThanOrEqualTo(Planted.WRONG.size());
        assertThat(report).hasContent(text(one));
        assertThat(spark.out()).contains(text(one)).contains(shards + " of " + shards + " shards: ");
        assertThat(json(Files.readString(results))).isEqualTo(json(one));
        assertThat(CampaignReport.read(results).missingShards()).isEmpty();
    }

    @Test
    void networks_come_to_the_report_of_one_machine() throws Exception {
        Path results = directory.resolve("results.json");
        CampaignReport one = Campaign.of(Networks.any().depth(1, 3)).tries(300).run();

        Fuzz spark = Fuzz.local("--tries", 300, "--depth", "1..3", "--partitions", 7, "--results", results.toUri());

        assertThat(spark.code()).isZero();
        assertThat(spark.out())
                .startsWith("gradcheck fuzz: seed 1   (repeat: fuzz --seed 1)" + System.lineSeparator())
                .contains(text(one));
        assertThat(json(Files.readString(results))).isEqualTo(json(one));
    }

    @Test
    void a_case_that_ends_its_jvm_is_a_finding_and_the_others_are_checked() {
        Fuzz spark = Fuzz.local(options(
                List.of(Planted.Exits.class, Planted.Halts.class), "--tries", 120, "--seed", 2, "--partitions", 4));

        assertThat(spark.code()).isEqualTo(1);
        assertThat(spark.out())
                .contains("120 cases of seed 2")
                .contains("called System.exit, which ends the JVM")
                .contains("its JVM ended with exit code 0")
                .contains("4 of 4 shards: ")
                .doesNotContain("MISSING");
    }

    @Test
    void a_shard_that_fails_is_named_and_the_others_are_merged() throws Exception {
        Path report = directory.resolve("report.txt");
        Path results = directory.resolve("results.json");

        Fuzz spark = Fuzz.by(
                FailingShards::new,
                options(
                        List.of(Planted.Right.class),
                        "--tries",
                        80,
                        "--partitions",
                        8,
                        "--report",
                        report.toUri(),
                        "--results",
                        results.toUri()));

        assertThat(spark.code()).isEqualTo(1);
        assertThat(Files.readString(report))
                .contains("60 cases of seed 1, shards 1, 2, 4, 5, 7, 8 of 8: ")
                .endsWith("""

                        MISSING: shards 3, 6 of 8
                          shard 3: failed, java.lang.IllegalStateException: planted
                          shard 6: failed, java.lang.IllegalStateException: planted
                        """);
        assertThat(CampaignReport.read(results).missingShards()).containsExactly(3, 6);
    }

    /** Fails at two shards, however often they are tried. */
    private record FailingShards(Shards shards) implements Shards {
        @Override
        public CampaignReport run(int shard, int of) throws IOException {
            if (shard % 3 == 0) {
                throw new IllegalStateException("planted");
            }
            return shards.run(shard, of);
        }
    }

    @Test
    void a_job_that_spark_ends_is_told_with_the_shards_that_have_come() {
        Fuzz spark = Fuzz.by(
                ShardsThatEndTheJob::new,
                options(List.of(Planted.Right.class), "--tries", 80, "--partitions", 8, "--master", "local[1]"));

        assertThat(spark.code()).isEqualTo(1);
        assertThat(spark.out())
                .contains("30 cases of seed 1, shards 1, 2, 3 of 8: ")
                .contains("MISSING: shards 4-8 of 8\n  shards 4-8: left out, as the job failed: ")
                .contains("planted");
    }

    /** Throws what no code declares, as a loss of executors ends a job: past what a task catches. */
    private record ShardsThatEndTheJob(Shards shards) implements Shards {
        @Override
        public CampaignReport run(int shard, int of) throws IOException {
            if (shard == 4) {
                ShardsThatEndTheJob.<RuntimeException>sneak(new Exception("planted"));
            }
            return shards.run(shard, of);
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> void sneak(Exception thrown) throws E {
            throw (E) thrown;
        }
    }

    @Test
    void a_shard_that_fails_once_is_tried_again_and_counts_once() throws Exception {
        CampaignReport one = ofOneMachine(List.of(Planted.Right.class), 80, 1);

        Fuzz spark = Fuzz.by(
                FirstTriesFail::new,
                options(List.of(Planted.Right.class), "--tries", 80, "--partitions", 4, "--master", "local[2,3]"));

        assertThat(spark.code()).isZero();
        assertThat(spark.out()).contains(text(one)).contains("4 of 4 shards: ");
    }

    /** Fails at the first two tries of a shard, when it has been checked. */
    private record FirstTriesFail(Shards shards) implements Shards {
        @Override
        public CampaignReport run(int shard, int of) throws IOException {
            CampaignReport report = shards.run(shard, of);
            if (org.apache.spark.TaskContext.get().attemptNumber() < 2) {
                throw new IllegalStateException("planted");
            }
            return report;
        }
    }

    @Test
    void enough_findings_stop_it_and_what_was_left_out_is_named() throws Exception {
        Path results = directory.resolve("results.json");

        Fuzz spark = Fuzz.local(options(
                List.of(Planted.NoFactor.class),
                "--tries",
                64_000,
                "--partitions",
                64,
                "--stop-after",
                1,
                "--results",
                results.toUri()));

        assertThat(spark.code()).isEqualTo(1);
        assertThat(spark.out())
                .containsPattern("MISSING: shards? [\\d, -]+ of 64")
                .containsPattern("left out, as there are 1 findings or more \\(--stop-after 1\\)");
        assertThat(CampaignReport.read(results).missingShards()).isNotEmpty();
    }

    @Test
    void time_stops_it_and_shards_that_were_not_begun_are_named() {
        Fuzz all = Fuzz.local(options(List.of(Planted.Right.class), "--time", "4s"));

        assertThat(all.code()).isZero();
        assertThat(all.out()).contains("2 of 2 shards: ").doesNotContain("MISSING");

        Fuzz some = Fuzz.local(options(List.of(Planted.Right.class), "--time", "4s", "--partitions", 8));

        assertThat(some.code()).isEqualTo(1);
        assertThat(some.out())
                .containsPattern("MISSING: shards [\\d, -]+ of 8")
                .contains("left out, as no executor began it in time; see --time and --partitions");
    }

    @Test
    void a_source_that_no_worker_can_make_fails() {
        Fuzz spark = Fuzz.local(options(List.of(Planted.OfVector.class), "--tries", 8, "--partitions", 2));

        assertThat(spark.code()).isNotZero();
    }

    @Test
    void wrong_usage_says_what_was_wanted_and_ends_with_2() {
        assertThat(Fuzz.local("--partitions", 0).code()).isEqualTo(2);
        assertThat(Fuzz.local("--stop-after", 0).err()).contains("--stop-after: found 0, wanted 1 or more");
        assertThat(Fuzz.local("--source", "no.such.Source").err())
                .contains("--source: found no class no.such.Source on the class path");
        assertThat(Fuzz.local("--shard", "1/2").code()).isEqualTo(2);
    }
}
