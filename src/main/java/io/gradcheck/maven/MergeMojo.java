package io.gradcheck.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Merges the reports of all shards of {@code gradcheck:fuzz} to the report of one run, and keeps what they found in the
 * regression corpus.
 *
 * <p>The build fails if a shard found a mistake, if a shard is missing, and if a file is no report of this run; all files that
 * are one are merged even so. Nothing is compiled or checked.
 */
@Mojo(name = "merge", threadSafe = true)
public final class MergeMojo extends ForkingMojo {

    private static final String KEPT = "the reports of the shards are as they were";

    /**
     * The reports of the shards as JSON, separated by commas: files, or directories in which all {@code *.json} are taken,
     * those in folders too; {@code gradcheck-shards} in the build directory unless it is said.
     */
    @Parameter(property = "gradcheck.reports")
    private List<String> reports = new ArrayList<>();

    /** The regression corpus, to which what was found is added. */
    @Parameter(property = "gradcheck.corpus", defaultValue = "${project.basedir}/src/test/gradcheck")
    private File corpus;

    /** Where the merged report is written as JSON; {@code gradcheck-fuzz/results.json} in the build directory unless it is said. */
    @Parameter(property = "gradcheck.fuzzResults")
    private @Nullable File results;

    /**
     * Made by Maven.
     *
     * @param toolchains knows the JDK that the module is to run on
     */
    @Inject
    public MergeMojo(ToolchainManager toolchains) {
        super(toolchains);
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        Path merged = (results == null ? work().resolve("results.json") : results.toPath()).normalize();
        Path argumentFile = work().resolve("merge.args");
        List<Path> files = files(merged);
        getLog().info("Reports: " + files.stream().map(Path::toString).collect(Collectors.joining(", ")));
        List<String> arguments = new ArrayList<>(List.of("merge"));
        files.forEach(file -> arguments.add(file.toString()));
        arguments.addAll(List.of("--corpus", corpus.toString(), "--results", merged.toString()));
        int code = run(MAIN, pluginClassPath(), argumentFile, arguments, List.of(merged), KEPT);
        judge(code, merged, argumentFile);
    }

    /** Fails the build unless all shards are merged, and found nothing. */
    void judge(int code, Path merged, Path argumentFile) throws MojoExecutionException, MojoFailureException {
        requireEnd(code, argumentFile);
        if (code == FINDINGS && !Files.isRegularFile(merged)) {
            throw new MojoFailureException(
                    "merging failed: found no merged report " + merged + ", wanted one; the reason is above");
        }
        requireWritten(code, List.of(merged), argumentFile, KEPT);
        if (code == FINDINGS) {
            throw new MojoFailureException(
                    "merging failed: a finding, a shard that is missing, or a file that is left out; the report above says which"
                            + "\n  merged report: " + merged
                            + "\n  findings are kept in " + corpus + ", and checked first from now on");
        }
    }

    /**
     * The files to merge. What is named and cannot be found is among them where there are others, so that these are merged, and
     * it is told as left out.
     *
     * @param merged where the merged report will be: that of an earlier run is none of a shard
     */
    List<Path> files(Path merged) throws MojoExecutionException, MojoFailureException {
        List<Path> places = reports.isEmpty()
                ? List.of(Path.of(project().getBuild().getDirectory(), "gradcheck-shards"))
                : reports.stream().map(this::place).toList();
        if (places.contains(merged)) {
            throw new MojoExecutionException("gradcheck.fuzzResults: found " + merged
                    + ", which is one of gradcheck.reports too, wanted a file of its own for the merged report");
        }
        List<Path> files = new ArrayList<>();
        boolean any = false;
        for (Path place : places) {
            List<Path> here = reportsIn(place, merged);
            any |= !here.isEmpty();
            files.addAll(here.isEmpty() ? List.of(place) : here);
        }
        if (!any) {
            throw new MojoFailureException("no report of a shard: looked for what gradcheck:fuzz writes with"
                    + " -Dgradcheck.shard and -Dgradcheck.shards, results-K-of-N.json, here:"
                    + places.stream().map(MergeMojo::whyNone).collect(Collectors.joining())
                    + "\n  to look elsewhere: -Dgradcheck.reports=FILE,DIRECTORY,...");
        }
        return files.stream().distinct().toList();
    }

    /** A place as Maven resolves files, but without the space that follows a comma. */
    private Path place(String text) {
        return project().getBasedir().toPath().resolve(text.strip()).normalize();
    }

    private static List<Path> reportsIn(Path place, Path merged) throws MojoExecutionException {
        if (!Files.isDirectory(place)) {
            return Files.exists(place) ? List.of(place) : List.of();
        }
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
                    .filter(file -> !file.equals(merged))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException notRead) {
            throw new MojoExecutionException("Cannot look for reports in " + place + ": " + notRead, notRead);
        }
    }

    private static String whyNone(Path place) {
        return "\n    " + place
                + (Files.isDirectory(place) ? ": no *.json in it" : ": there is no such file or directory");
    }
}
