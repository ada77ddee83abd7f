package io.gradcheck.campaign.speed;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own, with a heap of its own that is collected on the thread that makes the garbage.
 *
 * @param status with which it ended, or {@link #LATE}
 * @param output what it has printed
 */
record ChildJvm(int status, String output) {

    /** The status of a JVM whose heap was too small. */
    static final int OUT_OF_MEMORY = 3;

    /** The status of one that was ended because it took too long. */
    static final int LATE = -1;

    private static final long MINUTES = 2;

    /**
     * Runs a program until it ends.
     *
     * @param heapMegabytes how large its heap may become
     * @param program a class with a main method
     * @param arguments what that is given
     */
    static ChildJvm run(int heapMegabytes, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:+UseSerialGC",
                MeasuredPage.products(),
                "-Xmx" + heapMegabytes + "m",
                // At once, whoever would have caught the error.
                "-XX:+ExitOnOutOfMemoryError",
                "-classpath",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("growth", ".txt");
            try {
                int status = status(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
                return new ChildJvm(status, Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException cannot) {
            throw new IllegalStateException("could not run " + String.join(" ", command), cannot);
        }
    }

    private static int status(Process process) {
        try {
            return process.waitFor(MINUTES, TimeUnit.MINUTES) ? process.exitValue() : LATE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program ran that was to be measured", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    /** {@return its output, of a program that has to succeed} */
    String outputOfSuccess() {
        if (status != 0) {
            throw new IllegalStateException(
                    "JVM of its own: found status " + status + ", wanted 0; it printed:\n" + output);
        }
        return output;
    }
}
