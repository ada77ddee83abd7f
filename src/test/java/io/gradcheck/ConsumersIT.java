package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The outcome of the projects in test-fixtures/consumers, which the Invoker has built before: which of their tests failed,
 * with exactly which text, and what was recorded. Both lie beside each project, in the folder expected.
 */
class ConsumersIT {

    private static final Path FIXTURES = Path.of("test-fixtures", "consumers");
    private static final Path BUILT = Path.of("target", "projects", "consumers");

    /** Those that every build makes. */
    private static final List<String> USUAL = List.of("jqwik", "jupiter");

    static List<String> usual() {
        return USUAL;
    }

    static List<String> others() throws IOException {
        return list(FIXTURES, "").stream()
                .filter(Files::isDirectory)
                .map(project -> project.getFileName().toString())
                .filter(project -> !USUAL.contains(project))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("usual")
    void tests_end_as_expected(String consumer) throws Exception {
        assertTestsEndAsExpected(consumer);
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("thorough")
    void tests_of_others_end_as_expected(String consumer) throws Exception {
        assertTestsEndAsExpected(consumer);
    }

    private static void assertTestsEndAsExpected(String consumer) throws Exception {
        Path project = BUILT.resolve(consumer);
        TreeMap<String, String> outcomes = new TreeMap<>();
        for (Path report : list(project.resolve("target/surefire-reports"), ".xml")) {
            for (Element test : elements(parsed(report), "testcase")) {
                outcomes.put(test.getAttribute("classname") + " " + test.getAttribute("name"), outcome(test));
            }
        }
        StringBuilder text = new StringBuilder();
        outcomes.forEach((test, outcome) -> text.append(test).append(": ").append(outcome));

        assertThat(text.toString()).isEqualTo(expected(consumer, "tests.txt", text.toString()));
    }

    private static String outcome(Element test) {
        for (String bad : List.of("failure", "error")) {
            for (Element found : elements(test, bad)) {
                String type = found.getAttribute("type");
                return bad + " " + type + "\n" + found.getAttribute("message").indent(4);
            }
        }
        for (Element found : elements(test, "skipped")) {
            return "skipped\n" + found.getAttribute("message").indent(4);
        }
        return "passed\n";
    }

    @ParameterizedTest
    @MethodSource("usual")
    void what_was_checked_is_recorded(String consumer) throws Exception {
        assertRecorded(consumer);
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("thorough")
    void what_was_checked_by_others_is_recorded(String consumer) throws Exception {
        assertRecorded(consumer);
    }

    private static void assertRecorded(String consumer) throws Exception {
        String text = RecordedFiles.repeatable(BUILT.resolve(consumer).resolve("target/gradcheck"));

        assertThat(text).isEqualTo(expected(consumer, "results.json", text));
    }

    /** The file beside the project; what there is instead is left in target for comparison. */
    private static String expected(String consumer, String file, String actual) throws IOException {
        Path written = Path.of("target", "projects-actual", consumer, "expected", file);
        Files.createDirectories(written.getParent());
        Files.writeString(written, actual);
        Path expected = FIXTURES.resolve(consumer).resolve("expected").resolve(file);
        assertThat(expected)
                .as("what is expected of the consumer; found instead: %s", written)
                .exists();
        return Files.readString(expected).replace("\r\n", "\n");
    }

    private static List<Path> list(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static Element parsed(Path file) throws IOException, ParserConfigurationException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static List<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int k = 0; k < found.getLength(); k++) {
            elements.add((Element) found.item(k));
        }
        return elements;
    }
}
