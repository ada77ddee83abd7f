package io.gradcheck.cli;

import io.gradcheck.verification.Rules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The rules that a command line asks for, each as in the configuration of the Maven goal. */
final class RuleOptions {

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "how many checks may have found a wrong gradient that no test asserts (default: ${DEFAULT-VALUE})")
    private long maxFailures;

    @Option(
            names = "--max-inconclusive",
            paramLabel = "N",
            description = "how many checks may be without a verdict (default: any number)")
    private @Nullable Long maxInconclusive;

    @Option(
            names = "--max-vacuous",
            paramLabel = "N",
            description = "in how many checks it may be that nothing could be seen (default: any number)")
    private @Nullable Long maxVacuous;

    @Option(
            names = "--min-tries",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many checks there must be of each class (default: ${DEFAULT-VALUE})")
    private long minTries;

    @Option(
            names = "--max-detection-limit",
            paramLabel = "X",
            description = "the largest relative error that may have stayed unseen (default: any)")
    private @Nullable Double maxDetectionLimit;

    @Option(
            names = "--min-mutant-score",
            paramLabel = "X",
            description = "the least share of standard mistakes, from 0 to 1, that must be caught (default: any)")
    private @Nullable Double minMutantScore;

    @Option(
            names = "--type",
            paramLabel = "CLASS",
            description =
                    "each class of the project that extends or implements it must have been checked; may be given again")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "which of those classes, with * for any part of a name; may be given again (default: all)")
    private List<String> includes = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "which of them need no check; may be given again (default: none)")
    private List<String> excludes = new ArrayList<>();

    Rules rules() {
        return new Rules(
                maxFailures,
                maxInconclusive,
                maxVacuous,
                minTries,
                maxDetectionLimit,
                minMutantScore,
                types,
                includes,
                excludes);
    }
}
