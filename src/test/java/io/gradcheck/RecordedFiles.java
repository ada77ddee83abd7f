package io.gradcheck;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Recorded results as text that is the same for every run. */
final class RecordedFiles {

    private static final Set<String> DIFFERENT_EACH_TIME = Set.of("run", "started", "written", "seconds");

    /** Texts are compared where tests end; of the rest the project's own tests see to what is in them. */
    private static final Set<String> LONG = Set.of("text", "code", "samples", "values", "laws", "unseen");

    private RecordedFiles() {}

    /** All files in a directory, by the classes of the tests. */
    static String repeatable(Path directory) throws IOException, JsonParserException {
        JsonArray all = new JsonArray();
        for (Path file : in(directory)) {
            all.add(read(file));
        }
        all.sort(Comparator.comparing(recorded -> ((JsonObject) recorded).getString("testClass")));
        return written(all);
    }

    /** One file. */
    static String repeatableFile(Path file) throws IOException, JsonParserException {
        return written(read(file));
    }

    static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static Object read(Path file) throws IOException, JsonParserException {
        JsonObject recorded = JsonParser.object().from(Files.readString(file));
        recorded.getArray("tests").sort(Comparator.comparing(test -> ((JsonObject) test).getString("id")));
        return repeatable(recorded);
    }

    private static String written(Object json) {
        return JsonWriter.indent("  ").string().value(json).done() + "\n";
    }

    /** Without what no two runs have in common, and with the size of what is long. */
    private static Object repeatable(Object value) {
        if (value instanceof JsonObject object) {
            object.keySet().removeAll(DIFFERENT_EACH_TIME);
            object.replaceAll((key, member) -> LONG.contains(key) ? sizeOf(member) : repeatable(member));
        } else if (value instanceof JsonArray array) {
            array.replaceAll(RecordedFiles::repeatable);
        }
        return value;
    }

    private static String sizeOf(Object value) {
        return value instanceof JsonArray array
                ? array.size() + " of them"
                : value.toString().lines().count() + " lines";
    }
}
