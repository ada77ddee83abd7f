package io.gradcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.result.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page as a browser shows it. Skipped where there is none. */
@Tag("browser")
class PageInBrowserTest {

    @TempDir
    private static Path directory;

    private static Browser browser;
    private static Path project;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(directory.resolve("profile"));
        project = Report.of(SampleResults.project(), "acme-layers 1.4.0").writeTo(directory.resolve("project"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.scripts(true).width(1320).scheme("light").open(project);
    }

    private static void openAll() {
        browser.find("#open-all").click();
    }

    @Test
    void nothing_is_complained_of_and_no_request_leaves_the_page() {
        openAll();
        browser.find("#theme").click();

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    @Test
    void names_that_are_markup_run_nothing() throws IOException {
        Path page = Report.of(SampleResults.hostile(), SampleResults.HOSTILE).writeTo(directory.resolve("hostile"));
        browser.open(page);

        assertThat(browser.run("return document.title")).isEqualTo(SampleResults.HOSTILE + " – gradcheck");
        assertThat(browser.find("h1").getText()).isEqualTo(SampleResults.HOSTILE);
        assertThat(browser.shown("img")).isEmpty();
        assertThat(browser.shown("#rows > tr")).hasSize(2);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    @Test
    void filters_and_search_leave_what_is_looked_for() {
        assertThat(browser.find("#hits").getText()).isEqualTo("All 11 subjects");

        browser.find("#query").sendKeys("dense transposed");
        browser.await("#hits", "1 of 11 subjects");
        assertThat(browser.shown("article.subject")).hasSize(1);
        assertThat(browser.shown("#rows > tr")).hasSize(1);

        browser.find("#clear").click();
        browser.find(".chip.fail input").click();
        browser.await("#hits", "6 of 11 subjects");
        assertThat(browser.shown("article.subject")).hasSize(2);

        browser.find("#clear").click();
        browser.find("#engine").sendKeys("jqwik");
        browser.await("#hits", "2 of 11 subjects");

        browser.find("#clear").click();
        browser.find("#class").sendKeys("io.gradcheck.nn.Network");
        browser.await("#hits", "2 of 11 subjects");

        browser.find("#query").sendKeys("there is no such thing");
        browser.await("#hits", "0 of 11 subjects");
        assertThat(browser.find("#no-findings").isDisplayed()).isTrue();
    }

    @Test
    void everything_is_reached_by_keyboard() {
        browser.press(Keys.TAB);
        assertThat(browser.focus()).isEqualTo("skip");
        browser.press(Keys.ENTER);
        assertThat(browser.focus()).isEqualTo("main");

        browser.press("/");
        assertThat(browser.focus()).isEqualTo("query");
        browser.press("hinge");
        browser.await("#hits", "1 of 11 subjects");
        browser.press(Keys.ESCAPE);
        browser.await("#hits", "All 11 subjects");

        browser.run("document.querySelector('article summary').focus()");
        browser.press(Keys.ENTER);
        assertThat(browser.shown("article .body")).hasSize(1);
        browser.run("document.querySelector('#rows button').focus()");
        browser.press(Keys.SPACE);
        assertThat(browser.find("#rows button").getAttribute("aria-expanded")).isEqualTo("true");
        assertThat(browser.shown("#rows .more table")).hasSize(1);
        assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void rows_are_sorted_and_lead_to_the_findings() {
        browser.find("[data-key=name]").click();
        assertThat(browser.find("#rows > tr:first-child th").getText()).isEqualTo("cosine with its sign flipped");
        assertThat(browser.find("th[aria-sort]").getAttribute("aria-sort")).isEqualTo("ascending");

        browser.find("#rows > tr:first-child a").click();
        browser.awaitShown("article.subject details[open] .body", 1);
    }

    @Test
    void the_code_that_repeats_a_finding_is_copied_by_a_button() {
        copiesByKeyboard();
    }

    @Tag("thorough")
    @Test
    void it_is_copied_where_the_browser_has_no_interface_for_it() {
        browser.run("Object.defineProperty(navigator, 'clipboard', {value: undefined})");

        copiesByKeyboard();
    }

    private static void copiesByKeyboard() {
        openAll();
        String code = browser.find("pre.code").getText();
        browser.run("document.querySelector('pre.code').previousElementSibling.querySelector('button').focus()");
        assertThat(browser.focus()).isEqualTo("copy");
        browser.press(Keys.ENTER);
        browser.await(".outcome", "Copied");

        browser.run("const area = document.createElement('textarea'); document.body.append(area); area.focus()");
        browser.press(Keys.chord(Keys.CONTROL, "v"));
        assertThat(browser.run("return document.activeElement.value")).isEqualTo(code);
    }

    @Test
    void code_that_cannot_be_copied_is_marked() {
        browser.run("Object.defineProperty(navigator, 'clipboard', {value: undefined});"
                + "document.execCommand = () => false");
        openAll();

        browser.find(".copy").click();
        browser.await(".outcome", "Marked: copy it with your keyboard");
        assertThat(browser.run("return getSelection().toString()"))
                .isEqualTo(browser.find("pre.code").getText());
    }

    @Tag("thorough")
    @Test
    void findings_of_one_mistake_are_one_that_all_its_subjects_lead_to() throws IOException {
        browser.open(Report.of(SampleFindings.oneMistake(60), "acme").writeTo(directory.resolve("one")));

        assertThat(browser.shown("article.subject")).hasSize(2);
        assertThat(browser.shown(".passed-class")).hasSize(1);
        assertThat(browser.shown(".passed-class ul")).as("collapsed").isEmpty();
        browser.find(".passed-class summary").click();
        assertThat(browser.find(".passed-class ul").getText()).isEqualTo("is_right");
        browser.find("#query").sendKeys("finds_it_59");
        browser.await("#hits", "1 of 62 subjects");
        assertThat(browser.shown("article.subject")).hasSize(1);
        assertThat(browser.shown(".passed-class")).isEmpty();
        browser.find("#rows > tr:first-child a").click();
        browser.awaitShown("article.subject details[open] .met", 1);
        browser.find("#clear").click();
        browser.find("#query").sendKeys("is_right");
        browser.await("#hits", "1 of 62 subjects");
        assertThat(browser.shown(".test-class")).isEmpty();
        assertThat(browser.shown(".passed-class")).hasSize(1);
    }

    @Test
    void no_name_is_cut_by_the_width_of_the_window() throws IOException {
        String longName = "a_test_whose_name_says_everything_".repeat(9);
        browser.width(500)
                .open(Report.of(
                                List.of(SampleResults.of(
                                        "com.acme.ATest",
                                        List.of(SampleResults.test(
                                                longName, Status.FAILED, SampleResults.wrongSign(longName))))),
                                longName)
                        .writeTo(directory.resolve("long")));
        openAll();

        assertThat(browser.run("return [...document.querySelectorAll('h1, h3, h4, .where, .note, summary, th, td')]"
                        + ".filter(e => getComputedStyle(e).textOverflow === 'ellipsis').length"))
                .isEqualTo(0L);
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.width(1320);
    }

    @Tag("thorough")
    @Test
    void mistakes_that_stay_unseen_in_what_passed_are_a_table() throws IOException {
        browser.open(Report.of(SampleFindings.oneMistake(1), "acme").writeTo(directory.resolve("unseen")));
        browser.find("#query").sendKeys("symmetric");
        browser.await("#hits", "1 of 3 subjects");
        browser.find("#rows button").click();

        assertThat(browser.run(
                        "return [...document.querySelectorAll('.more .mutants thead th')].map(c => c.textContent)"))
                .isEqualTo(List.of("Mistake", "Variable", "Why"));
        assertThat(browser.shown(".more .mutants tbody tr")).isNotEmpty();
    }

    @Test
    void light_is_accessible() throws IOException {
        browser.screenshot("overview-light");
        openAll();

        assertThat(browser.violations()).isEmpty();
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(246, 247, 248)");
    }

    @Tag("thorough")
    @Test
    void dark_is_accessible() throws IOException {
        browser.scheme("dark").open(project).screenshot("overview-dark");
        openAll();

        assertThat(browser.violations()).isEmpty();
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(17, 20, 23)");
    }

    @Tag("thorough")
    @Test
    void a_narrow_window_is_accessible_and_does_not_scroll_sideways() throws IOException {
        browser.width(500).open(project);
        openAll();

        assertThat(browser.violations()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.run("scrollTo(0, 0)");
        browser.screenshot("narrow");
    }

    @Test
    void the_theme_is_chosen_by_a_button() {
        browser.find("#theme").click();

        assertThat(browser.find("#theme").getText()).isEqualTo("Theme: dark");
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(17, 20, 23)");
    }

    @Tag("thorough")
    @Test
    void every_picture_has_a_text_alternative() throws IOException {
        openAll();

        assertThat(browser.run("return [...document.querySelectorAll('svg:not([aria-hidden])')].filter(svg =>"
                        + " svg.getAttribute('role') !== 'img' || svg.getAttribute('aria-labelledby').split(' ')"
                        + ".some(id => !document.getElementById(id).textContent)).length"))
                .isEqualTo(0L);
        browser.width(1320);
        for (int k = 0; k < browser.shown("article.subject").size(); k++) {
            browser.run("const one = document.querySelectorAll('article.subject')[" + k + "];"
                    + "(one.querySelector('.pictures') || one).scrollIntoView()");
            browser.screenshot("finding-" + k);
        }
    }

    @Test
    void without_a_script_the_findings_are_readable() {
        browser.scripts(false).open(project);

        String layers = "[aria-label='com.acme.layers.LayersTest'] article ";
        browser.find(layers + "summary").click();
        assertThat(browser.find(layers + "pre.text").getText()).contains("gradient of W is WRONG");
        assertThat(browser.shown(layers + ".picture")).isNotEmpty();
        assertThat(browser.shown(layers + "pre.code")).isNotEmpty();
        assertThat(browser.shown(".copy")).isEmpty();
        assertThat(browser.find("noscript").getText()).contains("they are in gradcheck.json");
    }

    @Tag("thorough")
    @Test
    void ten_thousand_subjects_open_and_stay_few_elements() throws IOException {
        Path page = Report.of(SampleResults.tenThousand(), "acme").writeTo(directory.resolve("many"));
        browser.open(page);

        assertThat(browser.shown("#rows > tr")).hasSize(50);
        browser.find("#next").click();
        assertThat(browser.find("#range").getText()).isEqualTo("51–100 of 10,000");
        browser.find("#query").sendKeys("layer_77_is_right junit");
        browser.await("#hits", "97 of 10,000 subjects");
        browser.screenshot("ten-thousand");
        System.out.println("10,000 subjects: page opened in "
                + browser.run("const t = performance.getEntriesByType('navigation')[0];"
                        + " return Math.round(t.loadEventEnd - t.startTime)")
                + " ms");
    }
}
