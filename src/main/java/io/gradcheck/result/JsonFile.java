package io.gradcheck.result;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON files with a versioned format, written whole or not at all. */
public final class JsonFile {

    private static final String FORMAT = "format";

    private JsonFile() {}

    /**
     * Reads the fields of a file.
     *
     * @param file the file
     * @param format the number of the format that it is to have
     * @return its fields
     * @throws IOException if it cannot be read
     * @throws JsonParserException if it is no JSON
     * @throws IllegalArgumentException if it goes beyond the bounds of what is read, or is of another format
     */
    public static JsonObject read(Path file, int format) throws IOException, JsonParserException {
        return read(JsonInput.text(file), String.valueOf(file.getFileName()), format);
    }

    /**
     * Reads the fields of a text.
     *
     * @param text the text
     * @param name what it is, for messages
     * @param format the number of the format that it is to have
     * @return its fields
     * @throws JsonParserException if it is no JSON
     * @throws IllegalArgumentException if it goes beyond the bounds of what is read, or is of another format
     */
    public static JsonObject read(String text, String name, int format) throws JsonParserException {
        JsonObject fields = JsonInput.parsed(text, name);
        if (!(fields.get(FORMAT) instanceof Number found)) {
            Object other = fields.get(FORMAT);
            throw new IllegalArgumentException(name + ": found " + (other == null ? "nothing" : other) + " in field \""
                    + FORMAT + "\", wanted a whole number");
        }
        if (found.doubleValue() != format) {
            throw new IllegalArgumentException(
                    name + ": found format " + found + ", wanted " + format + "; use the release that wrote it");
        }
        return fields;
    }

    /**
     * Writes fields, after the number of their format. The file appears whole or not at all.
     *
     * @param file the file; replaced if it exists
     * @param format the number of their format
     * @param fields the fields. Not modified.
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, int format, Map<String, Object> fields) throws IOException {
        AtomicFile.write(file, text(format, fields));
    }

    /**
     * Fields as a text, after the number of their format.
     *
     * @param format the number of their format
     * @param fields the fields. Not modified.
     * @return the text
     */
    public static String text(int format, Map<String, Object> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(FORMAT, format);
        all.putAll(fields);
        return RecordWriter.escaped(JsonWriter.indent("  ").string().object(all).done()) + "\n";
    }
}
