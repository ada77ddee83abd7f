package io.gradcheck.maven;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the results of a module: the {@code <rules>} of the goal {@code verify}.
 *
 * <pre>{@code
 * <rules>
 *   <minTries>100</minTries>
 *   <maxDetectionLimit>1e-6</maxDetectionLimit>
 *   <types>
 *     <type>com.acme.Layer</type>
 *   </types>
 *   <excludes>
 *     <exclude>com.acme.legacy.*</exclude>
 *   </excludes>
 * </rules>
 * }</pre>
 *
 * <p>Maven sets the fields.
 */
public final class Rules {

    /** How many checks may have found a wrong gradient, beside those that a test asserts to be wrong. */
    private long maxFailures;

    /** How many checks may have been undecided; any number if it is not said. */
    private @Nullable Long maxInconclusive;

    /** In how many checks it may be that nothing could be seen; any number if it is not said. */
    private @Nullable Long maxVacuous;

    /** How many checks there must be of each class. */
    private long minTries = 1;

    /** The largest error, relative to a variable's largest gradient entry, that may have stayed unseen. */
    private @Nullable Double maxDetectionLimit;

    /** The least share of standard mistakes, from 0 to 1, that the checks of each class must be able to catch. */
    private @Nullable Double minMutantScore;

    /** Names of classes and interfaces: each class of the module that extends or implements one must have been checked. */
    private List<String> types = new ArrayList<>();

    /** Which of those classes: patterns with * for any part of a name; all if there is none. */
    private List<String> includes = new ArrayList<>();

    /** Which of those classes need no check: patterns with * for any part of a name. */
    private List<String> excludes = new ArrayList<>();

    /** Made by Maven. */
    public Rules() {}

    /** The names of all rules, as they are written in a pom. */
    static Set<String> names() {
        return Arrays.stream(Rules.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    long maxFailures() {
        return maxFailures;
    }

    @Nullable
    Long maxInconclusive() {
        return maxInconclusive;
    }

    @Nullable
    Long maxVacuous() {
        return maxVacuous;
    }

    long minTries() {
        return minTries;
    }

    @Nullable
    Double maxDetectionLimit() {
        return maxDetectionLimit;
    }

    @Nullable
    Double minMutantScore() {
        return minMutantScore;
    }

    List<String> types() {
        return types;
    }

    List<String> includes() {
        return includes;
    }

    List<String> excludes() {
        return excludes;
    }
}
