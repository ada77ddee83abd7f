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
     * @return the directory that {@value #PROPERTY} names; else {@code target/gradcheck} of the project's directory, if the
     *     build says which it is, else of the working directory
     */
    public static Path of(UnaryOperator<@Nullable String> properties) {
        String chosen = properties.apply(PROPERTY);
        Path base = Path.of(Optional.ofNullable(properties.apply(BASE)).orElse(""));
        return base.resolve(chosen == null || chosen.isBlank() ? STANDARD : Path.of(chosen));
    }
}
