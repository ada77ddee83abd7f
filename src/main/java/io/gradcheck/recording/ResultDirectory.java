package io.gradcheck.recording;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where results lie: {@code target/gradcheck} of the project whose tests run, unless it is said otherwise. */
public final class ResultDirectory {

    /** The name of the property that says where else, as system property or as configuration parameter of JUnit. */
    public static final String PROPERTY = "gradcheck.results";

    private static final String BASE = "basedir"; // set by Surefire, Failsafe and Maven's exec plugin
    private static final Path STANDARD = Path.of("target", "gradcheck");

    private ResultDirectory() {}

    /**
     * The directory.
     *
     * @param properties gives the value of a property, null if there is none
     * @return the directory that {@value #PROPERTY} names; else {@code target/gradcheck} of the project's directory
     */
    public static Path of(UnaryOperator<@Nullable String> properties) {
        return named(PROPERTY, properties).orElseGet(() -> project(properties).resolve(STANDARD));
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
