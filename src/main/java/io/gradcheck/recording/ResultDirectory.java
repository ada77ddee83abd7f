package io.gradcheck.recording;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where results lie, unless it is said otherwise: {@code target/gradcheck} of the project whose tests run, as Maven and sbt have it,
 * or {@code build/gradcheck} of one that Gradle builds.
 */
public final class ResultDirectory {

    /** The name of the property that says where else, as system property or as configuration parameter of JUnit. */
    public static final String PROPERTY = "gradcheck.results";

    private static final String BASE = "basedir"; // set by Surefire, Failsafe and Maven's exec plugin
    private static final String GRADLE = "org.gradle.test.worker"; // set by Gradle in the JVM of tests
    private static final List<String> GRADLE_SCRIPTS =
            List.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts");
    private static final List<String> OTHER_BUILDS = List.of("pom.xml", "build.sbt");
    private static final String NAME = "gradcheck";

    private ResultDirectory() {}

    /**
     * The directory.
     *
     * @param properties gives the value of a property, null if there is none
     * @return the directory that {@value #PROPERTY} names; else, of the project's directory, {@code build/gradcheck} where Gradle
     *     runs the tests, or where there is a script of Gradle and none of Maven or sbt, and {@code target/gradcheck} elsewhere
     */
    public static Path of(UnaryOperator<@Nullable String> properties) {
        return named(PROPERTY, properties).orElseGet(() -> below(project(properties), properties));
    }

    /** The standard directory of a project. */
    static Path below(Path project, UnaryOperator<@Nullable String> properties) {
        return project.resolve(isOfGradle(project, properties) ? "build" : "target")
                .resolve(NAME);
    }

    private static boolean isOfGradle(Path project, UnaryOperator<@Nullable String> properties) {
        if (properties.apply(BASE) != null) {
            return false;
        }
        return properties.apply(GRADLE) != null || (has(project, GRADLE_SCRIPTS) && !has(project, OTHER_BUILDS));
    }

    private static boolean has(Path project, List<String> files) {
        return files.stream().anyMatch(file -> Files.isRegularFile(project.resolve(file)));
    }

    /**
     * A directory that a property names.
     *
     * @param property the name of the property
     * @param properties gives the value of a property, null if there is none
     * @return the directory, below the project's unless it is absolute; empty if the property names none
     */
    public static Optional<Path> named(String property, UnaryOperator<@Nullable String> properties) {
        return Optional.ofNullable(properties.apply(property))
                .filter(name -> !name.isBlank())
                .map(name -> project(properties).resolve(name));
    }

    /**
     * The directory of the project whose tests run.
     *
     * @param properties gives the value of a property, null if there is none
     * @return the directory that the build says; else the working directory, as an empty path
     */
    public static Path project(UnaryOperator<@Nullable String> properties) {
        return Path.of(Optional.ofNullable(properties.apply(BASE)).orElse(""));
    }
}
