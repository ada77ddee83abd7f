package io.gradcheck.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The reasons for which a goal does nothing.
 *
 * @param chosen the property gradcheck.skip
 * @param tests the property skipTests
 * @param testClasses the property maven.test.skip
 */
record Skip(boolean chosen, boolean tests, boolean testClasses) {

    /**
     * The first reason that holds, in a line.
     *
     * @param packaging the module's packaging
     * @param classes where its classes are
     * @param testDirectory where its test classes are
     */
    Optional<String> reason(String packaging, Path classes, Path testDirectory) {
        if (chosen) {
            return Optional.of("gradcheck.skip is set");
        }
        if (tests) {
            return Optional.of("tests are skipped (skipTests is set)");
        }
        if (testClasses) {
            return Optional.of("tests are skipped (maven.test.skip is set)");
        }
        if ("pom".equals(packaging)) {
            return Optional.of("a module of packaging pom has no classes");
        }
        if (!Files.isDirectory(classes) && !Files.isDirectory(testDirectory)) {
            return Optional.of("the module has no classes and no tests");
        }
        return Optional.empty();
    }
}
