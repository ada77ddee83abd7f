package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.source.network.Networks;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
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
        CRASHES("crashes the JVM", "its JVM crashed in "),
        STANDS_STILL("does not end", "showed no sign of life"),
        CLOSES_ITS_STREAMS("", ""),
        PRINTS_A_LOT("", ""),
        READS_INPUT("", ""),
        INTERRUPTS_ITSELF("", ""),
        LEAVES_A_THREAD_THAT_THROWS("", ""),
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
                    ProcessHandle.of(ProcessHandle.current().pid()).ifPresent(own -> signal("-9", own.pid()));
                case STANDS_STILL -> signal("-STOP", ProcessHandle.current().pid());
                case HANGS -> forEver();
                case CLOSES_ITS_STREAMS -> {
                    System.out.close();
                    System.err.close();
                }
                case CRASHES -> crash();
                case PRINTS_A_LOT ->
                    IntStream.range(0, 2_000)
                            .forEach(line -> System.out.println("a line of output that fills a pipe, number " + line));
                case READS_INPUT -> requireEnd(System.in);
                case INTERRUPTS_ITSELF -> Thread.currentThread().interrupt();
                case LEAVES_A_THREAD_THAT_THROWS -> {
                    Thread thread = new Thread(() -> {
                        throw new IllegalStateException("on a thread of its own");
                    });
                    thread.setUncaughtExceptionHandler((any, thrown) -> {});
                    thread.start();
                }
                case EXITS_LATER -> {
                    Thread thread = new Thread(() -> System.exit(0));
                    thread.start();
                    forEver();
                }
            }
        }

        private static void requireEnd(InputStream in) {
            try {
                if (in.read() >= 0) {
                    throw new IllegalStateException("found input, wanted none");
                }
            } catch (IOException cannotRead) {
                throw new UncheckedIOException(cannotRead);
            }
        }

        /** Writes where nobody may. */
        private static void crash() {
            try {
                Class<?> type = Class.forName("sun.misc.Unsafe");
                Field unsafe = type.getDeclaredField("theUnsafe");
                unsafe.setAccessible(true);
                type.getMethod("putAddress", long.class, long.class).invoke(unsafe.get(null), 0L, 1L);
            } catch (ReflectiveOperationException notThere) {
                throw new IllegalStateException(notThere);
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

        private static void signal(String which, long pid) {
            try {
                new ProcessBuilder("kill", which, String.valueOf(pid)).start().waitFor();
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
            case "hangs for long" -> Campaign.of(Deed.HANGS.source()).caseLimit(Duration.ofMinutes(10));
            default -> Campaign.of(Deed.valueOf(what).source());
        };
        return what.equals("hangs for long") ? campaign : campaign.tries(60).caseLimit(Duration.ofSeconds(2));
    }

    private static Campaign inWorkers(String what, String corpus) {
        return campaign(what).threads(2).workers(WorkedCampaignTest.class, what, corpus);
    }

    /** What a worker runs. */
    public static void main(String[] args) {
        Campaign campaign = campaign(args[0]);
        (args[1].isEmpty() ? campaign : campaign.corpus(Path.of(args[1]))).serve();
    }

    @Tag("thorough")
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

    @Tag("thorough")
    @Test
    void a_shard_with_a_case_that_ends_its_jvm_is_that_shard_and_no_other() {
        CampaignReport merged = shardOfHalting(2);
        assertThat(merged.missingShards()).containsExactly(1, 3);

        merged = merged.merge(shardOfHalting(1)).merge(shardOfHalting(3));

        assertThat(merged).hasToString(inWorkers("HALTS", "").run().toString());
    }

    private static CampaignReport shardOfHalting(int shard) {
        assertThat(AT % 3).as("the second shard's").isEqualTo(1);
        return inWorkers("HALTS", "").shard(shard, 3).run();
    }

    @ParameterizedTest
    @EnumSource(names = {"HALTS", "HALTS_IN_MAKING", "EXITS", "IS_KILLED", "HANGS", "CRASHES"})
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

    @Tag("thorough")
    @ParameterizedTest
    @EnumSource(
            names = {
                "CLOSES_ITS_STREAMS",
                "PRINTS_A_LOT",
                "READS_INPUT",
                "INTERRUPTS_ITSELF",
                "LEAVES_A_THREAD_THAT_THROWS"
            })
    void what_does_not_end_the_jvm_is_no_finding_and_cuts_no_line_to_the_campaign(Deed deed) {
        CampaignReport report = inWorkers(deed.name(), "").run();

        assertThat(report.failures()).isEmpty();
        assertThat(report.cases()).isEqualTo(60);
    }

    @Tag("thorough")
    @Test
    void an_exit_by_another_thread_than_that_of_the_case_is_told() {
        CampaignReport report = inWorkers(Deed.EXITS_LATER.name(), "").run();

        assertThat(report.failed()).isTrue();
        assertThat(report.toString()).contains("and not by that case's own thread");
    }

    @Tag("thorough")
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

    @Tag("thorough")
    @Test
    void a_limit_of_time_holds_where_a_case_does_not_end() {
        CampaignReport report = hangingForLong().time(Duration.ofSeconds(2)).run();

        assertThat(report.cases()).isLessThanOrEqualTo(AT);
        assertThat(report.failed()).as("%s", report).isTrue();
    }

    @Test
    void an_interrupt_ends_a_case_that_does_not_end_and_keeps_what_was_seen_before() {
        Thread runner = Thread.currentThread();

        CampaignReport report =
                hangingForLong().progress(cases -> runner.interrupt()).run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.interrupted()).isTrue();
        assertThat(report.cases()).as("the first part, and more of the next").isBetween(16L, AT);
    }

    private static Campaign hangingForLong() {
        return campaign("hangs for long").threads(1).workers(WorkedCampaignTest.class, "hangs for long", "");
    }

    @Test
    @Tag("long")
    void a_jvm_that_stands_still_is_killed_and_told() {
        CampaignReport report = inWorkers(Deed.STANDS_STILL.name(), "").run();

        assertThat(report.cases()).isEqualTo(60);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.signature()).isEqualTo("does not end");
            assertThat(finding.text()).isEqualTo("its JVM showed no sign of life any more, and was killed");
        });
    }

    @Tag("thorough")
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
