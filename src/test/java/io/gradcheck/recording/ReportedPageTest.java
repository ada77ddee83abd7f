package io.gradcheck.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.result.TestName;
import io.gradcheck.subject.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The line that names the page. */
class ReportedPageTest {

    private static final Path PAGE = Path.of("target", "gradcheck-report", "index.html");

    @Test
    void a_page_below_the_working_directory_is_named_as_seen_from_there() {
        String text = "wrong\nreport: target/gradcheck-report/index.html";

        assertThat(ReportedPage.at(PAGE).endOf("wrong")).isEqualTo(text);
        assertThat(ReportedPage.at(PAGE.toAbsolutePath()).endOf("wrong")).isEqualTo(text);
        assertThat(ReportedPage.at(Path.of("src", "..").resolve(PAGE)).endOf("wrong"))
                .isEqualTo(text);
    }

    @Test
    void a_page_elsewhere_is_named_in_full() {
        Path elsewhere =
                Path.of("").toAbsolutePath().resolveSibling("elsewhere").resolve("index.html");

        assertThat(ReportedPage.at(elsewhere).endOf("wrong"))
                .isEqualTo("wrong\nreport: " + elsewhere.toString().replace('\\', '/'));
    }

    @Test
    void it_is_the_last_line_once() {
        ReportedPage page = ReportedPage.at(PAGE);
        String text = page.endOf("wrong");

        assertThat(page.endOf(text)).isEqualTo(text);
        assertThat(page.without(text)).isEqualTo("wrong");
        assertThat(page.without("wrong")).isEqualTo("wrong");
    }

    @Test
    void where_there_is_none_texts_stay_as_they_are() {
        assertThat(ReportedPage.none().endOf("wrong")).isEqualTo("wrong");
        assertThat(ReportedPage.none().without("wrong")).isEqualTo("wrong");
    }

    @Test
    void it_is_that_of_the_recording_and_for_a_test_once_something_is_recorded() {
        Recording recording = Recording.beside(new TestName("c", "m", "e", "1"), ReportedPage.at(PAGE));
        recording.enter();
        try {
            assertThat(ReportedPage.ofRun().endOf("")).contains("index.html");
            assertThat(ReportedPage.ofTest().endOf("")).isEmpty();
            GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::cos, 0.3));
            assertThat(ReportedPage.ofTest().endOf("")).contains("index.html");
        } finally {
            recording.leave();
        }
    }

    @Test
    void a_recording_without_a_page_has_none() {
        Recording recording = Recording.beside(new TestName("c", "m", "e", "1"));
        recording.enter();
        try {
            GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::cos, 0.3));
            assertThat(ReportedPage.ofRun().endOf("wrong")).isEqualTo("wrong");
            assertThat(ReportedPage.ofTest().endOf("wrong")).isEqualTo("wrong");
        } finally {
            recording.leave();
        }
    }
}
