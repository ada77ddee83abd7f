package io.gradcheck.campaign;

import com.grack.nanojson.JsonParserException;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SkippedCaseException;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.cases.CaseFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A directory of small JSON files, each a case that once showed a mistake, to be checked again before anything else.
 *
 * <p>A file holds the format's version, the source's name, what the finding looked like, the checker's seed, and the case
 * as its source wrote it.
 */
final class Corpus {

    private static final int FORMAT = 1;
    private static final String ENDING = ".json";

    private final Path directory;

    Corpus(Path directory) {
        this.directory = directory;
    }

    /** Checks every case, in the order of the files' names. What is wrong with one file does not stop the others. */
    List<Replayed> replay(List<SubjectSource> sources, GradientChecker checker, Sought sought) {
        List<Replayed> replayed = new ArrayList<>();
        for (Path file : files()) {
            replayed.add(replay(file, sources, checker, sought));
        }
        return replayed;
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException cannotList) {
            throw new UncheckedIOException("corpus " + directory + ": cannot be listed", cannotList);
        }
    }

    private static Replayed replay(Path file, List<SubjectSource> sources, GradientChecker checker, Sought sought) {
        String name = String.valueOf(file.getFileName());
        String wanted;
        SubjectCase subjectCase;
        long seed;
        try {
            CaseFields fields = JsonFile.read(file, FORMAT);
            wanted = fields.text("source");
            SubjectSource source = sources.stream()
                    .filter(candidate -> candidate.name().equals(wanted))
                    .findFirst()
                    .orElse(null);
            if (source == null) {
                return new Replayed(
                        name, Replayed.State.NO_SOURCE, "its source " + wanted + " is not in this campaign");
            }
            seed = (long) fields.number("checkerSeed");
            subjectCase = source.restore(fields.object("case"));
        } catch (SkippedCaseException impossible) {
            return impossible(name, impossible.reason());
        } catch (IOException | JsonParserException | IllegalArgumentException damaged) {
            return new Replayed(
                    name,
                    Replayed.State.DAMAGED,
                    "cannot be read: " + damaged.getMessage() + "; mend the file or delete it");
        }
        Outcome outcome = Outcome.of(subjectCase, checker.seed(seed), sought);
        String skipped = outcome.skipped();
        if (skipped != null) {
            return impossible(name, skipped);
        }
        return outcome.isFinding()
                ? new Replayed(
                        name,
                        Replayed.State.FAILS,
                        outcome.text() + "\n  repeat:\n"
                                + RepeatCode.of(wanted, subjectCase, checker.seed(seed))
                                        .indent(4)
                                        .stripTrailing())
                : new Replayed(name, Replayed.State.PASSES, "");
    }

    /** A case that was checked before, and is not any more. */
    private static Replayed impossible(String file, String reason) {
        return new Replayed(
                file,
                Replayed.State.DAMAGED,
                "cannot be checked: its source skips it now (" + reason + "); delete the file if that is right");
    }

    /** Adds the findings of a campaign, each in a file of its own; one that is there already is written anew. */
    void add(List<FindingGroup> groups) {
        for (FindingGroup group : groups) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("source", group.source());
            fields.put("signature", group.signature());
            fields.put("checkerSeed", group.first());
            fields.put("case", group.data());
            write(slug(group.source() + " " + group.signature()) + ENDING, fields);
        }
    }

    /** A text as a part of a file's name. */
    static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private void write(String name, Map<String, Object> fields) {
        try {
            JsonFile.write(directory.resolve(name), FORMAT, fields);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException("corpus " + directory + ": cannot write " + name, cannotWrite);
        }
    }
}
