package io.gradcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.MergedResults.DamagedFile;
import io.gradcheck.result.RecordWriter;
import io.gradcheck.result.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a report: whole, bounded, and nothing in them but what was recorded. */
class ReportTest {

    private static final String RESULT = """
            {"format":2,"run":"a","started":"2026-03-01T12:00:00Z","written":"2026-03-01T12:00:01Z",\
            "testClass":"com.acme.ATest","tests":[]}
            """;

    @TempDir
    private Path directory;

    @Test
    void three_files_are_written_and_the_data_is_what_was_recorded() throws IOException {
        Path page = Report.of(SampleResults.project(), "acme").writeTo(directory.resolve("a/b"));

        assertThat(page).isEqualTo(directory.resolve("a/b/index.html"));
        try (Stream<Path> files = Files.list(page.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("index.html", "gradcheck.json", "summary.md");
        }
        MergedResults read = MergedResults.read(page.resolveSibling("gradcheck.json"));
        assertThat(read.title()).isEqualTo("acme");
        assertThat(read.results()).hasSize(3);
        assertThat(read.json()).isEqualTo(Files.readString(page.resolveSibling("gradcheck.json")));
    }

    @Test
    void the_last_run_of_a_class_is_that_in_its_own_directory() throws IOException {
        Path one = Files.createDirectories(directory.resolve("one"));
        Path other = Files.createDirectories(directory.resolve("other"));
        Files.writeString(one.resolve("first.json"), RESULT);
        Files.writeString(
                one.resolve("again.json"),
                RESULT.replace("\"run\":\"a\"", "\"run\":\"b\"").replace("12:00:00", "13:00:00"));
        Files.writeString(other.resolve("first.json"), RESULT.replace("\"run\":\"a\"", "\"run\":\"c\""));

        assertThat(Report.readLast(List.of(one, other), "acme").results().results())
                .extracting(ClassResult::run)
                .containsExactly("b", "c");
    }

    @Test
    void native_products_are_told_where_there_were_any() throws IOException {
        String products = "\"products\":\"native, <lib>, 1.8 times as fast here\",";
        Files.writeString(directory.resolve("java.json"), RESULT);
        Path ofJava = Report.read(List.of(directory), "acme").writeTo(directory.resolve("report"));
        assertThat(ofJava).content().doesNotContain("matrix products");

        Files.writeString(directory.resolve("native.json"), RESULT.replace("\"tests\"", products + "\"tests\""));
        Path page = Report.read(List.of(directory), "acme").writeTo(directory.resolve("report"));

        assertThat(page).content().contains("; matrix products: native, &lt;lib&gt;, 1.8 times as fast here<");
        assertThat(page.resolveSibling("gradcheck.json")).content().containsOnlyOnce(products);

        for (String times : new String[] {"1.9", "2.0"}) {
            Files.writeString(
                    directory.resolve(times + ".json"),
                    RESULT.replace("\"tests\"", products.replace("1.8", times) + "\"tests\""));
        }
        assertThat(Report.read(List.of(directory), "acme").writeTo(directory.resolve("report")))
                .content()
                .containsPattern("; matrix products: native, &lt;lib&gt;, [\\d.]+ times as fast here and 2 others<");
    }

    @Test
    void damaged_files_are_named_and_the_others_read() throws IOException {
        Files.writeString(directory.resolve("whole.json"), RESULT);
        Files.writeString(directory.resolve("half.json"), RESULT.substring(0, 40));
        Files.writeString(directory.resolve("newer.json"), RESULT.replace("\"format\":2", "\"format\":99"));
        Files.write(directory.resolve("latin.json"), new byte[] {'{', (byte) 0xe9, '}'});
        Files.writeString(directory.resolve("notes.txt"), "no result");

        Report report = Report.read(List.of(directory, directory.resolve("missing")), "acme");

        assertThat(report.results().results())
                .extracting(ClassResult::testClass)
                .containsExactly("com.acme.ATest");
        assertThat(report.results().damaged())
                .extracting(DamagedFile::file)
                .containsExactly(
                        directory.resolve("half.json").toString(),
                        directory.resolve("latin.json").toString(),
                        directory.resolve("newer.json").toString());
        assertThat(report.results().damaged().get(1).problem()).isEqualTo("latin.json: it is no UTF-8");
        assertThat(report.results().damaged().get(2).problem())
                .isEqualTo("newer.json: found format 99, wanted 2; use the release that wrote it");
        Path page = report.writeTo(directory.resolve("report"));
        assertThat(page)
                .content()
                .contains("3 files of results are damaged and were left out")
                .contains("half.json");
    }

    @Test
    void the_caller_says_which_results_count() throws IOException {
        Files.writeString(directory.resolve("now.json"), RESULT);
        Files.writeString(directory.resolve("before.json"), RESULT.replace("\"run\":\"a\"", "\"run\":\"b\""));

        Report report = Report.read(List.of(directory), result -> result.run().equals("a"), "acme");

        assertThat(report.results().results()).extracting(ClassResult::run).containsExactly("a");
        assertThat(report.results().damaged()).isEmpty();
    }

    @Test
    void names_that_are_markup_stay_names_in_every_file() throws IOException {
        Path page = Report.of(SampleResults.hostile(), SampleResults.HOSTILE).writeTo(directory);

        assertThat(page)
                .content()
                .satisfies(html -> assertThat(count(html, "<script")).isEqualTo(2))
                .satisfies(html -> assertThat(count(html, "</script>")).isEqualTo(2))
                .satisfies(html -> assertThat(count(html, "<style")).isEqualTo(1))
                .doesNotContain("<img")
                .contains("&lt;/script&gt;")
                .contains("\\u003c/script>");
        assertThat(directory.resolve("summary.md"))
                .content()
                .contains("<summary>FAIL wrong &#60;/script&#62;")
                .contains("&#64;x");
    }

    @Test
    void the_page_may_run_its_own_style_and_script_and_reach_nothing() throws IOException {
        Path page = Report.of(SampleResults.project(), "acme").writeTo(directory);

        assertThat(page)
                .content()
                .contains("http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;;")
                .doesNotContain("http://", "https://", " style=\"", " onclick=");
    }

    @Tag("thorough")
    @Test
    void ten_thousand_subjects_make_a_page_of_less_than_five_megabytes() throws IOException {
        Path page = Report.of(SampleResults.tenThousand(), "acme").writeTo(directory);

        assertThat(Files.size(page)).isLessThan(5_000_000);
        assertThat(page)
                .content()
                .contains("300 of 10,000 subjects have a wrong gradient or break a law.")
                .contains("further findings; their subjects are in the list below");
    }

    @Test
    void a_subject_that_passed_adds_at_most_five_hundred_bytes() throws IOException {
        Path few = Report.of(SampleResults.passed(1, 100), "acme").writeTo(directory.resolve("few"));
        Path many = Report.of(SampleResults.passed(11, 100), "acme").writeTo(directory.resolve("many"));

        assertThat((Files.size(many) - Files.size(few)) / 1000.0).isLessThanOrEqualTo(500);
    }

    @Test
    void a_project_without_results_says_so() throws IOException {
        Path page = Report.of(List.of(), "acme").writeTo(directory);

        assertThat(page).content().contains("Nothing was recorded.");
        assertThat(directory.resolve("summary.md")).content().contains("**Nothing was recorded.**");
    }

    @Test
    void a_mistake_that_many_tests_met_is_told_once() throws IOException {
        Path page = Report.of(SampleFindings.oneMistake(60), "acme").writeTo(directory);

        assertThat(page)
                .content()
                .contains("2 findings in 61 subjects that did not pass")
                .contains("met by 60 tests")
                .contains("and 10 more that met it, in gradcheck.json")
                .satisfies(html -> assertThat(count(html, "<article ")).isEqualTo(2))
                .satisfies(html ->
                        assertThat(count(html, "<section class=\"test-class\"")).isEqualTo(1))
                .satisfies(html -> assertThat(count(html, "data-class=\"com.acme.layers.RightTest\""))
                        .isEqualTo(1));
        assertThat(directory.resolve("summary.md"))
                .content()
                .contains("`com.acme.layers.OneMistakeTest.finds_it_0` and 59 more")
                .contains("- and 40 more\n")
                .satisfies(text -> assertThat(count(text, "<details>")).isEqualTo(2));
    }

    @Test
    void links_to_findings_are_the_same_when_others_come_and_go() throws IOException {
        Path many = Report.of(SampleFindings.oneMistake(3), "acme").writeTo(directory.resolve("many"));
        Path few = Report.of(SampleFindings.oneMistake(1), "acme").writeTo(directory.resolve("few"));
        List<String> anchors = all(Files.readString(few), "<(?:article|tr)[^>]* id=\"([ms][^\"]+)\"");

        assertThat(anchors).hasSize(4).doesNotHaveDuplicates();
        assertThat(all(Files.readString(many), " id=\"([^\"]+)\"")).containsAll(anchors);
    }

    @Test
    void a_law_that_could_be_judged_of_no_case_is_told_on_page_and_summary() throws IOException {
        Path page = Report.of(
                        List.of(SampleResults.of("com.acme.FlatContract", List.of(SampleFindings.lawNotJudged()))),
                        "acme")
                .writeTo(directory);

        assertThat(page)
                .content()
                .contains("No wrong gradient was found; nothing can be said of 1 of 1 subject.")
                .contains("<li>law FINITE: output and gradient are finite at the point: ABORTED</li>")
                .contains("FlatContract: law FINITE could not be judged of any of 100 cases</li>");
        assertThat(directory.resolve("summary.md"))
                .content()
                .contains("| 0 | 1 | 0 | 0 |")
                .contains(
                        "<details><summary>INCONCLUSIVE FlatContract in com.acme.FlatContract.laws&#95;hold</summary>")
                .contains("law FINITE could not be judged of any of 100 cases");
    }

    @Test
    void the_axes_of_a_flattened_tensor_are_named_and_cells_have_their_whole_index() throws IOException {
        Path page = Report.of(SampleFindings.oneMistake(1), "acme").writeTo(directory);

        assertThat(page)
                .content()
                .contains("Rows: axes 0 and 1, axis 1 fastest; columns: axis 2; 3 × 4 × 5 shown as 12 × 5.")
                .contains("<title>T[1,2,3]: ")
                .contains(">1,2</text>");
        assertThat(Report.of(SampleResults.project(), "acme").writeTo(directory))
                .content()
                .doesNotContain("fastest");
    }

    @Test
    void names_are_whole_however_long() throws IOException {
        String longName = "a_test_whose_name_says_everything_".repeat(9) + "to_its_end";
        Path page = Report.of(
                        List.of(
                                SampleResults.of(
                                        "com.acme." + longName.toUpperCase(Locale.ROOT),
                                        List.of(SampleResults.test(
                                                longName,
                                                Status.FAILED,
                                                SampleResults.wrongSign("wrong " + longName)))),
                                SampleResults.of(
                                        "com.acme.RightTest",
                                        List.of(SampleResults.test(
                                                longName,
                                                Status.SUCCESSFUL,
                                                SampleResults.right("right " + longName))))),
                        "acme")
                .writeTo(directory);

        assertThat(page)
                .content()
                .contains("\"wrong " + longName + "\"", "\"right " + longName + "\"", "[0,\"" + longName + "\"")
                .contains("<h3>com.acme." + longName.toUpperCase(Locale.ROOT) + "</h3>")
                .contains("<li>" + longName + "</li>")
                .doesNotContain("…");
    }

    @Test
    void the_standard_mistakes_are_a_table_of_what_was_seen_and_what_not() throws IOException {
        Path page = Report.of(SampleFindings.oneMistake(1), "acme").writeTo(directory);

        assertThat(page)
                .content()
                .contains(
                        "<th scope=\"row\">sign flipped</th><td>S</td><td><span class=\"badge pass\">SEEN</span></td>")
                .containsPattern("<th scope=\"row\">transposed[^<]*</th><td>S</td>"
                        + "<td><span class=\"badge inconclusive\">NOT SEEN</span></td><td>[^<]+</td>");
    }

    @Test
    void every_picture_has_a_name_and_a_description() throws IOException {
        Path page = Report.of(SampleResults.project(), "acme").writeTo(directory);

        assertThat(page)
                .content()
                .satisfies(html -> assertThat(all(
                                html,
                                "(<svg[^>]*role=\"img\"[^>]*>(<title[^>]*>[^<]+</title><desc[^>]*>[^<]+</desc>)?)"))
                        .hasSizeGreaterThan(8)
                        .allMatch(picture -> picture.endsWith("</desc>")))
                .satisfies(html -> assertThat(all(html, " id=\"([^\"]+)\"")).doesNotHaveDuplicates())
                .contains("Differences in the entries of W")
                .contains("The function along x around the point")
                .contains("Error of difference quotients of W against their step")
                .contains("The smallest network that shows it")
                .contains("Relative detection limits")
                .contains("Standard mistakes that would have been caught");
    }

    @Test
    void how_a_verdict_came_about_is_told_on_demand_of_what_did_not_pass() throws IOException {
        Path page = Report.of(SampleResults.project(), "acme").writeTo(directory);

        assertThat(page)
                .content()
                .contains("<details class=\"trace\"><summary>How the verdict on x came about</summary>")
                .contains("CONFIRMATION at the point: the disagreement stands")
                .contains("VOTE at nearby point 1: ")
                .contains("VERDICT: KINK, ")
                .doesNotContain("VERDICT: PASS");
    }

    @Tag("thorough")
    @Test
    void the_summary_fits_into_a_comment_and_says_what_it_leaves_out() throws IOException {
        Report.of(SampleResults.tenThousand(), "acme").writeTo(directory);

        assertThat(directory.resolve("summary.md"))
                .content()
                .hasSizeLessThanOrEqualTo(65_536)
                .contains("| 300 | 0 | 0 | 9,700 |")
                .contains("Not in this table: 200 further rows")
                .containsPattern("Left out here: \\d+ further findings; the report has all of them.");
    }

    private static long count(String text, String part) {
        return all(text, "(" + Pattern.quote(part) + ")").size();
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void what_is_written_part_by_part_is_one_record() throws IOException {
        for (List<ClassResult> results : List.of(
                List.<ClassResult>of(),
                SampleResults.passed(1, 1),
                SampleResults.passed(3, 2),
                SampleResults.project())) {
            MergedResults merged = new MergedResults(
                    MergedResults.FORMAT,
                    "acme",
                    Instant.EPOCH,
                    results,
                    List.of(new DamagedFile("file", "why"), new DamagedFile("another", "why")));

            assertThat(merged.json()).isEqualTo(RecordWriter.written(merged) + "\n");
        }
    }
}
