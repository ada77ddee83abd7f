package io.gradcheck.cli;

import io.gradcheck.report.Report;
import io.gradcheck.verification.GitHubActions;
import io.gradcheck.verification.Verification;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds what tests have recorded against rules, as the Maven goal of this name does. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes the report on what the tests of a project have recorded, and holds it against rules.",
            "Results count if they are of the classes that are built now. Results that are lost or damaged are named.",
            "Exit code: 0 if all rules hold, 1 if not, if results are lost or if none count, 2 for wrong usage."
        })
final class VerifyCommand implements Callable<Integer> {

    private static final String IGNORE_LOST = "--ignore-lost-results";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "target/gradcheck",
            description = "where tests have left results, in the project (default: ${DEFAULT-VALUE})")
    private Path results = Path.of("");

    @Option(
            names = "--project",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "the directory of the project (default: ${DEFAULT-VALUE})")
    private Path project = Path.of("");

    @Option(
            names = "--build",
            paramLabel = "DIR",
            defaultValue = "target",
            description = "where the reports of Surefire and Failsafe are, in the project (default: ${DEFAULT-VALUE})")
    private Path build = Path.of("");

    @Option(
            names = "--classes",
            paramLabel = "DIR",
            defaultValue = "target/classes",
            description = "the classes of the project, in it (default: ${DEFAULT-VALUE})")
    private Path classes = Path.of("");

    @Option(
            names = "--test-classes",
            paramLabel = "DIR",
            defaultValue = "target/test-classes",
            description = "the classes of its tests, in it (default: ${DEFAULT-VALUE})")
    private Path testClasses = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "where the report is written (default: beside the results, gradcheck-report)")
    private @Nullable Path to;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "gradcheck",
            description = "what the report is about (default: ${DEFAULT-VALUE})")
    private String title = "";

    @Option(names = IGNORE_LOST, description = "goes on without results that are lost, and judges the rest")
    private boolean ignoreLost;

    @Option(
            names = "--job-summary",
            description =
                    "adds the report's summary to the job's in GitHub Actions, the file that GITHUB_STEP_SUMMARY names")
    private boolean jobSummary;

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = "where the types of --type may lie, beside the project's classes")
    private @Nullable String classPath;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    private final Map<String, String> environment;

    /** Made by picocli. */
    VerifyCommand() {
        this(System.getenv());
    }

    VerifyCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        Path base = project.toAbsolutePath().normalize();
        Path recorded = base.resolve(results);
        PathOptions.requireDirectory(spec, "--to", to);
        if (!Files.isDirectory(recorded)) {
            throw new ParameterException(
                    spec.commandLine(), "DIR: found " + recorded + ", wanted a directory with results of tests");
        }
        Verification.Module module = new Verification.Module(
                String.valueOf(base.getFileName()),
                title,
                base,
                base.resolve(build),
                base.resolve(classes),
                base.resolve(testClasses),
                recorded);
        Verification verification = Verification.of(module, true, Instant.now());
        List<String> violations = new ArrayList<>(verification.violations(rules.rules(), wanted(module)));
        Report report = verification.report();
        Path page = report.writeTo(to == null ? Report.directoryBeside(recorded) : to);
        List<String> warnings = new ArrayList<>(verification.warnings());
        List<String> lost = verification.lost();
        if (ignoreLost) {
            warnings.addAll(lost);
        } else if (!lost.isEmpty()) {
            violations.add(verification.lossAsViolation(IGNORE_LOST));
        }
        if (verification.isEmpty() && violations.isEmpty()) {
            violations.add("results that count: found none, wanted some");
        }
        GitHubActions actions = new GitHubActions(environment);
        if (jobSummary) {
            actions.addToJobSummary(report).ifPresent(warnings::add);
        }
        PrintWriter err = spec.commandLine().getErr();
        warnings.forEach(err::println);
        err.flush();
        boolean holds = violations.isEmpty();
        PrintWriter out = spec.commandLine().getOut();
        actions.annotations(module, List.of(), report, violations).forEach(out::println);
        out.println(holds ? verification.success(page) : verification.failure(violations, page));
        out.flush();
        return holds ? 0 : Main.FINDINGS;
    }

    private List<String> wanted(Verification.Module module) {
        List<String> path = Stream.concat(
                        Stream.of(module.classes().toString()),
                        Stream.ofNullable(classPath).flatMap(text -> Stream.of(text.split(File.pathSeparator, -1))))
                .toList();
        try {
            return Verification.wanted(rules.rules(), module.classes(), path);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
