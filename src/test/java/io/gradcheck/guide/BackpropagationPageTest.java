package io.gradcheck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.nn.Backpropagation;
import io.gradcheck.nn.Gradients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The numbers, texts and pictures of the page on backpropagation. Its code and what it quotes of the engine are compared with
 * their files by {@code PagesTest}.
 */
class BackpropagationPageTest {

    private static final Path SITE = Path.of("src/site/markdown");
    private static final Path GUIDE = Path.of("src/test/java/io/gradcheck/guide");

    private final BackpropagationByHand hand = WorkedNetwork.example(0);
    private final BackpropagationByHand second = WorkedNetwork.example(1);
    private final String page = read(SITE.resolve("backpropagation.md"));

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    @Test
    void its_numbers_and_reports_are_those_that_are_computed() {
        assertThat(blocks("text"))
                .containsExactly(
                        parameters(),
                        forward(),
                        "delta_3 = " + PlainNumbers.of(hand.delta[3]),
                        paths(),
                        recursion(),
                        gradients(),
                        batch(),
                        BackpropagationCheckTest.right().toString(),
                        BackpropagationCheckTest.withoutSlopes().text("W2"),
                        BackpropagationCheckTest.REFUSED,
                        BackpropagationCheckTest.withAxesExchanged().text("W2"));
    }

    private List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static String lines(Stream<String> lines) {
        return String.join("\n", lines.toList());
    }

    private String parameters() {
        return "x   = " + PlainNumbers.of(hand.h[0]) + "\nt   = " + PlainNumbers.of(hand.t) + "\n"
                + lines(hand.eachLayer()
                        .mapToObj(k -> "W_" + k + " = " + PlainNumbers.of(hand.w[k]) + "    b_" + k + " = "
                                + PlainNumbers.of(hand.b[k])));
    }

    private String forward() {
        return lines(hand.eachLayer()
                        .mapToObj(k -> "a_" + k + " = " + PlainNumbers.of(hand.a[k])
                                + (k < hand.layers ? "    h_" + k + " = " + PlainNumbers.of(hand.h[k]) : "")))
                + "\nL   = " + PlainNumbers.of(hand.loss());
    }

    private String paths() {
        return lines(hand.paths(1, 0).stream()
                        .map(path -> "by a_2[%d] and a_3[%d]: %s"
                                .formatted(path.units().get(1), path.units().get(2), PlainNumbers.of(path.product()))))
                + "\ntheir sum:          " + PlainNumbers.of(hand.sumOverPaths(1, 0));
    }

    private String recursion() {
        return lines(Stream.of(3, 2)
                .map(k -> "W_%d' delta_%d = %s    g'(a_%d) = %s    delta_%d = %s"
                        .formatted(
                                k,
                                k,
                                PlainNumbers.of(hand.hiddenGradient(k)),
                                k - 1,
                                PlainNumbers.of(hand.slope(k - 1, 0), hand.slope(k - 1, 1)),
                                k - 1,
                                PlainNumbers.of(hand.delta[k - 1]))));
    }

    private String gradients() {
        return lines(hand.eachLayer()
                .mapToObj(k -> "dL/dW_" + k + " = " + PlainNumbers.of(hand.weightGradient(k)) + "    dL/db_" + k + " = "
                        + PlainNumbers.of(hand.biasGradient(k))));
    }

    private String batch() {
        Gradients engine = Backpropagation.gradients(WorkedNetwork.NETWORK, WorkedNetwork.BATCH);
        return "delta_3 of each example: " + PlainNumbers.of(hand.delta[3]) + " and "
                + PlainNumbers.of(second.delta[3])
                + "\nda[3] of the engine:     "
                + PlainNumbers.of(engine.of("a3").toRows())
                + "\ndW[3] of the engine:     "
                + PlainNumbers.of(engine.of("W3").toRows());
    }

    /** So that none is out of reach of the comparison above; names of versions have no place on the page. */
    @Test
    void numbers_with_decimals_stand_in_blocks_alone() {
        String prose = Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page)
                .replaceAll("");

        assertThat(Pattern.compile("\\d\\.\\d").matcher(prose).results()).isEmpty();
    }

    @Test
    void its_pictures_are_those_that_are_drawn() throws IOException {
        Map<String, String> drawn = BackpropagationPictures.all();
        Path written = Files.createDirectories(Path.of("target/pages/images"));
        for (Map.Entry<String, String> picture : drawn.entrySet()) {
            Files.writeString(written.resolve(picture.getKey()), picture.getValue());
        }

        assertThat(Pattern.compile("!\\[[^]]{20,}]\\(images/([^)]+)\\)")
                        .matcher(page)
                        .results()
                        .map((MatchResult picture) -> picture.group(1)))
                .containsExactlyInAnyOrderElementsOf(drawn.keySet());
        assertThat(drawn)
                .allSatisfy((file, picture) -> assertThat(
                                read(SITE.resolve("images").resolve(file)))
                        .as("what it should be is target/pages/images/%s", file)
                        .isEqualTo(picture));
    }

    /** A step names its test as {@code Class.method}. */
    @Test
    void every_test_of_the_steps_is_named_and_exists() {
        List<String> named = Pattern.compile("`(\\w+Test\\.\\w+)`")
                .matcher(page)
                .results()
                .map((MatchResult test) -> test.group(1))
                .toList();
        Stream<String> steps = Stream.of(
                        "BackpropagationTest", "BackpropagationOfBatchesTest", "BackpropagationCheckTest")
                .flatMap(name -> Pattern.compile("Test(?:\n.*)?\n    void (\\w+)\\(")
                        .matcher(read(GUIDE.resolve(name + ".java")))
                        .results()
                        .map((MatchResult method) -> name + "." + method.group(1)))
                .filter(name -> !name.endsWith("random_networks_are_of_every_depth"));

        assertThat(named).containsExactlyInAnyOrderElementsOf(steps.toList());
    }
}
