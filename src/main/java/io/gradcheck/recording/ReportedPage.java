package io.gradcheck.recording;

import java.io.File;
import java.nio.file.Path;
import org.opentest4j.AssertionFailedError;

/**
 * The page that is going to show what the tests of a run checked, so that a failure can say where to look; or none, where
 * nobody records, or no page is wanted.
 */
public final class ReportedPage {

    private static final ReportedPage NONE = new ReportedPage("");

    private final String path;
    private final String line;

    private ReportedPage(String path) {
        this.path = path;
        this.line = path.isEmpty() ? "" : "\nreport: " + path;
    }

    /** {@return no page: texts stay as they are} */
    public static ReportedPage none() {
        return NONE;
    }

    /**
     * A page that is going to be written.
     *
     * @param page where; told as seen from the working directory if it is below that, so that texts are the same on every
     *     machine
     * @return the page
     */
    public static ReportedPage at(Path page) {
        Path whole = page.toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath().normalize();
        Path told = whole.startsWith(here) ? here.relativize(whole) : whole;
        return new ReportedPage(told.toString().replace(File.separatorChar, '/'));
    }

    /** {@return the page of the run that the calling thread works for, whatever has been recorded} */
    public static ReportedPage ofRun() {
        return Recorder.recording().map(Recording::page).orElse(NONE);
    }

    /** {@return the same page, if anything has been recorded of the test that the calling thread works for; else none} */
    public static ReportedPage ofTest() {
        return Recorder.recording()
                .filter(Recording::hasHeard)
                .map(Recording::page)
                .orElse(NONE);
    }

    /** {@return whether there is none} */
    public boolean isNone() {
        return path.isEmpty();
    }

    /** {@return where it is, as texts tell it; empty if there is none} */
    public String path() {
        return path;
    }

    /**
     * The text of a failure with the line that names this page.
     *
     * @param text the text
     * @return the text, ending with that line; as it is if it ends with the page already
     */
    public String endOf(String text) {
        return text.endsWith(path) ? text : text + line;
    }

    /**
     * The same failure with the line that names this page.
     *
     * @param failure the failure. Not modified.
     * @return the failure, whose message ends with that line
     */
    public AssertionFailedError endOf(AssertionFailedError failure) {
        return SameFailure.saying(endOf(String.valueOf(failure.getMessage())), failure);
    }

    /**
     * The text of a failure without that line, for those who add to it.
     *
     * @param text the text
     * @return the text, which no longer ends with that line
     */
    public String without(String text) {
        return !line.isEmpty() && text.endsWith(line) ? text.substring(0, text.length() - line.length()) : text;
    }
}
