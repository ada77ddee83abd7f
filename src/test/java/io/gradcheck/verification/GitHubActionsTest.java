package io.gradcheck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.recording.Recording;
import io.gradcheck.report.Report;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.TestName;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What GitHub Actions shows: annotations at tests, and the job's summary. */
class GitHubActionsTest {

    private static final String CODE = """
            package com.acme;

            class ScaleTest {

                void one() {
                    System.out.println();
                }

                static class Inner extends ScaleTest {
                    void two() {
                        hashCode();
                        hashCode();
                    }
                }
            }
            """;

    /** The text of the mistake of every test here, as in a workflow command. */
    private static final String TEXT = "%0Aat x[0]: analytic 0.2955202067, numeric -0.2955202067, difference 5.9e-01"
            + "%0Alooks like: sign flipped; analytic/numeric = -1"
            + "%0Arepeat: GradientChecker.standard().seed(7)";

    @TempDir
    private Path workspace;

    private RecordedModule recorded;
    private final Map<String, String> environment = new HashMap<>();
    private final List<ClassResult> results = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        recorded = new RecordedModule(workspace.resolve("core"));
        environment.put("GITHUB_ACTIONS", "true");
        environment.put("GITHUB_WORKSPACE", workspace.toString());
    }

    private List<String> annotations(String... violations) {
        return annotations(List.of(), violations);
    }

    private List<String> annotations(List<Path> roots, String... violations) {
        Path project = recorded.project;
        Verification.Module module = new Verification.Module(
                "acme",
                "of acme",
                project,
                project.resolve("target"),
                project.resolve("target/classes"),
                recorded.tests(),
                recorded.results());
        return new GitHubActions(environment).annotations(module, roots, report(), List.of(violations));
    }

    private Report report() {
        return Report.of(results, "of acme");
    }

    private void wrong(String testClass, String method) {
        test(testClass, method, "scale", Math::sin);
    }

    private void test(String testClass, String method, String subject, DoubleUnaryOperator gradient) {
        test(testClass, method, subject, "x", gradient);
    }

    private void test(String testClass, String method, String subject, String variable, DoubleUnaryOperator gradient) {
        Recording recording = Recording.beside(new TestName(testClass, method, "jupiter", testClass + method));
        recording.enter();
        GradientChecker.standard()
                .seed(7)
                .check(Subject.of(
                                subject,
                                Map.of(variable, Tensor.vector(0.3)),
                                at -> Tensor.scalar(Math.cos(at.get(variable).values()[0])),
                                (at, upstream) -> Map.of(
                                        variable,
                                        Tensor.vector(upstream.get()
                                                * gradient.applyAsDouble(
                                                        at.get(variable).values()[0]))))
                        .about(Math.class));
        recording.leave();
        recording.ended(new PartResult("", Status.FAILED, ""));
        results.add(new ClassResult(
                ClassResult.FORMAT,
                "run",
                RecordedModule.BUILD,
                RecordedModule.BUILD,
                testClass,
                List.of(recording.close())));
    }

    @Test
    void a_wrong_gradient_is_an_annotation_at_its_test() throws IOException {
        recorded.compileSource("src/test/java/com/acme/ScaleTest.java", CODE);
        wrong("com.acme.ScaleTest", "one");

        assertThat(annotations())
                .containsExactly("::error file=core/src/test/java/com/acme/ScaleTest.java,line=6,"
                        + "title=gradient of x is WRONG::scale in com.acme.ScaleTest.one" + TEXT);
    }

    @Test
    void nothing_is_said_elsewhere_and_nothing_of_a_right_gradient() {
        wrong("com.acme.ScaleTest", "one");
        environment.put("GITHUB_ACTIONS", "false");
        assertThat(annotations("a rule")).isEmpty();
        environment.remove("GITHUB_ACTIONS");
        assertThat(annotations("a rule")).isEmpty();

        environment.put("GITHUB_ACTIONS", "true");
        results.clear();
        test("com.acme.ScaleTest", "one", "scale", x -> -Math.sin(x));
        assertThat(annotations()).isEmpty();
    }

    @Test
    void of_a_test_in_a_class_within_a_class_and_of_one_that_is_inherited_the_line_is_found() throws IOException {
        recorded.compileSource("src/test/java/com/acme/ScaleTest.java", CODE);
        wrong("com.acme.ScaleTest$Inner", "two");
        assertThat(annotations().get(0)).startsWith("::error file=core/src/test/java/com/acme/ScaleTest.java,line=11,");

        results.clear();
        wrong("com.acme.ScaleTest$Inner", "one");
        assertThat(annotations().get(0)).startsWith("::error file=core/src/test/java/com/acme/ScaleTest.java,line=9,");
    }

    @Test
    void files_of_kotlin_are_found_without_the_first_names_of_their_package() throws IOException {
        recorded.compileSource("src/test/kotlin/com/acme/ScaleTest.kt", CODE);
        wrong("com.acme.ScaleTest", "one");
        assertThat(annotations().get(0)).startsWith("::error file=core/src/test/kotlin/com/acme/ScaleTest.kt,line=6,");

        Files.delete(recorded.project.resolve("src/test/kotlin/com/acme/ScaleTest.kt"));
        recorded.compileSource("src/test/kotlin/acme/ScaleTest.kt", CODE);
        assertThat(annotations().get(0)).startsWith("::error file=core/src/test/kotlin/acme/ScaleTest.kt,line=6,");

        Files.delete(recorded.project.resolve("src/test/kotlin/acme/ScaleTest.kt"));
        recorded.compileSource("src/test/kotlin/ScaleTest.kt", CODE);
        assertThat(annotations().get(0)).startsWith("::error file=core/src/test/kotlin/ScaleTest.kt,line=6,");
    }

    @Test
    void a_source_directory_that_is_told_comes_first() throws IOException {
        recorded.compileSource("src/test/java/com/acme/ScaleTest.java", CODE);
        recorded.compileSource("checks/com/acme/ScaleTest.java", CODE);
        wrong("com.acme.ScaleTest", "one");

        assertThat(annotations(List.of(Path.of("checks"))).get(0))
                .startsWith("::error file=core/checks/com/acme/ScaleTest.java,line=6,");
    }

    @Test
    void a_file_is_told_from_the_module_where_it_is_not_in_the_workspace() throws IOException {
        recorded.compileSource("src/test/java/com/acme/ScaleTest.java", CODE);
        wrong("com.acme.ScaleTest", "one");
        String seen = "::error file=src/test/java/com/acme/ScaleTest.java,line=6,";

        environment.put("GITHUB_WORKSPACE", workspace.resolve("cor").toString());
        assertThat(annotations().get(0)).startsWith(seen);
        environment.remove("GITHUB_WORKSPACE");
        assertThat(annotations().get(0)).startsWith(seen);
    }

    @Test
    void where_no_file_is_found_there_is_none() throws IOException {
        String text = "::error title=gradient of x is WRONG::scale in com.acme.ScaleTest.one" + TEXT;
        wrong("com.acme.ScaleTest", "one");
        assertThat(annotations()).containsExactly(text);

        recorded.compile("com/acme/ScaleTest", "no class");
        assertThat(annotations()).containsExactly(text);

        // Java's files are where their packages say.
        recorded.compileSource("src/test/java/ScaleTest.java", CODE);
        assertThat(annotations()).containsExactly(text);

        results.clear();
        wrong("", "(threads of several tests)");
        assertThat(annotations())
                .containsExactly("::error title=gradient of x is WRONG::scale in (threads of several tests)" + TEXT);
    }

    @Test
    void signs_that_end_a_line_a_property_or_all_of_them_are_escaped() throws IOException {
        recorded = new RecordedModule(workspace.resolve("50%, a:b"));
        recorded.compileSource("src/test/java/com/acme/ScaleTest.java", CODE);
        test("com.acme.ScaleTest", "one", "a: 50%, \r\n::error::b", Math::sin);

        assertThat(annotations("first: 1 %,\n  second\r%0A"))
                .containsExactly(
                        "::error file=50%25%2C a%3Ab/src/test/java/com/acme/ScaleTest.java,line=6,"
                                + "title=gradient of x is WRONG::a: 50%25, %0D%0A::error::b in com.acme.ScaleTest.one"
                                + TEXT,
                        "::error title=gradients are not verified in acme::first: 1 %25,%0A  second%0D%250A");
    }

    @Test
    void ten_are_shown_and_the_last_says_how_many_more_there_are() {
        for (int k = 1; k <= 9; k++) {
            wrong("com.acme.Test0" + k, "one");
        }
        assertThat(annotations("a rule"))
                .hasSize(10)
                .contains("::error title=gradients are not verified in acme::a rule");
        assertThat(annotations("a rule", "another"))
                .hasSize(10)
                .endsWith("::error title=gradients are not verified in acme::a rule%0Aand 1 more: GitHub shows 10 of a"
                        + " step, the report has all mistakes and the log all rules");

        wrong("com.acme.Test10", "one");
        String tenth = "::error title=gradient of x is WRONG::scale in com.acme.Test10.one" + TEXT;
        assertThat(annotations()).hasSize(10).endsWith(tenth);

        wrong("com.acme.Test11", "one");
        String more = ": GitHub shows 10 of a step, the report has all mistakes and the log all rules";
        assertThat(annotations())
                .hasSize(10)
                .endsWith(tenth + "%0Aand 1 more" + more)
                .contains("::error title=gradient of x is WRONG::scale in com.acme.Test01.one" + TEXT);
        assertThat(annotations("a rule", "another")).hasSize(10).endsWith(tenth + "%0Aand 3 more" + more);
    }

    @Test
    void a_long_message_is_cut_before_the_runner_does_it_and_a_long_title_too() {
        String name = "a".repeat(240);
        test("com.acme.ScaleTest", "one", "scale", name, Math::sin);
        assertThat(annotations().get(0)).startsWith("::error title=gradient of " + "a".repeat(238) + " ...::scale in ");
        results.clear();

        assertThat(annotations("a".repeat(3_901)))
                .containsExactly("::error title=gradients are not verified in acme::" + "a".repeat(3_900) + " ...");
        assertThat(annotations("a".repeat(3_900)))
                .containsExactly("::error title=gradients are not verified in acme::" + "a".repeat(3_900));
    }

    @Test
    void the_summary_is_added_after_what_is_there() throws IOException {
        wrong("com.acme.ScaleTest", "one");
        Path file = workspace.resolve("summary");
        environment.put("GITHUB_STEP_SUMMARY", file.toString());
        GitHubActions actions = new GitHubActions(environment);

        assertThat(actions.addToJobSummary(report())).isEmpty();
        assertThat(file).hasContent(report().summary());
        assertThat(report().summary()).startsWith("## of acme\n").contains("com.acme.ScaleTest.one");

        Files.writeString(file, "of others");
        assertThat(actions.addToJobSummary(report())).isEmpty();
        assertThat(file).hasContent("of others\n" + report().summary());
    }

    @Test
    void a_summary_without_a_file_is_a_warning() {
        String warning = "No summary for the job: the environment variable GITHUB_STEP_SUMMARY is not set, as it is in"
                + " GitHub Actions";

        assertThat(new GitHubActions(environment).addToJobSummary(report())).contains(warning);
        environment.put("GITHUB_STEP_SUMMARY", "");
        assertThat(new GitHubActions(environment).addToJobSummary(report())).contains(warning);
    }

    @Test
    void a_file_that_cannot_be_written_is_a_warning() {
        for (String name :
                List.of(workspace.toString(), workspace.resolve("not/there").toString(), "\0")) {
            environment.put("GITHUB_STEP_SUMMARY", name);

            assertThat(new GitHubActions(environment).addToJobSummary(report()).orElse(""))
                    .startsWith("No summary for the job: " + name
                            + ", named by GITHUB_STEP_SUMMARY, cannot be written: java.nio.file.");
        }
    }

    @Test
    void a_summary_that_would_be_more_than_github_shows_is_left_out() throws IOException {
        Path file = workspace.resolve("summary");
        environment.put("GITHUB_STEP_SUMMARY", file.toString());
        GitHubActions actions = new GitHubActions(environment);
        int added = report().summary().length() + 1; // all of it ASCII
        String before = "a".repeat((1 << 20) - added);

        Files.writeString(file, before + "a");
        assertThat(actions.addToJobSummary(report()))
                .contains("No summary for the job: it would have 1048577 bytes with this one, and GitHub shows none of"
                        + " more than 1048576");
        assertThat(file).hasContent(before + "a");

        Files.writeString(file, before);
        assertThat(actions.addToJobSummary(report())).isEmpty();
        assertThat(file).hasSize(1 << 20);
    }
}
