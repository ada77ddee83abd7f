package io.gradcheck.result;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads JSON of which nobody knows who wrote it: a regular file of bounded size in UTF-8, with objects of bounded depth
 * that name no field twice, and numbers that are finite.
 *
 * <p>All else is refused with its reason, before it takes memory: pipes and devices are not opened, large files not read.
 */
public final class JsonInput {

    /** The size of the largest file that is read, in bytes. */
    public static final int LARGEST = 64 << 20;

    private JsonInput() {}

    /**
     * Reads the text of a file.
     *
     * @param file the file
     * @return its text
     * @throws NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no regular file, leads out of its directory, is too large, or no UTF-8; the
     *     message names the file
     */
    public static String text(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        requireInPlace(file, name);
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (!found.isRegularFile()) {
            throw new IllegalArgumentException(
                    name + ": found a " + (found.isDirectory() ? "directory" : "pipe or device") + ", wanted a file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            // One more than is allowed: the file may have grown.
            bytes = found.size() > LARGEST ? new byte[LARGEST + 1] : in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException(
                    name + ": found " + Math.max(found.size(), bytes.length) + " bytes, wanted at most " + LARGEST);
        }
        return decoded(bytes, name);
    }

    /**
     * Reads the text of a stream, to its end.
     *
     * @param in the stream; not closed
     * @param name what is read, for messages
     * @return its text
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is too large, or no UTF-8; the message begins with the name
     */
    public static String text(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException(
                    name + ": found more than " + LARGEST + " bytes, wanted at most as many");
        }
        return decoded(bytes, name);
    }

    /** A link may lead to a file beside it, and no farther. */
    private static void requireInPlace(Path file, String name) throws IOException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder != null
                && Files.readAttributes(whole, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isSymbolicLink()) {
            Path target = whole.toRealPath();
            if (!target.startsWith(folder.toRealPath())) {
                throw new IllegalArgumentException(
                        name + ": found a link to " + target + ", wanted a file in " + folder);
            }
        }
    }

    private static String decoded(byte[] bytes, String name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                throw new IllegalArgumentException(name + ": found a byte order mark, wanted UTF-8 without one");
            }
            return text;
        } catch (CharacterCodingException noUtf8) {
            throw new IllegalArgumentException(name + ": it is no UTF-8", noUtf8);
        }
    }

    /**
     * Reads a JSON object.
     *
     * @param text the JSON
     * @param where what is read, for messages
     * @return the object
     * @throws IllegalArgumentException if it is no JSON object, or goes beyond the bounds; the message says where
     */
    public static JsonObject object(String text, String where) {
        try {
            return parsed(text, where);
        } catch (JsonParserException noJson) {
            throw new IllegalArgumentException(where + ": found no JSON: " + noJson.getMessage(), noJson);
        }
    }

    /**
     * Reads a JSON object, and leaves it to the caller to say what it is where it is none.
     *
     * @param text the JSON
     * @param where what is read, for messages
     * @return the object
     * @throws JsonParserException if it is no JSON object
     * @throws IllegalArgumentException if it goes beyond the bounds; the message says where
     */
    public static JsonObject parsed(String text, String where) throws JsonParserException {
        new JsonBounds(text, where).check();
        return JsonParser.object().from(text);
    }
}
