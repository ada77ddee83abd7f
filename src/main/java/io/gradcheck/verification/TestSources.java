package io.gradcheck.verification;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.MethodInfo;
import io.github.classgraph.MethodInfoList;
import io.github.classgraph.ScanResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where tests stand in their sources, as far as their compiled classes tell; no class is loaded. */
final class TestSources implements AutoCloseable {

    private static final List<String> USUAL =
            List.of("src/test/java", "src/test/kotlin", "src/test/scala", "src/test/groovy");
    private static final int UNKNOWN = 0; // as ClassGraph says it

    private final List<Path> roots;
    private final ScanResult scan;

    /**
     * A line of a source file.
     *
     * @param file the file
     * @param line the line, from 1 on; null where the class does not tell
     */
    record Place(Path file, @Nullable Integer line) {}

    /**
     * Reads the classes of tests.
     *
     * @param directory the project's directory
     * @param tests the classes of its tests
     * @param roots where their sources are, beside the usual directories
     */
    TestSources(Path directory, Path tests, List<Path> roots) {
        this.roots = Stream.concat(roots.stream(), USUAL.stream().map(Path::of))
                .map(root -> directory.resolve(root).toAbsolutePath().normalize())
                .distinct()
                .toList();
        this.scan = new ClassGraph()
                .overrideClasspath(List.of(tests.toAbsolutePath().normalize()))
                .enableClassInfo()
                .enableMethodInfo()
                .ignoreClassVisibility()
                .ignoreMethodVisibility()
                .scan();
    }

    /**
     * Where a test stands.
     *
     * @param testClass its class, by its binary name
     * @param method its method
     * @return the first line of code of the method, or of the class where the method is another's; empty where there is no
     *     such class, or no file of its source
     */
    Optional<Place> place(String testClass, String method) {
        ClassInfo info = scan.getClassInfo(testClass);
        return info == null ? Optional.empty() : file(info).map(file -> new Place(file, line(info, method)));
    }

    private static @Nullable Integer line(ClassInfo info, String method) {
        Integer own = least(info.getDeclaredMethodInfo(method));
        return own == null ? least(info.getDeclaredMethodAndConstructorInfo()) : own;
    }

    private static @Nullable Integer least(MethodInfoList methods) {
        return methods.stream()
                .map(MethodInfo::getMinLineNum)
                .filter(line -> line != UNKNOWN)
                .min(Integer::compare)
                .orElse(null);
    }

    private Optional<Path> file(ClassInfo info) {
        String name = info.getSourceFile();
        return name == null
                ? Optional.empty()
                : folders(info.getPackageName(), name).stream()
                        .flatMap(folder ->
                                roots.stream().map(root -> root.resolve(folder).resolve(name)))
                        .filter(Files::isRegularFile)
                        .findFirst();
    }

    /** Kotlin and Scala may leave out the first names of a package, those that all packages of a project have. */
    private static List<String> folders(String packageName, String file) {
        List<String> folders = new ArrayList<>(List.of(packageName.replace('.', '/')));
        if (!file.endsWith(".java")) {
            String rest = folders.get(0);
            while (!rest.isEmpty()) {
                rest = rest.contains("/") ? rest.substring(rest.indexOf('/') + 1) : "";
                folders.add(rest);
            }
        }
        return folders;
    }

    @Override
    public void close() {
        scan.close();
    }
}
