package io.gradcheck.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Directories of this machine that hold files of a cluster for a while. */
final class LocalFiles {

    private LocalFiles() {}

    /** A new directory with files, which is deleted when this JVM ends, at the latest. */
    static Path temporary(Map<String, byte[]> files) throws IOException {
        Path directory = Files.createTempDirectory("gradcheck-corpus");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "gradcheck-delete"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        return directory;
    }

    /** The files of a directory by their names. */
    static Map<String, byte[]> read(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Deletes a directory with all that is in it; what cannot be deleted stays among the temporary files. */
    static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | UncheckedIOException stays) {
            // and does no harm there
        }
    }
}
