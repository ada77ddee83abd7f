package io.gradcheck.maven;

import io.gradcheck.result.AtomicFile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Java program in a JVM of its own, with all arguments in a file: neither a class path longer than the system's limit nor
 * spaces in paths do harm.
 *
 * @param java the program that starts the JVM
 * @param jvmArguments options of the JVM
 * @param classPath its class path
 * @param mainClass the class to run
 * @param arguments its arguments
 */
record Fork(Path java, List<String> jvmArguments, List<String> classPath, String mainClass, List<String> arguments) {

    /** The exit code of a JVM that was told to end when it is out of memory. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int SIGNAL = 128;
    private static final int KILLED = SIGNAL + 9;
    private static final int ABORTED = SIGNAL + 6;
    private static final long SECONDS_TO_FINISH = 15;

    /** What the file of arguments says. */
    String argumentFile() {
        List<String> all = new ArrayList<>(jvmArguments);
        all.add("-XX:+ExitOnOutOfMemoryError");
        all.add("-cp");
        all.add(String.join(File.pathSeparator, classPath));
        all.add(mainClass);
        all.addAll(arguments);
        StringBuilder text = new StringBuilder();
        for (String argument : all) {
            text.append('"')
                    .append(argument.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"\n");
        }
        return text.toString();
    }

    /**
     * Runs it.
     *
     * @param directory its working directory
     * @param argumentFile where the file of arguments is written
     * @param lines is given each line that it prints; what it prints to its error stream goes to this JVM's
     * @return its exit code
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted; the JVM has then been asked to end and has ended
     */
    int run(Path directory, Path argumentFile, Consumer<String> lines) throws IOException, InterruptedException {
        Files.createDirectories(argumentFile.toAbsolutePath().getParent());
        AtomicFile.write(argumentFile, argumentFile());
        Process process = new ProcessBuilder(java.toString(), "@" + argumentFile.toAbsolutePath())
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        Thread stop = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(stop);
        Thread reader = new Thread(() -> read(process, lines), "gradcheck-fork");
        reader.setDaemon(true);
        reader.start();
        try {
            int code = process.waitFor();
            reader.join();
            return code;
        } catch (InterruptedException interrupted) {
            end(process);
            reader.join(); // what it said last
            throw interrupted;
        } finally {
            removeHook(stop);
        }
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
            output.lines().forEach(lines);
        } catch (IOException | UncheckedIOException closed) {
            // It has ended.
        }
    }

    /** Asks the JVM to end, and lets it write what it has. */
    private static void end(Process process) {
        process.toHandle().destroy(); // process.destroy() would close what it still writes to
        try {
            if (!process.waitFor(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException notWaiting) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It is running.
        }
    }

    /** Why a JVM ended with an exit code that its program does not give. */
    static String crash(int code) {
        return switch (code) {
            case OUT_OF_MEMORY -> "out of memory (exit code 3); give it more by <jvmArguments> such as -Xmx2g";
            case KILLED -> "killed by signal 9 (exit code 137), as systems do that run out of memory";
            case ABORTED ->
                "aborted by signal 6 (exit code 134), as a JVM that crashes is; it leaves a file hs_err_pid*.log";
            default ->
                code > SIGNAL
                        ? "ended by signal " + (code - SIGNAL) + " (exit code " + code + ")"
                        : "ended with exit code " + code;
        };
    }
}
