package io.gradcheck.report;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.json.JSONObject;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, with what it has to say of a page. */
final class Browser implements AutoCloseable {

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it; skips the test where there is none. */
    static Browser start(Path profile) {
        if (!Files.isExecutable(DRIVER)) {
            String missing = "Skipped: the tests of the report's page in a browser; found no " + DRIVER
                    + ", wanted Chromium's driver: apt-get install chromium chromium-driver";
            System.out.println(missing); // Surefire says nothing of a class that is skipped as a whole
            abort(missing);
        }
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.driver.manage().window().setSize(new Dimension(1320, 1000));
        return browser;
    }

    Browser open(Path page) {
        driver.get("about:blank");
        complaints(); // what was said before does not count
        requests();
        String address = page.toUri().toString();
        driver.get(address);
        // On a busy machine the driver may be back before the page is there.
        new WebDriverWait(driver, Duration.ofSeconds(60))
                .until(any -> address.equals(
                        run("return document.readyState === 'complete' ? location.href : 'not yet complete'")));
        return this;
    }

    Browser scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    Browser scripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
        return this;
    }

    Browser width(int width) {
        driver.manage().window().setSize(new Dimension(width, 1000));
        return this;
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> shown(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    String focus() {
        return String.valueOf(run("const e = document.activeElement; return e.id || e.className || e.tagName"));
    }

    void await(String selector, String text) {
        new WebDriverWait(driver, Duration.ofSeconds(10))
                .until(any -> find(selector).getText().equals(text));
    }

    /** Waits until so many elements are shown: the page follows a link when the browser tells it to, and not within the click. */
    void awaitShown(String selector, int count) {
        new WebDriverWait(driver, Duration.ofSeconds(10))
                .until(any -> shown(selector).size() == count);
    }

    /** What the console complained of. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Whatever the page asked for, other than itself. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get("performance")) {
            JSONObject message = new JSONObject(entry.getMessage()).getJSONObject("message");
            if (message.getString("method").equals("Network.requestWillBeSent")) {
                String address =
                        message.getJSONObject("params").getJSONObject("request").getString("url");
                if (!address.startsWith("file:") && !address.startsWith("data:")) {
                    requests.add(address);
                }
            }
        }
        return requests;
    }

    /** What axe-core finds wrong with the page as it stands. */
    List<?> violations() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>)
                driver.executeAsyncScript(
                        "const done = arguments[0];"
                                + "axe.run().then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' at '"
                                + " + v.nodes.slice(0, 3).map(n => n.target + ' ' + n.failureSummary).join(' ; '))), e => done([String(e)]))");
    }

    /** A picture of the window, or of the whole page. */
    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
