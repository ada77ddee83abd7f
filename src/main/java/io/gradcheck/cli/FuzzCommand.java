package io.gradcheck.cli;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.result.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks random cases: networks of the engine, or what other sources on the class path make. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Checks the gradients of random networks, or of the cases of other sources, on all processors.",
            "Findings are grouped by what they look like, shrunk, and printed with Java code that repeats them.",
            "They are checked in JVMs of their own: a case that does not end within a minute, or that exits, halts",
            "or crashes its JVM, is a finding, and the others go on.",
            "Exit code: 0 if nothing was found, 1 with findings or if nothing could be seen, 2 for wrong usage."
        })
final class FuzzCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FuzzOptions options = new FuzzOptions();

    @Option(
            names = "--in-process",
            description =
                    "checks on threads of this JVM, which a case that halts or crashes ends with all that was found")
    private boolean inProcess;

    @Option(names = FuzzOptions.WORKER, hidden = true, description = "checks cases for another JVM")
    private boolean worker;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "a regression corpus: checked first, and what is found is added")
    private @Nullable Path corpus;

    @Option(names = "--report", paramLabel = "FILE", description = "where to write the report and the statistics too")
    private @Nullable Path report;

    @Option(
            names = "--shard",
            paramLabel = "K",
            description = "only the K-th of N parts of the cases, from 1, for N machines: --shard K --shards N, or "
                    + "--shard K/N; see --results")
    private @Nullable String shard;

    @Option(names = "--shards", paramLabel = "N", description = "how many parts there are")
    private @Nullable Integer shards;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description =
                    "where to write the report as JSON too, to be merged with those of other shards by: merge FILE...")
    private @Nullable Path results;

    @Override
    public Integer call() {
        if (worker) {
            campaign().serve();
        }
        PathOptions.requireDirectory(spec, "--corpus", corpus);
        PathOptions.requireFile(spec, "--report", report);
        PathOptions.requireFile(spec, "--results", results);
        PrintWriter out = spec.commandLine().getOut();
        try (EarlyEnd early = EarlyEnd.watched()) {
            Campaign campaign = inProcess ? campaign() : campaign().workers(Main.class, workerArguments());
            out.println("gradcheck fuzz: seed " + options.seed() + "   (repeat: fuzz --seed " + options.seed() + ")");
            out.flush();
            CampaignReport found = run(campaign);
            String text = found + "\n\n" + found.statistics() + "\n";
            out.println(text);
            out.flush();
            boolean reportWritten = write("--report", report, file -> AtomicFile.write(file, text));
            boolean resultsWritten = write("--results", results, found::write);
            boolean clean = reportWritten && resultsWritten && !found.failed();
            early.reported();
            return clean ? 0 : Main.FINDINGS;
        }
    }

    /** Those of this command, so that a worker makes the same campaign. */
    private String[] workerArguments() {
        List<String> arguments = new ArrayList<>();
        if (spec.parent() == null) { // as it is in Main
            arguments.add(spec.name());
        }
        arguments.addAll(spec.root().commandLine().getParseResult().originalArgs());
        arguments.add(FuzzOptions.WORKER);
        return arguments.toArray(String[]::new);
    }

    private Campaign campaign() {
        try {
            Campaign campaign = options.campaign(inProcess || worker);
            campaign = shard == null && shards == null ? campaign : part(campaign);
            return corpus == null ? campaign : campaign.corpus(corpus);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Campaign part(Campaign campaign) {
        String text = shards == null ? String.valueOf(shard) : shard + "/" + shards;
        String[] numbers = text.split("/", -1);
        try {
            int part = Integer.parseInt(numbers[0]);
            int parts = numbers.length == 2 ? Integer.parseInt(numbers[1]) : 0;
            if (part >= 1 && part <= parts) {
                return campaign.shard(part, parts);
            }
        } catch (NumberFormatException noNumber) {
            // as any other text that is no part
        }
        throw new IllegalArgumentException("--shard: found " + text
                + ", wanted one of N parts, from 1/N to N/N, or --shard from 1 to N and --shards N");
    }

    /** Runs with a progress bar; at an interrupt of the program, ends with what there is. */
    private CampaignReport run(Campaign campaign) {
        try (ProgressBar bar = MainJob.bar("cases", options.tries())) {
            return campaign.progress(bar::stepTo).run();
        }
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    /** Writes a file; one that cannot be written is told, and keeps nothing else from being written. */
    private boolean write(String option, @Nullable Path file, Writing writing) {
        if (file == null) {
            return true;
        }
        try {
            writing.to(file);
            return true;
        } catch (IOException | RuntimeException cannotWrite) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(option + ": cannot write " + file + ": " + cannotWrite);
            err.flush();
            return false;
        }
    }
}
