package io.gradcheck.verification;

import io.gradcheck.result.MergedResults.DamagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which JVMs Surefire and Failsafe have run tests in, by the reports that these write: a JVM that has left no log of its run
 * could not write to the directory of the results.
 */
final class LaunchedTests {

    private static final List<String> DIRECTORIES = List.of("surefire-reports", "failsafe-reports");
    private static final Pattern COMMAND =
            Pattern.compile("<property name=\"sun\\.java\\.command\" value=\"([^\"]*)\"");
    private static final Pattern ESCAPES = Pattern.compile("&[#\\w]+;|[^A-Za-z0-9]");
    private static final int HEAD = 1 << 20; // the properties come first, and class paths are long

    private LaunchedTests() {}

    /**
     * Reports of tests of which no run has left a log.
     *
     * @param build the module's build directory
     * @param known whether a run was started by a command
     * @return the reports, with the reason
     * @throws IOException if a report cannot be read
     */
    static List<DamagedFile> unrecorded(Path build, Predicate<String> known) throws IOException {
        List<DamagedFile> unrecorded = new ArrayList<>();
        for (String name : DIRECTORIES) {
            Path directory = build.resolve(name);
            if (Files.isDirectory(directory)) {
                try (DirectoryStream<Path> reports = Files.newDirectoryStream(directory, "TEST-*.xml")) {
                    for (Path report : reports) {
                        if (command(report).filter(known.negate()).isPresent()) {
                            unrecorded.add(new DamagedFile(
                                    report.toString(),
                                    "its tests were run, and left no log of a run of this module: the directory of the"
                                            + " results could not be written, is another one, or no JUnit Platform"
                                            + " was there to hear of them"));
                        }
                    }
                }
            }
        }
        unrecorded.sort((one, other) -> one.file().compareTo(other.file()));
        return unrecorded;
    }

    /** The command that started the JVM of a report; empty where the report does not say it. */
    private static Optional<String> command(Path report) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            Matcher command = COMMAND.matcher(new String(in.readNBytes(HEAD), StandardCharsets.UTF_8));
            return command.find() ? Optional.of(command.group(1)) : Optional.empty();
        }
    }

    /** Whether two commands are the same, of which one may be written as XML. */
    static boolean same(String command, String other) {
        return ESCAPES.matcher(command)
                .replaceAll("")
                .equals(ESCAPES.matcher(other).replaceAll(""));
    }
}
