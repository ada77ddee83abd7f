package io.gradcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/**
 * The picture of the report in README: what the page says of the mistake that README has, in the project that the build has run.
 * Written to {@code target/screenshots}; copy it to {@code src/site/markdown/images}. Skipped where there is no browser.
 */
class ReportPictureIT {

    private static final Path PAGE = Path.of("target/projects/goals/quiet/target/gradcheck-report/index.html");
    private static final Path PICTURE = Path.of("src/site/markdown/images/report.png");
    private static final int WIDTH = 860;

    @TempDir
    private Path directory;

    @Test
    void it_is_what_the_page_says_of_the_mistake_in_readme() throws IOException {
        try (Browser browser = Browser.start(directory.resolve("profile"))) {
            browser.width(WIDTH).scheme("light").open(PAGE.toAbsolutePath());
            browser.run("const one = document.querySelector('article.subject');"
                    + "one.querySelector('details').open = true; one.scrollIntoView()");
            WebElement finding = browser.find("article.subject");

            assertThat(finding.getText()).contains("only the last example", "com.acme.ShiftTest", "-0.5684720030");
            Path picture =
                    Files.createDirectories(Path.of("target", "screenshots")).resolve("report.png");
            Files.write(picture, finding.getScreenshotAs(OutputType.BYTES));
            // Fonts differ from machine to machine, and pixels with them.
            assertThat(ImageIO.read(PICTURE.toFile()).getWidth())
                    .as("the width of %s, of which there is a new one in %s", PICTURE, picture)
                    .isGreaterThan(WIDTH / 2);
        }
    }
}
