package io.gradcheck.cli;

import io.gradcheck.campaign.CampaignReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges the reports of a campaign's shards to the report of one run. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Merges what fuzz --shard K --shards N --results FILE wrote on several machines to the report of one run.",
            "A file that cannot be read, is of another campaign, or of a shard that was merged already, is named and left",
            "out; the others are merged. Shards that are missing are named.",
            "Exit code: 0 if nothing was found, 1 with findings, a file left out or a shard missing, 2 for wrong usage."
        })
final class MergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "what --results wrote")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "a regression corpus, to which what was found is added")
    private @Nullable Path corpus;

    @Option(names = "--results", paramLabel = "FILE", description = "where to write the merged report as JSON too")
    private @Nullable Path results;

    @Override
    public Integer call() {
        PathOptions.requireDirectory(spec, "--corpus", corpus);
        PathOptions.requireFile(spec, "--results", results);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CampaignReport merged = null;
        boolean whole = true;
        for (Path file : files) {
            try {
                CampaignReport one = CampaignReport.read(file);
                merged = merged == null ? one : merged.merge(one);
            } catch (NoSuchFileException missing) {
                whole = false;
                out.println("left out: " + file + ": there is no such file");
            } catch (IOException | IllegalArgumentException damaged) {
                whole = false;
                out.println("left out: " + file + ": " + damaged.getMessage());
            }
        }
        if (merged == null) {
            out.flush();
            return Main.FINDINGS;
        }
        out.println(merged + "\n\n" + merged.statistics());
        if (!merged.missingShards().isEmpty()) {
            whole = false;
            out.println("missing: " + (merged.missingShards().size() == 1 ? "shard " : "shards ")
                    + merged.missingShards().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        whole &= isWritten(merged, err);
        out.flush();
        err.flush();
        return whole && !merged.failed() ? 0 : Main.FINDINGS;
    }

    private boolean isWritten(CampaignReport merged, PrintWriter err) {
        boolean written = true;
        if (corpus != null) {
            List<String> problems = merged.addTo(corpus);
            problems.forEach(err::println);
            written = problems.isEmpty();
        }
        if (results != null) {
            try {
                merged.write(results);
            } catch (IOException cannotWrite) {
                err.println("--results: cannot write " + results + ": " + cannotWrite);
                written = false;
            }
        }
        return written;
    }
}
