package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the goals of the plugin did in the projects in test-fixtures/goals, which the Invoker has built before. */
class GoalsIT {

    private static final Path BUILT = Path.of("target", "projects", "goals").toAbsolutePath();
    private static final String VERIFY = "gradcheck:0.1.0-SNAPSHOT:verify";
    private static final String FUZZ = "gradcheck:0.1.0-SNAPSHOT:fuzz";
    private static final String MERGE = "gradcheck:0.1.0-SNAPSHOT:merge";

    @Test
    void rules_that_hold_are_told_in_a_line_and_each_run_gives_the_same() throws IOException {
        Path project = BUILT.resolve("verified");

        assertThat(said(project, VERIFY))
                .containsExactly(
                        "[INFO] All rules hold: 800 checks of 1 classes. Report: "
                                + project.resolve("target/gradcheck-report/index.html"),
                        "[INFO] All rules hold: 800 checks of 1 classes. Report: "
                                + project.resolve("target/gradcheck-report/index.html"));
        assertThat(project.resolve("target/gradcheck-report/index.html")).isRegularFile();
        assertThat(project.resolve("target/gradcheck-report/summary.md")).isRegularFile();
    }

    @Test
    void two_runs_record_the_same() throws Exception {
        List<Path> files = RecordedFiles.in(BUILT.resolve("verified").resolve("target/gradcheck"));

        assertThat(files).hasSize(2);
        assertThat(RecordedFiles.repeatableFile(files.get(0))).isEqualTo(RecordedFiles.repeatableFile(files.get(1)));
    }

    @Test
    void rules_that_do_not_hold_are_named_with_what_was_found_and_the_limit() throws IOException {
        Path project = BUILT.resolve("violated");

        assertThat(log(project))
                .anySatisfy(line ->
                        assertThat(line).contains("gradients are not verified: 2 rules are violated in violated"))
                .contains("[ERROR]   checks of com.acme.Scale: found 800, wanted at least 5000")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("[ERROR]   relative detection limit of com.acme.Scale: found ")
                        .endsWith(", wanted at most 1.0e-15: "
                                + "com.acme.ScaleTest.gradients_are_right_at_huge_and_tiny_values (ScaleTest)"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("[ERROR]   report: " + project.resolve("target/gradcheck-report/index.html")));
        assertThat(project.resolve("target/gradcheck-report/index.html")).isRegularFile();
    }

    @Test
    void a_layer_that_no_test_checks_fails_the_build_by_its_name() throws IOException {
        assertThat(log(BUILT.resolve("unchecked")))
                .anySatisfy(line ->
                        assertThat(line).contains("gradients are not verified: 1 rule is violated in unchecked"))
                .contains("[ERROR]   classes that no test has checked: found 1 of 2, wanted none: com.acme.Shift");
    }

    @Test
    void what_no_goal_knows_is_an_error_that_says_where_it_belongs() throws IOException {
        assertThat(log(BUILT.resolve("misplaced")))
                .anySatisfy(line -> assertThat(line)
                        .contains("the pom configures what gradcheck does not know, and Maven would leave out"))
                .anySatisfy(line -> assertThat(line)
                        .contains("found <types> in the <configuration> of the plugin, wanted it inside <rules>"));
    }

    @Test
    void a_module_without_results_fails_if_it_has_classes_to_check() throws IOException {
        Path project = BUILT.resolve("untested");

        assertThat(log(project))
                .contains(
                        "[ERROR]   classes that no test has checked: found 2 of 2, wanted none: com.acme.Scale, com.acme.Shift",
                        "[ERROR]   no results of the classes that are built in " + project.resolve("target/gradcheck"));
    }

    @Test
    @Tag("thorough")
    void spaces_and_brackets_in_a_path_do_no_harm() throws IOException {
        Path project = BUILT.resolve("spaces [and brackets]");

        assertThat(said(project, VERIFY))
                .containsExactly("[INFO] All rules hold: 800 checks of 1 classes. Report: "
                        + project.resolve("target/gradcheck-report/index.html"));
        assertThat(said(project, FUZZ))
                .contains("[INFO] Sources: com.acme.ScaleTest")
                .anySatisfy(line -> assertThat(line).contains("Nothing was found."));
        assertThat(project.resolve("target/gradcheck-fuzz/java.args")).content().startsWith("\"-Xmx300m\"\n");
    }

    @Test
    @Tag("thorough")
    void shards_are_merged_and_one_that_is_missing_fails_by_its_number() throws IOException {
        Path project = BUILT.resolve("spaces [and brackets]");
        Path first = project.resolve("target/gradcheck-shards/1.json");
        Path second = project.resolve("target/gradcheck-shards/other/2.json");

        assertThat(said(project, MERGE).stream().map(line -> line.replaceFirst("(seed 1(, shard 1 of 2)?): .*", "$1")))
                .containsSubsequence(
                        "[INFO] Reports: " + first,
                        "[INFO] 100 cases of seed 1, shard 1 of 2",
                        "[INFO] missing: shard 2",
                        "[INFO] Reports: " + first + ", " + second,
                        "[INFO] 200 cases of seed 1")
                .filteredOn(line -> line.contains("missing"))
                .hasSize(1);
        assertThat(log(project))
                .contains("[ERROR]   merged report: " + project.resolve("target/gradcheck-fuzz/results.json"));
        assertThat(CampaignReport.read(project.resolve("target/gradcheck-fuzz/results.json"))
                        .missingShards())
                .isEmpty();
    }

    @Test
    @Tag("thorough")
    void why_nothing_is_done_is_said_in_a_line() throws IOException {
        assertThat(said(BUILT.resolve("skipped"), VERIFY))
                .containsExactly(
                        "[INFO] Skipped: tests are skipped (skipTests is set).",
                        "[INFO] Skipped: tests are skipped (maven.test.skip is set).",
                        "[INFO] Skipped: gradcheck.skip is set.",
                        // The tests of the third build were of the same classes.
                        "[INFO] All rules hold: 800 checks of 1 classes. Report: "
                                + BUILT.resolve("skipped/target/gradcheck-report/index.html"),
                        "[INFO] Not asked for: that every class of a kind is checked; <types> among the <rules> would say which.");
    }

    @Test
    @Tag("thorough")
    void modules_built_side_by_side_are_verified_each_and_reported_together() throws IOException {
        Path project = BUILT.resolve("modules");

        assertThat(log(project))
                .filteredOn(line -> line.startsWith("[INFO] All rules hold"))
                .hasSize(2);
        assertThat(log(project))
                .contains(
                        "[INFO] Skipped: a module of packaging pom has no classes.",
                        "[INFO] Skipped: the module has no classes and no tests.",
                        "[INFO] Report of 2 modules: " + project.resolve("target/gradcheck-report/index.html"));
        assertThat(MergedResults.read(project.resolve("target/gradcheck-report/gradcheck.json"))
                        .results())
                .as("a test class of one name in each module")
                .extracting(ClassResult::testClass)
                .containsExactly("com.acme.ScaleTest", "com.acme.ScaleTest");
    }

    @Test
    void a_mistake_that_fuzzing_finds_is_kept_and_replayed_by_the_tests() throws IOException {
        Path project = BUILT.resolve("fuzzed");

        assertThat(said(project, FUZZ))
                .contains("[INFO] Sources: com.acme.ShiftTest")
                .anySatisfy(line -> assertThat(line).startsWith("[INFO] ShiftTest: gradient of weights is WRONG, in "))
                .anySatisfy(line -> assertThat(line).startsWith("[INFO]   looks like: only the last example; "));
        assertThat(log(project))
                .contains("[ERROR]   repeat: mvn gradcheck:fuzz -Dgradcheck.tries=200 -Dgradcheck.seed=1");
        assertThat(project.resolve("src/test/gradcheck/shifttest-only-the-last-example-3e2b8de31515.json"))
                .isRegularFile();
        assertThat(Files.readString(project.resolve("target/surefire-reports/TEST-com.acme.ShiftTest.xml")))
                .contains(
                        "corpus: shifttest-only-the-last-example-3e2b8de31515.json FAILS: ShiftTest: gradient of weights is WRONG");
    }

    @Test
    void one_mistake_in_a_contract_prints_no_more_than_a_screen() throws IOException {
        List<String> lines = log(BUILT.resolve("quiet")).stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .filter(line -> !line.startsWith("WARNING: ")) // of newer Java, about libraries of Maven
                .collect(Collectors.joining("\n"))
                .stripTrailing() // lines that only took back colours
                .lines()
                .toList();

        assertThat(lines)
                .as("lines of one mistake, those of Maven itself included")
                .hasSizeBetween(20, 60)
                .filteredOn(line -> line.contains("looks like: only the last example"))
                .as("told once; Surefire repeats it in its summary")
                .hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.matches("\\[ERROR\\] com\\.acme\\.ShiftTest\\..*<<< FAILURE!"))
                .as("tests that fail")
                .hasSizeGreaterThan(5);
    }

    /** Their compilers fail on every warning: of nulls, of overloads that are ambiguous. */
    @ParameterizedTest
    @ValueSource(strings = {"kotlin", "scala"})
    @Tag("thorough")
    void a_contract_and_a_property_in_another_language_pass_and_find_a_wrong_layer(String language) throws IOException {
        assertThat(log(BUILT.resolve(language)))
                .anyMatch(line ->
                        line.matches(".*Tests run: (1[6-9]|2\\d), Failures: 0, Errors: 0, Skipped: 0.*SwishTest"))
                .anyMatch(line -> line.matches(".*Tests run: 6, Failures: 0, Errors: 0, Skipped: 0.*OtherSubjectsTest"))
                .anyMatch(line -> line.matches(".*Tests run: 1, Failures: 0, Errors: 0, Skipped: 0.*SwishProperties"));
    }

    @Test
    @Tag("thorough")
    void users_have_three_libraries_beside_this_one_and_their_own_are_left_alone() throws IOException {
        Path project = BUILT.resolve("older-libraries");

        assertThat(Files.readAllLines(project.resolve("target/dependencies.txt")).stream()
                        .map(String::strip)
                        .dropWhile(line -> !line.contains(":gradcheck:"))
                        .takeWhile(line -> !line.contains(":picocli:")))
                .containsExactly(
                        "+- io.gradcheck:gradcheck:jar:0.1.0-SNAPSHOT:test",
                        "|  +- org.apache.commons:commons-math3:jar:3.6.1:test",
                        "|  +- org.opentest4j:opentest4j:jar:1.3.0:test",
                        "|  \\- org.jspecify:jspecify:jar:1.0.0:test");
        assertThat(log(project))
                .anyMatch(
                        line -> line.matches(".*Tests run: 3, Failures: 0, Errors: 0, Skipped: 0.*OlderLibrariesTest"));
        assertThat(project.resolve("target/page-of-thread/index.html")).isRegularFile();
    }

    private static List<String> log(Path project) throws IOException {
        return Files.readAllLines(project.resolve("build.log"));
    }

    /** What a goal has said, without the empty lines around it. */
    private static List<String> said(Path project, String goal) throws IOException {
        List<String> lines = log(project);
        return Stream.iterate(0, k -> k < lines.size(), k -> k + 1)
                .filter(k -> lines.get(k).startsWith("[INFO] --- " + goal))
                .flatMap(k -> lines.subList(k + 1, lines.size()).stream()
                        .takeWhile(line -> !line.matches("\\[(INFO\\] (---|>>>)|ERROR).*")))
                .filter(line -> !line.equals("[INFO] ") && !line.isBlank())
                .toList();
    }
}
