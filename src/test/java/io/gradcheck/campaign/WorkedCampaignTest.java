package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.source.network.Networks;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases in JVMs of their own: the same report as on threads, and nothing lost where one of them ends. */
class WorkedCampaignTest {

    @TempDir
    private Path directory;

    /** What code under test does to its JVM, and how the finding is told. */
    enum Deed {
        HALTS("ends the JVM", "exit code 3, with no call of System.exit"),
        HALTS_IN_MAKING("ends the JVM", "exit code 3, with no call of System.exit"),
        EXITS("ends the JVM at " + WorkedCampaignTest.class.getName(), "called System.exit, which ends the JVM"),
        IS_KILLED("crashes the JVM", "signal 9 (SIGKILL)"),
        HANGS("does not end at " + WorkedCampaignTest.class.getName(), "had not ended after"),
        CLOSES_ITS_STREAMS("", ""),
        EXITS_LATER("", "");

        private final String signature;
        private final String text;

        Deed(String signature, String text) {
            this.signature = signature;
            this.text = text;
        }

        private HaltingSource source() {
            return this == HALTS_IN_MAKING
                    ? HaltingSource.making(name(), AT, this::run)
                    : HaltingSource.evaluating(name(), AT, this::run);
        }

        private void run() {
            switch (this) {
                case HALTS, HALTS_IN_MAKING -> Runtime.getRuntime().halt(3);
                case EXITS -> System.exit(0);
                case IS_KILLED ->
                    ProcessHandle.of(ProcessHandle.current().pid()).ifPresent(own -> kill(own.pid()));
                case HANGS -> forEver();
                case CLOSES_ITS_STREAMS -> {
                    System.out.close();
                    System.err.close();
                }
                case EXITS_LATER -> {
                    Thread thread = new Thread(() -> System.exit(0));
                    thread.start();
                    forEver();
                }
            }
        }

        private static void forEver() {
            CountDownLatch never = new CountDownLatch(1);
            try {
                never.await();
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
            }
        }

        private static void kill(long pid) {
            try {
                new ProcessBuilder("kill", "-9", String.valueOf(pid)).start().waitFor();
            } catch (IOException | InterruptedException noSuchCommand) {
                throw new IllegalStateException(noSuchCommand);
            }
        }
    }

    private static final long AT = 37;

    private static Campaign campaign(String what) {
        Campaign campaign = switch (what) {
            case "both" -> Campaign.of(Networks.any(), HaltingSource.wrong("wrong", 8));
            case "wrong" -> Campaign.of(HaltingSource.wrong("wrong", 8));
            case "not made" -> throw new IllegalStateException("cannot be made");
            default -> Campaign.of(Deed.valueOf(what).source());
        };
        return campaign.tries(60).caseLimit(Duration.ofSeconds(1));
    }

    private static Campaign inWorkers(String what, String corpus) {
        return campaign(what).threads(2).workers(WorkedCampaignTest.class, what, corpus);
    }

    /** What a worker runs. */
    public static void main(String[] args) {
        Campaign campaign = campaign(args[0]);
        (args[1].isEmpty() ? campaign : campaign.corpus(Path.of(args[1]))).serve();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 1, 1", "2, 4, 4"})
    void the_report_is_that_of_threads(int workers, int shard, int shards) {
        Campaign campaign = campaign("both").tries(300).shard(shard, shards);

        CampaignReport onThreads = campaign.threads(2).run();
        CampaignReport inWorkers = campaign.threads(workers)
                .workers(WorkedCampaignTest.class, "both", "")
                .run();

        assertThat(inWorkers).hasToString(onThreads.toString());
        assertThat(inWorkers.statistics()).isEqualTo(onThreads.statistics());
        assertThat(onThreads.findings())
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.steps()).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"HALTS", "HALTS_IN_MAKING", "EXITS", "IS_KILLED", "HANGS"})
    void a_case_that_ends_its_jvm_is_a_finding_and_all_others_are_checked(Deed deed) {
        CampaignReport report = inWorkers(deed.name(), "").run();

        assertThat(report.cases()).isEqualTo(60);
        assertThat(report.interrupted()).isFalse();
        assertThat(report.tally().subjects()).isEqualTo(59);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.signature()).startsWith(deed.signature);
            assertThat(finding.first()).isEqualTo(AT);
            assertThat(finding.text()).contains(deed.text);
            assertThat(finding.found())
                    .isEqualTo(
                            deed == Deed.HALTS_IN_MAKING
                                    ? "HALTS_IN_MAKING, of which nothing could be made"
                                    : "square of " + campaignCase(deed).get("x"));
        });
        assertThat(report.failures()).hasSize(1);
    }

    private static Map<String, Object> campaignCase(Deed deed) {
        return deed.source().at(1, AT).data();
    }

    @Test
    void code_that_closes_its_streams_cuts_no_line_to_the_campaign() {
        CampaignReport report = inWorkers(Deed.CLOSES_ITS_STREAMS.name(), "").run();

        assertThat(report.failures()).isEmpty();
        assertThat(report.cases()).isEqualTo(60);
    }

    @Test
    void an_exit_by_another_thread_than_that_of_the_case_is_told() {
        CampaignReport report = inWorkers(Deed.EXITS_LATER.name(), "").run();

        assertThat(report.failed()).isTrue();
        assertThat(report.toString()).contains("and not by that case's own thread");
    }

    @Test
    void findings_are_in_the_corpus_and_those_that_end_their_jvm_are_told_by_their_files() {
        Path corpus = directory.resolve("corpus");
        inWorkers(Deed.HALTS.name(), corpus.toString()).corpus(corpus).run();
        inWorkers("wrong", corpus.toString()).corpus(corpus).run();

        assertThat(Objects.requireNonNull(corpus.toFile().list()))
                .hasSize(2)
                .anyMatch(file -> file.startsWith("halts-ends-the-jvm"))
                .anyMatch(file -> file.startsWith("wrong-"));
        CampaignReport again =
                inWorkers(Deed.HALTS.name(), corpus.toString()).corpus(corpus).run();
        assertThat(again.replayed())
                .extracting(Replayed::state)
                .containsExactly(Replayed.State.FAILS, Replayed.State.NO_SOURCE);
        assertThat(again.replayed().get(0).text()).startsWith("ends the JVM\n").contains("exit code 3");
        assertThat(again.cases()).as("the series goes on").isEqualTo(60);
    }

    @Test
    void a_worker_that_cannot_be_started_fails_the_campaign_with_its_exit_code() {
        CampaignReport report = campaign("wrong")
                .threads(1)
                .workers(WorkedCampaignTest.class, "not made", "")
                .run();

        assertThat(report.failures())
                .anyMatch(cause -> cause.contains("a worker cannot be started: its JVM ended with exit code 1"))
                .contains("no case was checked");
    }

    @Test
    void an_interrupt_ends_it_with_what_there_is() {
        Thread.currentThread().interrupt();
        CampaignReport report = inWorkers("wrong", "").run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.interrupted()).isTrue();
        assertThat(report.cases()).isLessThan(60);
    }

    @Test
    void a_limit_of_time_ends_it() {
        CampaignReport report =
                inWorkers("wrong", "").time(Duration.ofMillis(1)).run();

        assertThat(report.interrupted()).isFalse();
        assertThat(report.cases()).isLessThan(1_000_000);
    }

    @Test
    void workers_end_when_their_parent_is_gone() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentOfHanging.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            long worker = Long.parseLong(out.readLine());
            assertThat(ProcessHandle.of(worker)).isPresent();

            parent.destroyForcibly().waitFor();

            ProcessHandle.of(worker)
                    .ifPresent(left -> assertThat(left.onExit().orTimeout(60, TimeUnit.SECONDS))
                            .isNotCancelled()
                            .succeedsWithin(Duration.ofSeconds(60)));
        }
    }

    /** A campaign with one worker, whose case tells its process and does not end. */
    static final class ParentOfHanging {

        private ParentOfHanging() {}

        public static void main(String[] args) {
            Campaign campaign = Campaign.of(HaltingSource.evaluating("hanging", 0, () -> {
                        System.out.println(ProcessHandle.current().pid());
                        Deed.forEver();
                    }))
                    .threads(1);
            if (args.length > 0) {
                campaign.serve();
            }
            campaign.workers(ParentOfHanging.class, "worker").run();
        }
    }

    @Test
    void who_was_not_started_as_a_worker_cannot_serve() {
        assertThatThrownBy(() -> campaign("wrong").serve())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("found no parent, wanted to be started by a campaign as its worker");
    }

    @Test
    void reports_travel_as_bytes() throws IOException {
        CampaignReport report = campaign("wrong").run();
        Path file = directory.resolve("report.json");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        report.write(file);
        report.write(bytes);

        assertThat(bytes.toByteArray()).isEqualTo(Files.readAllBytes(file));
        assertThat(CampaignReport.read(new ByteArrayInputStream(bytes.toByteArray())))
                .hasToString(report.toString());
        assertThatThrownBy(() -> CampaignReport.read(new ByteArrayInputStream(new byte[] {'{', 'x'})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("report: found no JSON");
    }
}
