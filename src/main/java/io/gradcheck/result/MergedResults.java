package io.gradcheck.result;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The results of several classes and runs in one: the content of one file.
 *
 * @param format the version of the format, {@value #FORMAT}
 * @param title what they are results of
 * @param written when they were put together
 * @param results the results, one for each class and run
 * @param damaged the files that could not be read
 */
public record MergedResults(
        int format, String title, Instant written, List<ClassResult> results, List<DamagedFile> damaged) {

    /** The version of the format that is written and read. */
    public static final int FORMAT = 2;

    /**
     * A file that holds no results, although it should.
     *
     * @param file the file
     * @param problem what is wrong with it, and where
     */
    public record DamagedFile(String file, String problem) {}

    /** {@return these results as JSON, to be read by {@link #read}} */
    public String json() {
        return parts().collect(Collectors.joining());
    }

    /** {@return these results as JSON, part by part as they are asked for: all at a time may be more than memory holds} */
    public Stream<String> parts() {
        String head = RecordWriter.written(new Head(format, title, written));
        String tail = RecordWriter.written(new Tail(damaged));
        Stream<String> all = IntStream.range(0, results.size())
                .mapToObj(k -> (k == 0 ? "" : ",") + RecordWriter.written(results.get(k)));
        // Not flatMap, which would make all of them before it gives the first.
        return Stream.concat(
                Stream.concat(Stream.of(head.substring(0, head.length() - 1) + ",\"results\":["), all),
                Stream.of("]," + tail.substring(1) + "\n"));
    }

    /** What stands before the results. */
    record Head(int format, String title, Instant written) {}

    /** What stands behind them. */
    record Tail(List<DamagedFile> damaged) {}

    /**
     * Reads a file of merged results.
     *
     * @param file the file
     * @return its content
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no file, damaged, too large, or of another format; the message says where
     */
    public static MergedResults read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        JsonObject json = JsonInput.object(JsonInput.text(file), name);
        Format.check(json, FORMAT, name);
        return RecordReader.read(json, MergedResults.class, name);
    }
}
