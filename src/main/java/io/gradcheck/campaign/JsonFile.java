package io.gradcheck.campaign;

import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.JsonInput;
import io.gradcheck.result.RecordWriter;
import io.gradcheck.source.cases.CaseFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON files with a versioned format, written whole or not at all. */
final class JsonFile {

    private static final String FORMAT = "format";

    private JsonFile() {}

    /**
     * Reads the fields of a file.
     *
     * @throws IOException if it cannot be read
     * @throws JsonParserException if it is no JSON
     * @throws IllegalArgumentException if it goes beyond the bounds of what is read, or is of another format
     */
    static CaseFields read(Path file, int format) throws IOException, JsonParserException {
        String name = String.valueOf(file.getFileName());
        CaseFields fields = new CaseFields(name, JsonInput.parsed(JsonInput.text(file), name));
        long found = fields.whole(FORMAT);
        if (found != format) {
            throw new IllegalArgumentException(
                    name + ": found format " + found + ", wanted " + format + "; use the release that wrote it");
        }
        return fields;
    }

    /** Writes fields, after the number of their format. */
    static void write(Path file, int format, Map<String, Object> fields) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(FORMAT, format);
        all.putAll(fields);
        AtomicFile.write(
                file,
                RecordWriter.escaped(
                                JsonWriter.indent("  ").string().object(all).done()) + "\n");
    }
}
