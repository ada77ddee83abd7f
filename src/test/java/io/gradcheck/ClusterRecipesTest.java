package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes for many machines are well-formed, and use what the goals and the command line have. */
class ClusterRecipesTest {

    private static final Path SOURCES = Path.of("src/main/java/io/gradcheck");

    @TempDir
    private Path directory;

    private final String page = read(Path.of("src/site/markdown/clusters.md"));

    @ParameterizedTest
    @CsvSource({"fuzz, FuzzMojo, 5", "merge, MergeMojo, 3"})
    void each_property_is_one_of_the_goal_that_it_is_given_to(String goal, String type, int calls) {
        Set<String> known = properties(type);

        assertThat(all("gradcheck:" + goal + "\"?,?((?:\\s+\\\\?\\s*-D\\S+|,\\s-D\\S+)+)", page))
                .hasSizeGreaterThanOrEqualTo(calls)
                .allSatisfy(options -> assertThat(known).containsAll(all("-D([\\w.]+)=", options)));
    }

    @Test
    void each_property_that_is_named_anywhere_is_one_of_a_goal() {
        Set<String> known = properties("FuzzMojo");
        known.addAll(properties("MergeMojo"));

        assertThat(all("-D(gradcheck[\\w.]*)", page)).hasSizeGreaterThan(5).isSubsetOf(known);
    }

    @ParameterizedTest
    @CsvSource({"fuzz, FuzzCommand, 3", "merge, MergeCommand, 2"})
    void each_option_is_one_of_the_command_that_it_is_given_to(String command, String type, int number) {
        Set<String> known = all("\"(--[\\w-]+)\"", read(SOURCES.resolve("cli/" + type + ".java")));
        known.addAll(all("\"(--[\\w-]+)\"", read(SOURCES.resolve("cli/FuzzOptions.java"))));

        assertThat(all("(--[\\w-]+)", String.join("\n", all("`(" + command + " [^`]*)`", page))))
                .hasSizeGreaterThanOrEqualTo(number)
                .isSubsetOf(known);
    }

    @Test
    void a_failing_shard_cancels_no_other_and_what_comes_behind_it_runs_always() {
        String actions = blocks("yaml").get(0);

        assertThat(actions).contains("fail-fast: false");
        assertThat(actions.split("if: always\\(\\)", -1))
                .as("uploads, and the merge")
                .hasSize(4);
        assertThat(blocks("yaml").get(1)).contains("backoffLimitPerIndex: 0", "JOB_COMPLETION_INDEX + 1");
        assertThat(blocks("groovy")).singleElement().asString().contains("always {", "catchError { unstash");
    }

    @Test
    void each_block_of_yaml_is_well_formed() {
        assertThat(blocks("yaml")).hasSize(3).allSatisfy(ClusterRecipesTest::requireYaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:\n\tb: 1\n",
                "a:\n   b: 1\n",
                "a: 1\n  b: 2\n",
                "a: 1\nb\n",
                "a: 1\nb: 2\na: 3\n",
                "a:\n  - b: 1\n    b: 2\n",
                "a: [1, 2\n",
                "a: \"b\n",
                "a: b: c\n"
            })
    void yaml_that_is_none_is_seen(String text) {
        assertThatThrownBy(() -> requireYaml(text)).isInstanceOf(AssertionError.class);
    }

    @Test
    void the_pipeline_closes_what_it_opens() {
        assertThat(blocks("groovy")).hasSize(1).allSatisfy(ClusterRecipesTest::requireClosed);
        assertThatThrownBy(() -> requireClosed("a { b(' } ')")).isInstanceOf(AssertionError.class);
    }

    @Test
    void each_block_of_shell_is_understood_by_bash() throws Exception {
        assertThat(blocks("bash")).hasSize(4);
        for (String block : blocks("bash")) {
            assertThat(bash(block)).as(block).isZero();
        }
        assertThat(bash("if true; then\n")).isNotZero();
    }

    private int bash(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("recipe.sh"), script);
        try {
            return new ProcessBuilder("bash", "-n", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said.txt").toFile())
                    .start()
                    .waitFor();
        } catch (IOException none) {
            return abort("no bash here to read the recipes: " + none);
        }
    }

    /**
     * That it is of the part of YAML that the recipes use: mappings and lists by indents of two, values in a line, texts of
     * more lines behind {@code >} or {@code |}. No parser of YAML is among the dependencies.
     */
    private static void requireYaml(String text) {
        Pattern pair = Pattern.compile("([\\w.-]+):(?: (.*))?");
        Deque<Integer> indents = new ArrayDeque<>(List.of(0));
        Set<String> keys = new HashSet<>();
        boolean opens = false; // whether a deeper indent may follow
        int folded = Integer.MAX_VALUE; // the indent that a text of more lines is deeper than
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.equals("---")) {
                keys.clear();
                continue;
            }
            int indent = line.length() - line.stripLeading().length();
            if (indent > folded) {
                continue;
            }
            folded = Integer.MAX_VALUE;
            assertThat(line).as("line %d", number).matches("(  )*[^\\s].*");
            if (indent > indents.getFirst()) {
                assertThat(opens).as("line %d may be deeper: %s", number, line).isTrue();
                indents.push(indent);
            }
            String rest = line.strip();
            while (indents.getFirst() > indent) {
                forget(keys, indents.pop());
            }
            assertThat(indents.getFirst())
                    .as("the indent of line %d: %s", number, line)
                    .isEqualTo(indent);
            boolean isItem = rest.startsWith("- ");
            if (isItem) {
                forget(keys, indent + 2);
                indents.push(indent + 2);
                rest = rest.substring(2);
            }
            Matcher key = pair.matcher(rest);
            String value = rest;
            if (key.matches()) {
                assertThat(keys.add(indents.getFirst() + " " + key.group(1)))
                        .as("line %d has a new key: %s", number, line)
                        .isTrue();
                value = key.group(2) == null ? "" : key.group(2);
            } else {
                assertThat(isItem)
                        .as("line %d is a pair or an item: %s", number, line)
                        .isTrue();
            }
            opens = value.isEmpty();
            if (value.matches("[>|]")) {
                folded = indent;
            } else {
                requireClosed(value);
                assertThat(value.replaceAll("\"[^\"]*\"", ""))
                        .as("line %d", number)
                        .doesNotContain(": ");
            }
        }
    }

    private static void forget(Set<String> keys, int indent) {
        keys.removeIf(key -> key.startsWith(indent + " "));
    }

    /** That brackets and quotes are closed, in their order. */
    private static void requireClosed(String text) {
        Deque<Character> open = new ArrayDeque<>();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                open.push(")]}".charAt("([{".indexOf(c)));
            } else if (")]}".indexOf(c) >= 0) {
                assertThat(open.poll()).as("what %s closes in %s", c, text).isEqualTo(c);
            }
        }
        assertThat(open).as("what is open at the end of %s", text).isEmpty();
        assertThat(quote).as("the quote that is open at the end of %s", text).isEqualTo((char) 0);
    }

    private List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static Set<String> properties(String goal) {
        return all(
                "property = \"([\\w.]+)\"",
                read(SOURCES.resolve("maven/ForkingMojo.java")) + read(SOURCES.resolve("maven/" + goal + ".java")));
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
