package io.gradcheck.verification;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ClassInfoList;
import io.github.classgraph.ScanResult;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the concrete classes in a directory that extend or implement given types, without loading any. */
public final class Implementations {

    private final Path classes;
    private final List<String> classPath;

    /**
     * Prepares a search.
     *
     * @param classes the directory whose classes are wanted
     * @param classPath where the types and what is between may lie, that directory too
     */
    public Implementations(Path classes, List<String> classPath) {
        this.classes = classes.toAbsolutePath().normalize(); // as the scan tells where classes are
        this.classPath = classPath;
    }

    /**
     * The concrete classes of some types.
     *
     * @param types binary names of classes or interfaces
     * @return the binary names of those classes, in alphabetical order
     * @throws IllegalArgumentException if there is no such type on the class path
     */
    List<String> of(List<String> types) {
        TreeSet<String> found = new TreeSet<>();
        try (ScanResult scan = scan()) {
            for (String type : types) {
                ClassInfo info = scan.getClassInfo(type);
                if (info == null) {
                    throw new IllegalArgumentException(
                            "types: found " + type
                                    + ", which is not on the module's class path; wanted the full name of a class or interface");
                }
                found.addAll(concrete(scan, info, any -> true));
            }
        }
        return List.copyOf(found);
    }

    /**
     * The concrete classes of a type that can be made without arguments.
     *
     * @param type binary name of a class or interface
     * @return the binary names of those classes, in alphabetical order; none if there is no such type on the class path
     */
    public List<String> madeWithoutArguments(String type) {
        try (ScanResult scan = scan()) {
            ClassInfo info = scan.getClassInfo(type);
            return info == null
                    ? List.of()
                    : List.copyOf(new TreeSet<>(concrete(scan, info, Implementations::canBeMade)));
        }
    }

    private ScanResult scan() {
        return new ClassGraph()
                .overrideClasspath(classPath)
                .enableClassInfo()
                .enableMethodInfo()
                .ignoreClassVisibility()
                .ignoreMethodVisibility()
                .scan();
    }

    private List<String> concrete(ScanResult scan, ClassInfo type, Predicate<ClassInfo> wanted) {
        ClassInfoList all = new ClassInfoList(
                type.isInterface() ? scan.getClassesImplementing(type.getName()) : scan.getSubclasses(type.getName()));
        all.add(type);
        return all.stream()
                .filter(info -> !info.isAbstract() && !info.isInterface())
                .filter(info -> classes.toFile().equals(info.getClasspathElementFile()))
                .filter(wanted)
                .map(ClassInfo::getName)
                .toList();
    }

    /** An inner class has an argument too, the object that it belongs to. */
    private static boolean canBeMade(ClassInfo info) {
        return info.getDeclaredConstructorInfo().stream()
                .anyMatch(constructor -> constructor.getParameterInfo().length == 0);
    }

    /**
     * Those of some names that match any of the patterns to include, if there are any, and none of those to exclude.
     *
     * @param names the names
     * @param includes patterns with * for any part of a name
     * @param excludes patterns of the same kind
     * @return the names that are left
     */
    public static List<String> chosen(List<String> names, List<String> includes, List<String> excludes) {
        return names.stream()
                .filter(name -> includes.isEmpty() || matchesAny(name, includes))
                .filter(name -> !matchesAny(name, excludes))
                .toList();
    }

    private static boolean matchesAny(String name, List<String> patterns) {
        return patterns.stream()
                .anyMatch(pattern -> Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), name));
    }
}
