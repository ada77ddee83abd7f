package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a case does, it is told as that, and nothing that was found beside it is lost. */
class HostileCasesTest {

    private static final int WIDE = 5;
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path directory;

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void whatever_still_waits_may_go_on() {
        over.countDown();
    }

    /** {@code y = x x}, with a gradient that is right, or wrong by a factor. */
    private static class Squares implements Layer {

        private final double factor;
        private Tensor input = Tensor.scalar(0);

        private Squares(double factor) {
            this.factor = factor;
        }

        @Override
        public Tensor forward(Tensor x) {
            input = x.copy();
            return products(x, x, 1);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            return products(input, outputGradient, factor);
        }

        private static Tensor products(Tensor a, Tensor b, double factor) {
            Tensor products = a.copy();
            for (int i = 0; i < a.size(); i++) {
                products.values()[i] *= factor * b.values()[i];
            }
            return products;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    private static SubjectSource squares(String name, Supplier<Layer> layer) {
        return LayerSource.of(name, s -> layer.get(), s -> new int[] {s.width()});
    }

    private static SubjectSource wrong() {
        return squares("wrong", () -> new Squares(3));
    }

    /** Right squares that do something before their output is returned, where inputs are {@value #WIDE} wide. */
    private static SubjectSource where(UnaryOperator<Tensor> wide) {
        return squares("hostile", () -> new Squares(2) {
            @Override
            public Tensor forward(Tensor x) {
                Tensor y = super.forward(x);
                return x.size() == WIDE ? wide.apply(y) : y;
            }
        });
    }

    private void waits() {
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException goesOn) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> signatures(CampaignReport report) {
        return report.findings().stream()
                .map(group -> group.source() + ": " + group.signature())
                .toList();
    }

    @Test
    void a_case_that_does_not_end_is_a_finding_and_the_others_go_on() {
        Set<Integer> widths = ConcurrentHashMap.newKeySet();
        SubjectSource waiting = where(y -> {
            if (widths.add(y.size())) { // once: each such thread is left behind
                waits();
            }
            return y;
        });

        CampaignReport report =
                Campaign.of(waiting, wrong()).tries(100).caseLimit(SHORT).run();

        assertThat(report.cases()).isEqualTo(100);
        assertThat(signatures(report))
                .containsExactlyInAnyOrder(
                        "wrong: constant factor #",
                        "hostile: does not end at " + HostileCasesTest.class.getName() + ".waits");
        FindingGroup hanging = report.findings().stream()
                .filter(group -> group.source().equals("hostile"))
                .findAny()
                .orElseThrow();
        assertThat(hanging.found()).contains("width=" + WIDE);
        assertThat(hanging.checks()).as("it is not tried again").isZero();
        assertThat(hanging.text())
                .containsPattern("had not ended after \\d.* s")
                .contains("CountDownLatch.await", "HostileCasesTest.waits", "HostileCasesTest$");
    }

    @Test
    void a_source_that_does_not_come_back_is_told_by_the_index_of_the_case() {
        Set<String> once = ConcurrentHashMap.newKeySet();
        SubjectSource waiting = LayerSource.of("waiting", s -> new Squares(2), s -> {
            int width = s.width();
            if (width == WIDE && once.add("waits")) {
                waits();
            }
            return new int[] {width};
        });

        CampaignReport report = Campaign.of(waiting).tries(50).caseLimit(SHORT).run();

        assertThat(report.findings()).singleElement().satisfies(group -> {
            assertThat(group.signature()).startsWith("does not end");
            assertThat(group.found()).isEqualTo("waiting, of which nothing could be made");
            assertThat(group.code()).contains("source.at(1L, " + group.first() + "L).subject()");
        });
        assertThat(report.cases()).isEqualTo(50);
    }

    /** Once the series is over, it waits at the first number that has few digits. */
    @Test
    void a_simpler_case_that_does_not_end_leaves_the_simplest_so_far() {
        AtomicBoolean seriesIsOver = new AtomicBoolean();
        Set<String> once = ConcurrentHashMap.newKeySet();
        SubjectSource waiting = LayerSource.of(
                        "waiting",
                        s -> new Squares(3) {
                            @Override
                            public Tensor forward(Tensor x) {
                                boolean few = x.get(0) * 1000 == Math.rint(x.get(0) * 1000);
                                if (few && seriesIsOver.get() && once.add("waits")) {
                                    waits();
                                }
                                return super.forward(x);
                            }
                        },
                        s -> new int[] {s.width()})
                .inputs(s -> Values.between(1.1, 1.9));

        CampaignReport report = Campaign.of(waiting)
                .tries(20)
                .caseLimit(SHORT)
                .progress(done -> seriesIsOver.compareAndSet(false, done == 20))
                .run();

        assertThat(once).as("it did wait").isNotEmpty();
        assertThat(signatures(report)).containsExactly("waiting: constant factor #");
        assertThat(report.findings().get(0).text()).contains("constant factor 1.5");
    }

    @Test
    void where_all_ends_in_time_nothing_is_said() {
        CampaignReport report = Campaign.of(where(y -> y))
                .tries(50)
                .caseLimit(Duration.ofMinutes(1))
                .run();

        assertThat(report.failures()).isEmpty();
    }

    static List<Throwable> anything() {
        return List.of(
                new IllegalArgumentException("bad size"),
                new NoClassDefFoundError("com/acme/Missing"),
                new ExceptionInInitializerError("no table"),
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new IOException("disk gone"),
                new InterruptedException("stopped"),
                new AssertionError("broken"));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable any) throws T {
        throw (T) any;
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatever_a_pass_throws_is_a_finding_and_stops_nothing(Throwable any) {
        SubjectSource throwing = where(y -> {
            throw HostileCasesTest.<RuntimeException>sneaky(any);
        });

        CampaignReport report = Campaign.of(throwing, wrong()).tries(100).run();

        assertThat(report.cases()).isEqualTo(100);
        assertThat(signatures(report))
                .hasSize(2)
                .contains("wrong: constant factor #")
                .anyMatch(one ->
                        one.startsWith("hostile: throws " + any.getClass().getSimpleName()));
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatever_a_constructor_throws_is_a_finding_and_stops_nothing(Throwable any) {
        SubjectSource throwing = LayerSource.of(
                "throwing",
                s -> {
                    if (s.width() == WIDE) {
                        throw HostileCasesTest.<RuntimeException>sneaky(any);
                    }
                    return new Squares(2);
                },
                s -> new int[] {s.width()});

        CampaignReport report = Campaign.of(throwing, wrong()).tries(100).run();

        assertThat(report.cases()).isEqualTo(100);
        assertThat(signatures(report))
                .hasSize(2)
                .contains("wrong: constant factor #")
                .anyMatch(one ->
                        one.startsWith("throwing: throws " + any.getClass().getSimpleName()));
    }

    @Test
    void a_corpus_that_cannot_be_written_fails_the_campaign_and_loses_no_report() throws IOException {
        Path noDirectory =
                Files.writeString(directory.resolve("file"), "in the way").resolve("corpus");

        CampaignReport report =
                Campaign.of(wrong()).tries(20).corpus(noDirectory).run();

        assertThat(signatures(report)).containsExactly("wrong: constant factor #");
        assertThat(report.failures())
                .anySatisfy(one -> assertThat(one)
                        .startsWith("corpus " + noDirectory + ": cannot write wrong-constant-factor")
                        .contains("Exception"));
    }

    @Test
    void a_corpus_that_is_a_file_is_refused() throws IOException {
        Path file = Files.writeString(directory.resolve("corpus"), "a file");

        assertThatThrownBy(() -> Campaign.of(wrong()).corpus(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("corpus: found " + file + ", a file, wanted a directory");
    }

    @Test
    void a_finding_is_in_the_corpus_as_soon_as_it_is_seen() throws IOException {
        Path corpus = directory.resolve("corpus");
        Set<List<String>> seen = ConcurrentHashMap.newKeySet();

        CampaignReport report = Campaign.of(wrong())
                .tries(40)
                .threads(1)
                .corpus(corpus)
                .progress(done -> seen.add(List.of(corpus.toFile().list())))
                .run();

        assertThat(seen)
                .as("while cases were checked")
                .anyMatch(files -> files.size() == 1 && files.get(0).startsWith("wrong-constant-factor"));
        assertThat(corpus).isDirectoryContaining("glob:**wrong-constant-factor-*.json");
        FindingGroup group = report.findings().get(0);
        assertThat(group.steps()).isPositive();
        assertThat(Files.readString(kept(corpus)).replaceAll("\\s", ""))
                .as("shrunk by now")
                .contains("\"checkerSeed\":" + group.first())
                .contains("\"values\":[1.0,1.0]");
    }

    private static Path kept(Path corpus) throws IOException {
        try (Stream<Path> files = Files.list(corpus)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void a_listener_that_throws_is_told_and_loses_nothing() {
        CampaignReport report = Campaign.of(wrong())
                .tries(30)
                .progress(done -> {
                    throw new IllegalStateException("no terminal");
                })
                .run();

        assertThat(report.cases()).isEqualTo(30);
        assertThat(report.failures())
                .containsExactly(
                        "wrong: constant factor 1.5",
                        "the listener of its progress threw java.lang.IllegalStateException: no terminal");
    }

    @Test
    void what_is_not_finite_at_ordinary_numbers_is_a_finding() {
        SubjectSource roots = squares("roots", () -> new Squares(2) {
            @Override
            public Tensor forward(Tensor x) {
                Tensor y = super.forward(x);
                y.values()[0] = x.get(0) < 0 ? Double.NaN : y.get(0);
                return y;
            }
        });

        CampaignReport report = Campaign.of(roots).tries(200).leastSeen(0).run();

        assertThat(signatures(report)).containsExactly("roots: law FINITE");
        assertThat(report.toString()).contains("output[0] is NaN");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "25.1, Infinity"})
    void what_is_not_finite_at_zero_or_where_numbers_are_large_is_none(double least, double most) {
        SubjectSource overflowing = squares("overflowing", () -> new Squares(2) {
            @Override
            public Tensor forward(Tensor x) {
                Tensor y = super.forward(x);
                for (int i = 0; i < x.size(); i++) {
                    double size = Math.abs(x.values()[i]);
                    y.values()[i] = size >= least && size <= most ? Double.POSITIVE_INFINITY : y.values()[i];
                }
                return y;
            }
        });

        CampaignReport report =
                Campaign.of(overflowing).tries(200).leastSeen(0).lawsOnly().run();

        assertThat(report.tally().count(Law.FINITE, Verdict.INCONCLUSIVE))
                .as("cases that are not finite")
                .isPositive();
        assertThat(report.failures()).noneMatch(one -> one.contains("FINITE"));
    }

    @Test
    void an_interrupted_campaign_does_not_wait_for_what_sleeps() {
        Thread caller = Thread.currentThread();
        AtomicBoolean once = new AtomicBoolean(); // a case that was given up goes on when it may, beside the next test
        SubjectSource sleeping = where(y -> {
            if (once.compareAndSet(false, true)) {
                caller.interrupt();
            }
            waits();
            return y;
        });

        CampaignReport report = Campaign.of(sleeping).tries(1_000).threads(1).run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.interrupted()).isTrue();
        assertThat(report.failures())
                .anySatisfy(one -> assertThat(one)
                        .matches("case \\d+ \\(hostile .*\\) was given up after .* s, when the campaign was to stop"));
    }

    @Tag("thorough")
    @Test
    void time_that_is_over_ends_a_case_that_does_not() {
        CampaignReport report = Campaign.of(where(y -> {
                    waits();
                    return y;
                }))
                .threads(1)
                .time(Duration.ofMillis(100))
                .run();

        assertThat(signatures(report)).singleElement().asString().startsWith("hostile: does not end at ");
        assertThat(report.interrupted()).isFalse();
    }

    @Test
    void a_file_of_the_corpus_whose_case_does_not_end_is_named_and_the_others_are_checked() throws IOException {
        Path corpus = directory.resolve("corpus");
        Campaign.of(wrong()).tries(20).corpus(corpus).run();
        Files.copy(kept(corpus), corpus.resolve("another.json"));
        Set<String> once = ConcurrentHashMap.newKeySet();
        SubjectSource waiting = squares("wrong", () -> new Squares(3) {
            @Override
            public Tensor forward(Tensor x) {
                if (once.add("waits")) {
                    waits();
                }
                return super.forward(x);
            }
        });

        List<Replayed> replayed =
                Campaign.of(waiting).threads(1).corpus(corpus).caseLimit(SHORT).replay();

        assertThat(replayed).hasSize(2);
        assertThat(replayed.get(0).file()).isEqualTo("another.json");
        assertThat(replayed.get(0).state()).isEqualTo(Replayed.State.FAILS);
        assertThat(replayed.get(0).text())
                .startsWith("does not end\nhad not ended after")
                .contains("HostileCasesTest.waits");
        assertThat(replayed.get(1).text()).contains("WRONG");
    }

    @Test
    void a_file_of_the_corpus_whose_case_cannot_be_made_is_named_whatever_is_thrown() throws IOException {
        Path corpus = directory.resolve("corpus");
        Campaign.of(wrong()).tries(20).corpus(corpus).run();
        SubjectSource broken = squares("wrong", () -> {
            throw new NoClassDefFoundError("com/acme/Missing");
        });

        assertThat(Campaign.of(broken).corpus(corpus).replay()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(Replayed.State.FAILS);
            assertThat(one.file()).startsWith("wrong-constant-factor");
            assertThat(one.text()).contains("java.lang.NoClassDefFoundError: com/acme/Missing");
        });
    }

    @Test
    void a_case_of_the_corpus_that_is_not_finite_now_does_not_pass() throws IOException {
        Path corpus = directory.resolve("corpus");
        Campaign.of(wrong()).tries(20).corpus(corpus).run();
        SubjectSource lost = squares("wrong", () -> new Squares(2) {
            @Override
            public Tensor forward(Tensor x) {
                Tensor y = super.forward(x);
                y.values()[0] = Double.NaN;
                return y;
            }
        });

        assertThat(Campaign.of(lost).corpus(corpus).replay()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(Replayed.State.FAILS);
            assertThat(one.text())
                    .startsWith("is not finite now, so that it is not known whether the mistake is gone\n");
        });
        assertThat(Campaign.of(squares("wrong", () -> new Squares(2)))
                        .corpus(corpus)
                        .replay())
                .singleElement()
                .matches(one -> one.state() == Replayed.State.PASSES);
    }

    @Test
    void a_layer_that_is_made_once_and_used_by_two_threads_is_told_as_that() {
        CountDownLatch bothThere = new CountDownLatch(2);
        Layer shared = new Squares(2) {
            @Override
            public Tensor forward(Tensor x) {
                bothThere.countDown();
                if (bothThere.getCount() == 1) {
                    meet(bothThere);
                }
                return super.forward(x);
            }
        };

        CampaignReport report = Campaign.of(squares("shared", () -> shared))
                .tries(100)
                .threads(2)
                .progress(done -> bothThere.countDown())
                .run();

        assertThat(report.findings())
                .as("one mistake, whatever else it makes wrong")
                .singleElement()
                .satisfies(group -> assertThat(group.toString())
                        .containsPattern(
                                "found one object in use by threads gradcheck-[01] and gradcheck-[01] at once"));
        assertThat(Campaign.of(squares("shared", () -> shared))
                        .tries(100)
                        .threads(1)
                        .run()
                        .failures())
                .isEmpty();
    }

    private static void meet(CountDownLatch both) {
        try {
            both.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
