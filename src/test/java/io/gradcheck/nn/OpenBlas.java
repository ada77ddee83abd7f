package io.gradcheck.nn;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The OpenBLAS of this system, where there is one. */
final class OpenBlas {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private OpenBlas() {}

    /** {@return its library}; without one, the test that asks is skipped. */
    static Path orSkip() {
        Optional<Path> found = find();
        assumeTrue(
                found.isPresent(),
                "found no OpenBLAS as /usr/lib/*/openblas-*/libblas.so.3, wanted one (Debian: libopenblas0-pthread);"
                        + " native products are not tested");
        return found.orElseThrow();
    }

    private static Optional<Path> find() {
        for (Path system : matching(LIBRARIES, "*")) {
            for (Path build : matching(system, "openblas-*")) {
                Path library = build.resolve("libblas.so.3");
                if (Files.isRegularFile(library)) {
                    return Optional.of(library);
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> matching(Path directory, String name) {
        List<Path> matching = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, name)) {
                all.forEach(matching::add);
            } catch (IOException unreadable) {
                return List.of();
            }
        }
        matching.sort(null);
        return matching;
    }
}
