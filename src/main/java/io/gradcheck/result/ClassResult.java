package io.gradcheck.result;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of one class checked in one run: the content of one file.
 *
 * @param format the version of the format, {@value #FORMAT}
 * @param run which run of a test engine, in one JVM
 * @param started when that run began
 * @param written when this was written
 * @param testClass the class
 * @param products by what native library large networks were multiplied in that run, and how fast it is; null for Java
 * @param tests its tests that checked something, in the order in which they ended
 */
public record ClassResult(
        int format,
        String run,
        Instant started,
        Instant written,
        String testClass,
        @Nullable String products,
        List<TestResult> tests) {

    /** The version of the format that is written and read. */
    public static final int FORMAT = 2;

    /**
     * Results of a run without native products.
     *
     * @param format the version of the format
     * @param run which run
     * @param started when that run began
     * @param written when this was written
     * @param testClass the class
     * @param tests its tests
     */
    public ClassResult(
            int format, String run, Instant started, Instant written, String testClass, List<TestResult> tests) {
        this(format, run, started, written, testClass, null, tests);
    }

    /**
     * Reads a file of results.
     *
     * @param file the file
     * @return its content
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no file, damaged, too large, or of another format; the message says where
     */
    public static ClassResult read(Path file) throws IOException {
        return of(JsonInput.text(file), String.valueOf(file.getFileName()));
    }

    /**
     * Reads the text of a file of results.
     *
     * @param text the text
     * @param name the name of the file, for messages
     * @return its content
     * @throws IllegalArgumentException if it is damaged, or of another format; the message says where
     */
    public static ClassResult of(String text, String name) {
        JsonObject json = JsonInput.object(text, name);
        Format.check(json, FORMAT, name);
        return RecordReader.read(json, ClassResult.class, name);
    }
}
