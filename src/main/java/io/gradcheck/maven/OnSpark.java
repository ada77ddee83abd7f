package io.gradcheck.maven;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that Spark divides.
 *
 * @param master on which cores of this machine
 * @param partitions into how many shards; null if that is Spark's business
 * @param stopAfter at how many mistakes it ends; null if at none
 */
record OnSpark(
        String master,
        @Nullable Integer partitions,
        @Nullable Integer stopAfter) {

    /** The command line of such campaigns. */
    static final String MAIN = "io.gradcheck.spark.Main";

    /** Begins paths of this machine, whatever file system Spark takes others for. */
    static final String FILE = "file://";

    private static final String MASTER = "gradcheck.master";
    private static final Pattern LOCAL = Pattern.compile("local(\\[(\\d+|\\*)(,\\s*\\d+)?])?");
    private static final List<String> WANTED = List.of(MAIN, "org.apache.spark.SparkContext");

    /**
     * That which the parameters say; none if there is no master.
     *
     * @throws MojoExecutionException if they do not fit
     */
    static Optional<OnSpark> chosen(
            @Nullable String master, @Nullable Integer partitions, @Nullable Integer stopAfter, Optional<Shard> part)
            throws MojoExecutionException {
        if (master == null) {
            if (partitions != null || stopAfter != null) {
                throw new MojoExecutionException("found "
                        + (partitions != null ? "gradcheck.partitions" : "gradcheck.stopAfter") + " without " + MASTER
                        + ", wanted both: they are for campaigns on Spark");
            }
            return Optional.empty();
        }
        if (part.isPresent()) {
            throw new MojoExecutionException("found " + MASTER + " together with gradcheck.shard, wanted one of them:"
                    + " on Spark, gradcheck.partitions says how many shards there are");
        }
        if (!LOCAL.matcher(master).matches()) {
            throw new MojoExecutionException(
                    "found " + MASTER + "=" + master
                            + ", wanted cores of this machine, such as local[2]; clusters are given their work by spark-submit");
        }
        return Optional.of(new OnSpark(master, partitions, stopAfter));
    }

    /**
     * Requires what such a campaign needs.
     *
     * @throws MojoExecutionException if it is not on the class path; the message says what to add to the pom
     */
    static void requireOn(List<String> classPath) throws MojoExecutionException {
        List<URL> urls = new ArrayList<>();
        for (String element : classPath) {
            urls.add(url(element));
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            for (String type : WANTED) {
                if (loader.findResource(type.replace('.', '/') + ".class") == null) {
                    throw new MojoExecutionException(MASTER + ": found no " + type
                            + " on the test class path, wanted these dependencies in the pom, gradcheck-spark of gradcheck's version:"
                            + dependency("io.gradcheck", "gradcheck-spark")
                            + dependency("org.apache.spark", "spark-core_2.13"));
                }
            }
        } catch (IOException cannotClose) {
            throw new MojoExecutionException("The test class path cannot be read", cannotClose);
        }
    }

    private static URL url(String element) throws MojoExecutionException {
        try {
            return Path.of(element).toUri().toURL();
        } catch (MalformedURLException noPath) {
            throw new MojoExecutionException("The test class path cannot be read: " + element, noPath);
        }
    }

    private static String dependency(String group, String artifact) {
        return "\n  <dependency>\n    <groupId>" + group + "</groupId>\n    <artifactId>" + artifact
                + "</artifactId>\n    <version>...</version>\n    <scope>test</scope>\n  </dependency>";
    }

    /** As options of that command line. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--master", master));
        if (partitions != null) {
            arguments.addAll(List.of("--partitions", String.valueOf(partitions)));
        }
        if (stopAfter != null) {
            arguments.addAll(List.of("--stop-after", String.valueOf(stopAfter)));
        }
        return arguments;
    }
}
