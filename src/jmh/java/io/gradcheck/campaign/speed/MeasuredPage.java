package io.gradcheck.campaign.speed;

import io.gradcheck.result.AtomicFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** A page of what is measured: first on which machine, then what was found. */
final class MeasuredPage {

    private static final Path FOLDER = Path.of("target");

    private static final String PRODUCTS = "gradcheck.products";
    private static final String JAVA = "java";

    private final String conditions;

    private MeasuredPage(String conditions) {
        this.conditions = conditions;
    }

    /** Begins a page before anything is measured, as it tells how busy the machine was then. */
    static MeasuredPage begin() {
        return new MeasuredPage(String.format(
                Locale.ROOT,
                "JDK %s, %d processors, matrix products %s, load average %.1f before it began.",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty(PRODUCTS, JAVA),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    /** {@return the option of a JVM that multiplies large matrices as this one was told to; by loops of Java if it was not} */
    static String products() {
        return "-D" + PRODUCTS + "=" + System.getProperty(PRODUCTS, JAVA);
    }

    /** {@return what is to be typed to measure a page anew} */
    static String command(Class<?> page) {
        return "`mvn -q -Pjmh test-compile exec:exec -Djmh.main=" + page.getName() + "`";
    }

    /** {@return where a file of the results is} */
    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /**
     * Prints the page, and writes it into the folder of the build.
     *
     * @param name of its file
     * @param parts paragraphs and tables
     */
    void write(String name, Object... parts) throws IOException {
        StringBuilder text = new StringBuilder(conditions).append('\n');
        for (Object part : parts) {
            text.append('\n').append(part).append('\n');
        }
        AtomicFile.write(file(name), text.toString());
        System.out.println("\n" + text);
    }
}
