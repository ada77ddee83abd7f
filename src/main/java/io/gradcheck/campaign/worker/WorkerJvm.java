package io.gradcheck.campaign.worker;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the JVM of a worker is started: with the class path and the options of this one, but for those of debuggers, which could not
 * listen at one port twice, and those that end a JVM without memory, which is told by the case then.
 *
 * @param main the class whose {@code main} {@linkplain WorkerEnd serves} tasks
 * @param arguments its arguments
 */
public record WorkerJvm(String main, List<String> arguments) {

    /** Where a worker finds what it shares with its parent, as an environment variable: a folder. */
    static final String FOLDER = "GRADCHECK_WORKER";

    private static final Predicate<String> NOT_FOR_WORKERS = Pattern.compile(
                    "^-(agentlib:jdwp|Xrunjdwp|Xdebug|XX:(\\+(Exit|Crash)OnOutOfMemoryError|OnOutOfMemoryError=))")
            .asPredicate();
    private static final Predicate<String> OF_COLLECTOR =
            Pattern.compile("^-XX:\\+Use\\w+GC$").asPredicate();

    /**
     * Each JVM compiles for itself what all of them run. What pays in one that lives for long does not in these: methods are
     * compiled to the end four times as late, and large ones are called, not copied into who calls them. Options of the parent
     * come behind these, and win.
     */
    private static final List<String> SHORT_LIFE = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:FreqInlineSize=60",
            "-XX:MaxInlineSize=20",
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=160000");

    private static final String PROBLEMATIC_FRAME = "# Problematic frame:";

    /**
     * Copies the arguments.
     *
     * @param main the class whose {@code main} serves tasks
     * @param arguments its arguments
     */
    public WorkerJvm {
        arguments = List.copyOf(arguments);
    }

    /** The command, with its environment. */
    ProcessBuilder command(Path folder, Path errorFile) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(ManagementFactory.getRuntimeMXBean().getInputArguments(), errorFile));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put(FOLDER, folder.toString());
        environment.put("CLASSPATH", classPath(Thread.currentThread().getContextClassLoader()));
        return builder;
    }

    /** What code of this JVM is loaded from: by loaders of its own, as of a build tool that runs programs in its own JVM, too. */
    static String classPath(@Nullable ClassLoader loader) {
        Set<String> path = new LinkedHashSet<>();
        ClassLoader first = loader == null ? WorkerJvm.class.getClassLoader() : loader;
        for (ClassLoader one = first; one != null; one = one.getParent()) {
            if (one instanceof URLClassLoader ofUrls) {
                Stream.of(ofUrls.getURLs())
                        .filter(url -> url.getProtocol().equals("file"))
                        .forEach(url ->
                                path.add(Path.of(URI.create(url.toString())).toString()));
            }
        }
        path.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, path);
    }

    /** Its options, by those of this JVM. */
    List<String> options(List<String> ofParent, Path errorFile) {
        List<String> inherited =
                ofParent.stream().filter(NOT_FOR_WORKERS.negate()).toList();
        List<String> options = new ArrayList<>();
        options.addAll(SHORT_LIFE);
        // One thread works in it: a parallel collector would only take cores from the others.
        if (inherited.stream().noneMatch(OF_COLLECTOR)) {
            options.add("-XX:+UseSerialGC");
        }
        options.addAll(inherited);
        options.add("-XX:ErrorFile=" + errorFile);
        options.add("-XX:-CreateCoredumpOnCrash");
        return options;
    }

    /** In which frame native code crashed, by the file that the JVM has left; empty if it has left none. */
    static Optional<String> crashedIn(Path errorFile) {
        try {
            List<String> lines = Files.readAllLines(errorFile);
            int at = lines.indexOf(PROBLEMATIC_FRAME);
            String frame = at >= 0 && at + 1 < lines.size()
                    ? lines.get(at + 1).substring(1).strip()
                    : "native code";
            return Optional.of(frame + ", told in " + errorFile);
        } catch (IOException | RuntimeException none) {
            return Optional.empty();
        }
    }
}
