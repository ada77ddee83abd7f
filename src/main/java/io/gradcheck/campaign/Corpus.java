package io.gradcheck.campaign;

import com.grack.nanojson.JsonParserException;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.result.JsonFile;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of small JSON files, each a case that once showed a mistake, to be checked again before anything else.
 *
 * <p>A file holds the format's version, the source's name, what the finding looked like, the checker's seed, and the case
 * as its source wrote it.
 */
final class Corpus {

    /** The format of its files. */
    static final int FORMAT = 1;

    private static final String ENDING = ".json";

    /** More mistakes than these wait until the end. */
    private static final int MOST_EARLY = 1_000;

    // What a slug keeps all of.
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]+( [a-z0-9]+)*");
    private static final int LONGEST = 60;
    private static final int HASH_BYTES = 6;

    private final Path directory;

    Corpus(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("corpus: found " + directory + ", a file, wanted a directory");
        }
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** The files of its cases, in the order of their names; none if there is no such directory. */
    List<Path> files() {
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

    /** Checks one case, whatever its source or its file does; what is told names the file. */
    Replayed replay(Path file, List<SubjectSource> sources, GradientChecker checker, Sought sought) {
        String name = String.valueOf(file.getFileName());
        String wanted;
        SubjectCase subjectCase;
        long seed;
        try {
            CaseFields fields = new CaseFields(name, JsonFile.read(file, FORMAT));
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
            CaseFields written = fields.fields("case");
            subjectCase =
                    CaseOfSeries.isIn(written) ? CaseOfSeries.made(source, written) : source.restore(written.data());
        } catch (SkippedCaseException impossible) {
            return impossible(name, impossible.reason());
        } catch (IOException | JsonParserException | IllegalArgumentException damaged) {
            return new Replayed(
                    name,
                    Replayed.State.DAMAGED,
                    "cannot be read: " + damaged.getMessage() + "; mend the file or delete it");
        } catch (Throwable cannotBeMade) { // of code that may throw anything
            return new Replayed(
                    name, Replayed.State.FAILS, "its case cannot be made: " + new Thrown(cannotBeMade).text());
        }
        Outcome outcome = Outcome.of(subjectCase, checker.seed(seed), sought);
        String skipped = outcome.skipped();
        if (skipped != null) {
            return impossible(name, skipped);
        }
        if (!outcome.isFinding() && outcome.isNotFinite()) {
            return new Replayed(
                    name,
                    Replayed.State.FAILS,
                    "is not finite now, so that it is not known whether the mistake is gone\n" + outcome.text());
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

    /** {@return what a campaign keeps in it} */
    Kept kept() {
        return new Kept();
    }

    /**
     * What a campaign keeps in the corpus: a finding when it is first seen, and what it is shrunk to in its place. What
     * cannot be written is told, and stops nothing.
     */
    final class Kept implements CampaignRun.Journal {

        private final Set<String> written = ConcurrentHashMap.newKeySet();
        private final Set<Path> early = ConcurrentHashMap.newKeySet();

        /** Keeps a case that shows a mistake of which nothing was seen before. */
        @Override
        public Optional<String> found(String source, String signature, long index, Supplier<Map<String, Object>> data) {
            String name = name(source, signature);
            Path file = directory.resolve(name);
            if (written.size() < MOST_EARLY && written.add(name) && !Files.exists(file)) {
                try {
                    write(file, fields(source, signature, index, data.get()));
                    early.add(file);
                } catch (IOException | RuntimeException cannotWrite) {
                    return Optional.of(problem(name, cannotWrite));
                }
            }
            return Optional.empty();
        }

        /** Keeps the findings at the end of a campaign, and no others that it wrote before; what went wrong. */
        List<String> end(List<FindingGroup> groups) {
            List<String> problems = new ArrayList<>();
            for (FindingGroup group : groups) {
                String name = name(group.source(), group.signature());
                Path file = directory.resolve(name);
                try {
                    write(file, fields(group.source(), group.signature(), group.first(), group.data()));
                    early.remove(file);
                } catch (IOException | RuntimeException cannotWrite) {
                    problems.add(problem(name, cannotWrite));
                }
            }
            if (problems.isEmpty()) {
                early.forEach(Kept::delete); // other looks of what is kept
            }
            return problems;
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException staysToo) {
                // It is checked again, no more.
            }
        }

        private String problem(String name, Exception cannotWrite) {
            return "corpus " + directory + ": cannot write " + name + " (" + cannotWrite + ")";
        }
    }

    private static String name(String source, String signature) {
        return fileName(source, signature) + ENDING;
    }

    /** What a file of the corpus holds. */
    static Map<String, Object> fields(String source, String signature, long checkerSeed, Map<String, Object> data) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", source);
        fields.put("signature", signature);
        fields.put("checkerSeed", checkerSeed);
        fields.put("case", data);
        return fields;
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

    private static void write(Path file, Map<String, Object> fields) throws IOException {
        JsonFile.write(file, FORMAT, fields);
    }
}
