package io.gradcheck.maven;

import io.gradcheck.verification.Implementations;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks random cases of every {@code SubjectSource} among the module's test classes, contracts of layers among them, and
 * keeps what it finds in the regression corpus.
 *
 * <p>The cases are checked in JVMs of their own with the module's test class path, so that one that exits, halts or crashes
 * is a finding, and the others go on. The build fails if a mistake is found; the message says where it is kept and how to
 * repeat the run.
 *
 * <p>With {@code shard} and {@code shards}, several machines check a part each, and {@code gradcheck:merge} makes one report
 * of theirs.
 */
@Mojo(name = "fuzz", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
@Execute(phase = LifecyclePhase.TEST_COMPILE)
public final class FuzzMojo extends ForkingMojo {

    private static final String SOURCE = "io.gradcheck.source.SubjectSource";

    /** How many cases are checked, over all sources together. */
    @Parameter(property = "gradcheck.tries", defaultValue = "10000")
    private long tries;

    /** How long cases are checked instead, such as 30s, 10m or 2h. */
    @Parameter(property = "gradcheck.time")
    private @Nullable String time;

    /** The seed of the series of cases. */
    @Parameter(property = "gradcheck.seed", defaultValue = "1")
    private long seed;

    /** How many threads check; one for each processor if it is not said. */
    @Parameter(property = "gradcheck.threads")
    private @Nullable Integer threads;

    /** How long a case may take, such as 60s, unless others take as long. */
    @Parameter(property = "gradcheck.caseLimit")
    private @Nullable String caseLimit;

    /** Which part of the cases is checked, from 1, where several machines check a part each; all if it is not said. */
    @Parameter(property = "gradcheck.shard")
    private @Nullable Integer shard;

    /** How many parts there are. */
    @Parameter(property = "gradcheck.shards")
    private @Nullable Integer shards;

    /**
     * Checks on Spark, which has to be among the test dependencies, in a JVM of its own with so many cores: local[2], or local[*] for
     * all. Clusters are given their work by spark-submit.
     */
    @Parameter(property = "gradcheck.master")
    private @Nullable String master;

    /** Into how many shards the campaign is divided on Spark; 4 for each core if it is not said. */
    @Parameter(property = "gradcheck.partitions")
    private @Nullable Integer partitions;

    /** At how many mistakes a campaign on Spark ends with what there is. */
    @Parameter(property = "gradcheck.stopAfter")
    private @Nullable Integer stopAfter;

    /**
     * Where the report is written as JSON, to be merged with those of other shards; unless it is said,
     * {@code gradcheck-fuzz/results.json} in the build directory, and {@code results-2-of-8.json} beside it for the second of
     * eight shards.
     */
    @Parameter(property = "gradcheck.fuzzResults")
    private @Nullable File results;

    /** The regression corpus: its cases are checked first, and what is found is added to it. */
    @Parameter(property = "gradcheck.corpus", defaultValue = "${project.basedir}/src/test/gradcheck")
    private File corpus;

    /** Which sources: patterns of class names with * for any part; all if there is none. */
    @Parameter
    private List<String> includes = new ArrayList<>();

    /** Which sources not: patterns of class names with * for any part. */
    @Parameter
    private List<String> excludes = new ArrayList<>();

    /**
     * Made by Maven.
     *
     * @param toolchains knows the JDK that the module is to run on
     */
    @Inject
    public FuzzMojo(ToolchainManager toolchains) {
        super(toolchains);
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        Optional<Shard> part = Shard.chosen(shard, shards);
        Optional<OnSpark> spark = OnSpark.chosen(master, partitions, stopAfter, part);
        Path testClasses = Path.of(project().getBuild().getTestOutputDirectory());
        if (!Files.isDirectory(testClasses)) {
            getLog().info("Skipped: the module has no test classes.");
            return;
        }
        List<String> classPath = testClassPath();
        List<String> sources = Implementations.chosen(
                new Implementations(testClasses, classPath).madeWithoutArguments(SOURCE), includes, excludes);
        if (sources.isEmpty()) {
            getLog().info("Skipped: no test class of the module is a " + SOURCE + ".");
            return;
        }
        getLog().info("Sources: " + String.join(", ", sources));
        if (spark.isPresent()) {
            OnSpark.requireOn(classPath);
        }
        Outputs outputs = outputs(part);
        int code = run(
                spark.isPresent() ? OnSpark.MAIN : MAIN,
                classPath,
                outputs.argumentFile(),
                arguments(sources, part, spark, outputs),
                outputs.written(),
                kept());
        judge(code, part, outputs);
    }

    /**
     * What the run writes.
     *
     * @param argumentFile the arguments of the JVM
     * @param report the report as text
     * @param results the report as JSON
     */
    record Outputs(Path argumentFile, Path report, Path results) {
        List<Path> written() {
            return List.of(report, results);
        }
    }

    /** Of names of their own for each shard, as several may share a build directory. */
    Outputs outputs(Optional<Shard> part) {
        String of = part.map(one -> "-" + one.number() + "-of-" + one.of()).orElse("");
        return new Outputs(
                work().resolve("java" + of + ".args"),
                work().resolve("report" + of + ".txt"),
                results == null ? work().resolve("results" + of + ".json") : results.toPath());
    }

    /** Fails the build unless the JVM that checks has come to a good end, which it has reported. */
    void judge(int code, Optional<Shard> part, Outputs outputs) throws MojoExecutionException, MojoFailureException {
        requireEnd(code, outputs.argumentFile());
        requireWritten(code, outputs.written(), outputs.argumentFile(), kept());
        if (code == FINDINGS) {
            throw new MojoFailureException("fuzzing failed; the report above is in " + outputs.report() + " too"
                    + "\n  findings are kept in " + corpus + ", and checked first from now on"
                    + "\n  repeat: mvn gradcheck:fuzz "
                    + (time == null ? "-Dgradcheck.tries=" + tries : "-Dgradcheck.time=" + time)
                    + " -Dgradcheck.seed=" + seed
                    + (caseLimit == null ? "" : " -Dgradcheck.caseLimit=" + caseLimit)
                    + part.map(one -> " " + one.properties()).orElse(""));
        }
    }

    private String kept() {
        return "what was found until then is in " + corpus;
    }

    List<String> arguments(List<String> sources, Optional<Shard> part, Optional<OnSpark> spark, Outputs outputs) {
        List<String> arguments = new ArrayList<>(spark.map(OnSpark::arguments).orElse(List.of("fuzz")));
        arguments.addAll(List.of("--seed", String.valueOf(seed)));
        sources.forEach(source -> arguments.addAll(List.of("--source", source)));
        arguments.addAll(
                time == null ? List.of("--tries", String.valueOf(tries)) : List.of("--time", String.valueOf(time)));
        if (threads != null) {
            arguments.addAll(List.of("--threads", String.valueOf(threads)));
        }
        if (caseLimit != null) {
            arguments.addAll(List.of("--case-limit", caseLimit));
        }
        part.ifPresent(one -> arguments.addAll(one.arguments()));
        String scheme = spark.isPresent() ? OnSpark.FILE : "";
        arguments.addAll(List.of(
                "--corpus", scheme + corpus,
                "--report", scheme + outputs.report(),
                "--results", scheme + outputs.results()));
        return arguments;
    }
}
