package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.verification.RecordedModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal verify: what it says, and when it fails. */
class VerifyMojoTest {

    private static final String A = "com.acme.ATest";
    private static final Instant BEFORE = RecordedModule.BUILD.minus(Duration.ofDays(1));

    private static final String NOT_ASKED =
            "INFO Not asked for: that every class of a kind is checked; <types> among the <rules> would say which.";

    @TempDir
    private Path directory;

    private RecordedModule module;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream commands = new ByteArrayOutputStream();
    private boolean jobSummary;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void compile() throws IOException {
        module = new RecordedModule(directory);
        module.compile("com/acme/ATest", "a");
    }

    private void verify(boolean failOnLost) throws Exception {
        said.clear();
        VerifyMojo mojo = new VerifyMojo();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
                said.add("INFO " + content);
            }

            @Override
            public void warn(CharSequence content) {
                said.add("WARN " + content);
            }
        });
        PluginDescriptor plugin = new PluginDescriptor();
        plugin.setGroupId("io.gradcheck");
        plugin.setArtifactId("gradcheck");
        set(mojo, "plugin", plugin);
        set(mojo, "project", project());
        set(mojo, "session", session());
        set(mojo, "resultsDirectory", module.results().toFile());
        set(mojo, "failOnLostResults", failOnLost);
        set(mojo, "environment", environment);
        set(mojo, "jobSummary", jobSummary);
        set(mojo, "commands", new PrintStream(commands, true, StandardCharsets.UTF_8));
        mojo.execute();
    }

    private MavenProject project() {
        Model model = new Model();
        model.setArtifactId("acme");
        Build build = new Build();
        build.setDirectory(directory.resolve("target").toString());
        build.setOutputDirectory(directory.resolve("target/classes").toString());
        build.setTestOutputDirectory(directory.resolve("target/test-classes").toString());
        model.setBuild(build);
        MavenProject project = new MavenProject(model);
        project.addTestCompileSourceRoot(directory.resolve("checks").toString());
        project.setFile(directory.resolve("pom.xml").toFile());
        project.setArtifacts(Set.of(new DefaultArtifact(
                "io.gradcheck", "gradcheck", "1", "test", "jar", null, new DefaultArtifactHandler("jar"))));
        return project;
    }

    @SuppressWarnings("deprecation") // of the others none can be made without a container
    private static MavenSession session() {
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setStartTime(Date.from(RecordedModule.BUILD));
        return new MavenSession(null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
    }

    private static void set(VerifyMojo mojo, String name, Object value) throws ReflectiveOperationException {
        Field field = VerifyMojo.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(mojo, value);
    }

    private Path page() {
        return directory.resolve("target/gradcheck-report/index.html");
    }

    private RecordedModule.Run run(long wrong) throws IOException {
        return module.run(1, BEFORE).plans(A, 1).checks(A, "one", 7, wrong).ends();
    }

    @Test
    void results_of_tests_that_were_run_in_a_call_before_are_verified() throws Exception {
        run(0);

        verify(true);

        assertThat(said).containsExactly("INFO All rules hold: 7 checks of 1 classes. Report: " + page(), NOT_ASKED);
    }

    @Test
    void a_wrong_gradient_on_threads_of_several_tests_fails() throws IOException {
        module.run(1, BEFORE)
                .plans(A, 1)
                .checks("", "(threads of several tests)", 7, 1)
                .ends();

        assertThatThrownBy(() -> verify(true))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("gradients are not verified: 1 rule is violated in acme\n"
                        + "  checks that found a wrong gradient: found 1, wanted at most 0:"
                        + " (threads of several tests) (scale)\n"
                        + "  report: " + page());
    }

    @Test
    void results_that_are_lost_fail_with_file_and_reason() throws Exception {
        RecordedModule.Run run = run(0);
        Path file = module.results().resolve(run.resultFile(A));
        Files.delete(file);

        assertThatThrownBy(() -> verify(true))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("gradients are not verified: 1 rule is violated in acme\n"
                        + "  results that were lost: found 1, wanted none (mvn clean, and the tests again;"
                        + " to go on without: -Dgradcheck.failOnLostResults=false)\n"
                        + "    " + file + ": com.acme.ATest: it was written, and is not there\n"
                        + "  no results of the classes that are built in " + module.results() + "\n"
                        + "  report: " + page());
        assertThat(page()).content().contains("it was written, and is not there");

        verify(false);
        assertThat(said)
                .containsExactly(
                        "WARN Lost, and not counted: " + file + ": com.acme.ATest: it was written, and is not there",
                        "INFO All rules hold: 0 checks of 0 classes. Report: " + page(),
                        NOT_ASKED);
    }

    @Test
    void tests_that_left_no_log_fail() throws Exception {
        Path reports = Files.createDirectories(directory.resolve("target/surefire-reports"));
        Path report = reports.resolve("TEST-com.acme.ATest.xml");
        Files.writeString(report, "<property name=\"sun.java.command\" value=\"surefire1\"/>");

        assertThatThrownBy(() -> verify(true))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(
                        "\n    " + report + ": its tests were run, and left no log of a run of this module");

        run(0);
        verify(true);
        assertThat(said).containsExactly("INFO All rules hold: 7 checks of 1 classes. Report: " + page(), NOT_ASKED);
    }

    @Test
    void in_github_actions_mistakes_and_rules_are_annotations_beside_the_log() throws Exception {
        module.compileSource("checks/com/acme/ATest.java", "package com.acme;\nclass ATest {\n  void one() {}\n}\n");
        run(1);
        environment.put("GITHUB_ACTIONS", "true");

        assertThatThrownBy(() -> verify(true)).isInstanceOf(MojoFailureException.class);
        assertThat(commands.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "::error file=checks/com/acme/ATest.java,line=3,title=something is wrong in 1 of 7 cases that"
                                + " this test does not look for::scale in com.acme.ATest.one\n"
                                + "::error title=gradients are not verified in acme::checks that found a wrong"
                                + " gradient: found 1, wanted at most 0: com.acme.ATest.one (scale)\n");
        assertThat(said).isEmpty();

        commands.reset();
        environment.clear();
        assertThatThrownBy(() -> verify(true)).isInstanceOf(MojoFailureException.class);
        assertThat(commands.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void the_summary_is_added_to_that_of_the_job_when_it_is_asked_for() throws Exception {
        run(0);
        Path file = directory.resolve("summary");
        environment.put("GITHUB_STEP_SUMMARY", file.toString());
        verify(true);
        assertThat(file).doesNotExist();

        jobSummary = true;
        verify(true);
        assertThat(file).hasSameTextualContentAs(page().resolveSibling("summary.md"));
        assertThat(said).containsExactly("INFO All rules hold: 7 checks of 1 classes. Report: " + page(), NOT_ASKED);

        environment.clear();
        verify(true);
        assertThat(said)
                .containsExactly(
                        "WARN No summary for the job: the environment variable GITHUB_STEP_SUMMARY is not set, as it is"
                                + " in GitHub Actions",
                        "INFO All rules hold: 7 checks of 1 classes. Report: " + page(),
                        NOT_ASKED);
    }

    @Test
    void a_module_without_tests_has_nothing_to_verify() throws Exception {
        verify(true);

        assertThat(said)
                .containsExactly(
                        "INFO Nothing to verify: no test has checked a gradient, and no class has to be checked.");
    }
}
