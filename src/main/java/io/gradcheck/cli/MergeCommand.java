package io.gradcheck.cli;

import io.gradcheck.campaign.CampaignReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges the reports of a campaign's shards to the report of one run. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Merges what fuzz --shard K/N --results FILE wrote on several machines to the report of one run.",
            "A file that cannot be read, or is of another seed, is named and left out; the others are merged.",
            "Exit code: 0 if nothing was found, 1 with findings or a file left out, 2 for wrong usage."
        })
final class MergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "what --results wrote")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CampaignReport merged = null;
        boolean leftOut = false;
        Map<String, Path> read = new HashMap<>();
        for (Path file : files) {
            try {
                requireNew(file, read);
                CampaignReport one = CampaignReport.read(file);
                merged = merged == null ? one : merged.merge(one);
            } catch (NoSuchFileException missing) {
                leftOut = true;
                out.println("left out: " + file + ": there is no such file");
            } catch (IOException | IllegalArgumentException damaged) {
                leftOut = true;
                out.println("left out: " + file + ": " + damaged.getMessage());
            }
        }
        if (merged != null) {
            out.println(merged + "\n\n" + merged.statistics());
        }
        out.flush();
        return merged == null || leftOut || merged.failed() ? Main.FINDINGS : 0;
    }

    /** The same shard twice would count twice. */
    private static void requireNew(Path file, Map<String, Path> read) throws IOException {
        Path same = read.putIfAbsent(Files.readString(file), file);
        if (same != null) {
            throw new IllegalArgumentException("it is the same as " + same);
        }
    }
}
