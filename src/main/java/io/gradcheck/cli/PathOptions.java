package io.gradcheck.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Looks at the places that are to be written to before work begins whose results would then be lost. */
final class PathOptions {

    private PathOptions() {}

    /**
     * Wants a file, or room for one.
     *
     * @throws ParameterException if there is a directory of that name, or a file where a directory above would be
     */
    static void requireFile(CommandSpec command, String option, @Nullable Path file) {
        if (file != null && Files.isDirectory(file)) {
            throw new ParameterException(
                    command.commandLine(), option + ": found " + file + ", a directory, wanted a file");
        }
        requireDirectory(
                command, option, file == null ? null : file.toAbsolutePath().getParent());
    }

    /**
     * Wants a directory, or room for one.
     *
     * @throws ParameterException if it or a directory above it is a file
     */
    static void requireDirectory(CommandSpec command, String option, @Nullable Path directory) {
        Path there = directory == null ? null : directory.toAbsolutePath().normalize();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null && !Files.isDirectory(there)) {
            throw new ParameterException(
                    command.commandLine(), option + ": found " + there + ", a file, wanted a directory");
        }
    }
}
