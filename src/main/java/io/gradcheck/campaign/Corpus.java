package io.gradcheck.campaign;

import com.grack.nanojson.JsonParserException;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SkippedCaseException;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.cases.CaseFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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

    // What a slug keeps all of.
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]+( [a-z0-9]+)*");
    private static final int LONGEST = 60;
    private static final int HASH_BYTES = 6;

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
            write(fileName(group.source(), group.signature()) + ENDING, fields);
        }
    }

    /**
     * The name of a file: what can be read of source and signature, and a hash of both where that is not all of them, as
     * in names that differ in case or punctuation only, have other letters than English, or are long.
     */
    static String fileName(String source, String signature) {
        String readable = slug(source) + "-" + slug(signature);
        boolean whole = PLAIN.matcher(source).matches()
                && PLAIN.matcher(signature).matches()
                && source.length() <= LONGEST
                && signature.length() <= LONGEST;
        return whole ? readable : readable + "-" + hash(source + "\n" + signature);
    }

    /** A text as a part of a file's name; of a long one its beginning. */
    static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "x" : slug.substring(0, Math.min(slug.length(), LONGEST));
    }

    private static String hash(String text) {
        try {
            // Its char values, since an encoding takes all halves of surrogate pairs for the same.
            ByteBuffer values = ByteBuffer.allocate(text.length() * Character.BYTES);
            values.asCharBuffer().put(text);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(values.array());
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private void write(String name, Map<String, Object> fields) {
        try {
            JsonFile.write(directory.resolve(name), FORMAT, fields);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException("corpus " + directory + ": cannot write " + name, cannotWrite);
        }
    }
}
