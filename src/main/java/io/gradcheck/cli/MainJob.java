package io.gradcheck.cli;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.Tally;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.Products;
import io.gradcheck.recording.Recording;
import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.TestName;
import io.gradcheck.result.TestResult;
import io.gradcheck.source.network.Networks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The main job: a network certified while it learns to read digits, then random networks. */
final class MainJob {

    /** The share of unseen digits that the trained network must read. */
    static final double ACCURACY_WANTED = 0.96;

    // Fixed: what --seed varies is the checks and the random networks, not how well one network happens to learn.
    private static final long TRAINING_SEED = 5;

    private static final int CHECKS_WHILE_TRAINING = 10;
    private static final int EXAMPLES = 32;
    private static final int BAR_WIDTH = 79; // of the 80 columns that a terminal has at least
    private static final String NAME = "gradcheck";

    private final long seed;
    private final int tries;
    private final double accuracyWanted;
    private final PrintStream out;
    private final Path reportDirectory;
    private final Instant start = Instant.now();
    private final List<TestResult> recorded = new ArrayList<>();
    private final GradientChecker checker;
    private final List<Stage> stages = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    MainJob(long seed, int tries, double accuracyWanted, Path reportDirectory, PrintStream out) {
        this.reportDirectory = reportDirectory;
        this.accuracyWanted = accuracyWanted;
        this.seed = seed;
        this.tries = tries;
        this.out = out;
        this.checker = GradientChecker.standard().seed(seed);
    }

    /** Runs everything and prints the table; false with findings. */
    boolean run() {
        out.println("gradcheck: seed " + seed + "   (repeat: --seed " + seed + ")");
        double accuracy = train();
        fuzz();
        out.println(Stage.table(stages));
        out.printf(
                Locale.ROOT,
                "%nThe network reads %.1f%% of the digits it has not seen (wanted %.0f%%).%n",
                100 * accuracy,
                100 * accuracyWanted);
        findings.forEach(finding -> out.println("\n" + finding));
        out.println("Report: " + report());
        boolean clean = accuracy >= accuracyWanted && findings.isEmpty();
        out.println(clean ? "No gradient is wrong." : "There are findings.");
        return clean;
    }

    private double train() {
        Digits digits = Digits.load();
        Batch examples = digits.training().examples(IntStream.range(0, EXAMPLES).toArray());
        Network untrained = DigitsTraining.network(TRAINING_SEED);
        stage("before training", tally -> tally.add(check(untrained, examples)));
        List<Network> trained = new ArrayList<>();
        int steps = DigitsTraining.steps(digits.training());
        stage("while training", tally -> {
            try (ProgressBar bar = bar("training", steps)) {
                trained.add(DigitsTraining.method(TRAINING_SEED)
                        .every(1, step -> bar.step())
                        // one more part than checks: the last part ends with the training itself
                        .every(
                                steps / (CHECKS_WHILE_TRAINING + 1) + 1,
                                step -> tally.add(check(step.network(), examples)))
                        .train(untrained, digits.training()));
            }
        });
        Network network = trained.get(0);
        stage("after training", tally -> tally.add(check(network, examples)));
        return DigitsTraining.accuracy(network, digits.heldOut());
    }

    private void fuzz() {
        stage("random networks", tally -> {
            try (ProgressBar bar = bar("random networks", tries)) {
                CampaignReport report = Campaign.of(Networks.any())
                        .seed(seed)
                        .tries(tries)
                        .checker(checker)
                        .progress(bar::stepTo)
                        .run();
                tally.add(report.tally());
                if (report.cases() > 0 && report.failed()) {
                    findings.add(report.toString());
                }
            }
        });
    }

    private GradientReport check(Network network, Batch examples) {
        GradientReport report = checker.check(network.on(examples));
        if (report.verdict() == Verdict.FAIL) {
            findings.add(report.toString());
        }
        return report;
    }

    private void stage(String name, Consumer<Tally> work) {
        Recording recording = Recording.open(new TestName(Main.class.getName(), name, NAME, name));
        recording.enter();
        try {
            stages.add(Stage.run(name, work));
        } finally {
            recording.leave();
            recorded.add(recording.close());
        }
    }

    /** Where the report is, or why there is none. */
    private String report() {
        ClassResult result = new ClassResult(
                ClassResult.FORMAT,
                start.toString(),
                start,
                Instant.now(),
                Main.class.getName(),
                Products.nativeInUse().orElse(null),
                recorded);
        try {
            return Report.of(List.of(result), NAME).writeTo(reportDirectory).toString();
        } catch (IOException cannotWrite) {
            return "none, as it cannot be written to " + reportDirectory + ": " + cannotWrite.getMessage();
        }
    }

    static ProgressBar bar(String task, long steps) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH)) // else a terminal library is asked
                .build();
    }
}
