package io.gradcheck.recording;

import io.gradcheck.result.BuiltClasses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directories of classes that a run works with: those of its project, and those of others that are built beside it. */
final class ClassDirectories {

    private static final List<String> PATHS = List.of("java.class.path", "surefire.test.class.path", "jdk.module.path");

    private ClassDirectories() {}

    /**
     * The classes as they are now.
     *
     * @param project the project's directory
     * @param properties the system properties
     * @return those of each directory that has any; jars are left out
     * @throws IOException if a directory cannot be read
     */
    static List<BuiltClasses> of(Path project, UnaryOperator<@Nullable String> properties) throws IOException {
        Set<Path> directories = new TreeSet<>();
        // Of a module with a module-info the path of the classes says nothing of the tests'.
        Stream.of("classes", "test-classes")
                .map(name -> project.resolve("target").resolve(name))
                .forEach(directory -> add(directory, directories));
        for (String path : PATHS) {
            for (String entry :
                    Optional.ofNullable(properties.apply(path)).orElse("").split(File.pathSeparator, -1)) {
                try {
                    if (!entry.isEmpty()) {
                        add(Path.of(entry), directories);
                    }
                } catch (InvalidPathException noPath) {
                    // Java does not find any classes there either.
                }
            }
        }
        List<BuiltClasses> classes = new ArrayList<>();
        for (Path directory : directories) {
            BuiltClasses built = BuiltClasses.of(project, directory);
            if (!built.fingerprint().isEmpty()) {
                classes.add(built);
            }
        }
        return classes;
    }

    private static void add(Path directory, Set<Path> directories) {
        if (Files.isDirectory(directory)) {
            directories.add(directory.toAbsolutePath().normalize());
        }
    }
}
