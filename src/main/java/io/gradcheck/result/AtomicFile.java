package io.gradcheck.result;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that appear whole: written beside their place and moved into it, so that nobody sees half of one. */
public final class AtomicFile {

    private static final String DRAFT = ".part";

    private AtomicFile() {}

    /**
     * Writes a file in UTF-8, its folders too where they are missing; one that is there is replaced.
     *
     * @param file where it is to be
     * @param text what is to be in it
     * @throws IOException if it cannot be written or moved into its place; what was there before then stays
     */
    public static void write(Path file, String text) throws IOException {
        write(file, writer -> writer.write(text));
    }

    /** Writes a text, piece by piece where it is long. */
    public interface Content {

        /**
         * Writes it.
         *
         * @param writer takes the text
         * @throws IOException if that cannot be written
         */
        void writeTo(Writer writer) throws IOException;
    }

    /**
     * Writes a file in UTF-8, its folders too where they are missing; one that is there is replaced.
     *
     * @param file where it is to be
     * @param content what is to be in it
     * @throws IOException if it cannot be written or moved into its place; what was there before then stays
     */
    public static void write(Path file, Content content) throws IOException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        Files.createDirectories(folder);
        // Not a temporary file, which nobody but its owner may read: findings are shared as sources are.
        Path draft = whole.resolveSibling(whole.getFileName() + "." + UUID.randomUUID() + DRAFT);
        try {
            try (Writer writer =
                    Files.newBufferedWriter(draft, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(writer);
            }
            Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
