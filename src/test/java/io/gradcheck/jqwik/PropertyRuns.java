package io.gradcheck.jqwik;

import io.gradcheck.result.ClassResult;
import io.gradcheck.result.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs containers of properties as a build does, and tells by method what became of them. */
final class PropertyRuns implements TestExecutionListener {

    private final Map<String, TestExecutionResult> results = new LinkedHashMap<>();
    private final Map<String, List<Map<String, String>>> entries = new TreeMap<>();
    private final Path directory;

    private PropertyRuns(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs properties.
     *
     * @param directory where results and jqwik's database are to be
     * @param containers their classes, in this order
     */
    static PropertyRuns run(Path directory, Class<?>... containers) {
        return run(directory, Map.of(), containers);
    }

    /**
     * Runs properties.
     *
     * @param directory where results and jqwik's database are to be
     * @param parameters further configuration parameters
     * @param containers their classes, in this order
     */
    static PropertyRuns run(Path directory, Map<String, String> parameters, Class<?>... containers) {
        PropertyRuns runs = new PropertyRuns(directory);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(containers)
                        .map(DiscoverySelectors::selectClass)
                        .toList())
                .filters(EngineFilter.includeEngines("jqwik"))
                .configurationParameter(
                        "gradcheck.results", directory.resolve("results").toString())
                .configurationParameter(
                        "jqwik.database", directory.resolve("database").toString())
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("gradcheck.page", "false")
                .configurationParameters(parameters)
                .build();
        LauncherFactory.create().execute(request, runs);
        return runs;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            results.put(method(test), result);
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entries.computeIfAbsent(method(test), any -> new ArrayList<>()).add(entry.getKeyValuePairs());
    }

    private static String method(TestIdentifier test) {
        return ((MethodSource) test.getSource().orElseThrow()).getMethodName();
    }

    /** The properties that ended with a status. */
    List<String> with(TestExecutionResult.Status status) {
        return results.keySet().stream()
                .filter(method -> results.get(method).getStatus() == status)
                .toList();
    }

    Throwable thrown(String method) {
        return results.get(method).getThrowable().orElseThrow();
    }

    /** The message that a property failed or was aborted with, without how to repeat it. */
    String message(String method) {
        return thrown(method).getMessage().replaceFirst("(?s)\n  repeat( with|:\n).*", "");
    }

    /** What was published about a property under a key that contains a text; jqwik's own report is under its name. */
    List<String> published(String method, String key) {
        return entries.getOrDefault(method, List.of()).stream()
                .flatMap(entry -> entry.entrySet().stream())
                .filter(entry -> entry.getKey().contains(key))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** What was recorded, by method; empty where nothing was. */
    Map<String, TestResult> recorded() {
        Map<String, TestResult> tests = new TreeMap<>();
        Path folder = directory.resolve("results");
        if (!Files.exists(folder)) {
            return tests;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                ClassResult.read(file).tests().forEach(test -> tests.put(test.method(), test));
            }
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return tests;
    }
}
