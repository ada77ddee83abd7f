package io.gradcheck.verification;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the results of a module: the {@code <rules>} of the goal {@code verify}, and options of the command.
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
 * <p>Maven sets the fields; a command line hands them over.
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

    /**
     * Rules of a command line.
     *
     * @param maxFailures how many checks may have found a wrong gradient
     * @param maxInconclusive how many may have been undecided; null for any number
     * @param maxVacuous in how many it may be that nothing could be seen; null for any number
     * @param minTries how many checks there must be of each class
     * @param maxDetectionLimit the largest relative error that may have stayed unseen; null for any
     * @param minMutantScore the least share of standard mistakes that must be caught; null for any
     * @param types each class that extends or implements one must have been checked
     * @param includes which of those classes
     * @param excludes which of them need no check
     */
    public Rules(
            long maxFailures,
            @Nullable Long maxInconclusive,
            @Nullable Long maxVacuous,
            long minTries,
            @Nullable Double maxDetectionLimit,
            @Nullable Double minMutantScore,
            List<String> types,
            List<String> includes,
            List<String> excludes) {
        this.maxFailures = maxFailures;
        this.maxInconclusive = maxInconclusive;
        this.maxVacuous = maxVacuous;
        this.minTries = minTries;
        this.maxDetectionLimit = maxDetectionLimit;
        this.minMutantScore = minMutantScore;
        this.types = List.copyOf(types);
        this.includes = List.copyOf(includes);
        this.excludes = List.copyOf(excludes);
    }

    /** {@return the names of all rules, as they are written in a pom} */
    public static Set<String> names() {
        return Arrays.stream(Rules.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return whether it is asked which classes have been checked} */
    public boolean nameTypes() {
        return !types.isEmpty();
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
