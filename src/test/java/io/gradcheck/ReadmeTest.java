package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.vector.CommonsMath;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.math3.analysis.function.Logit;
import org.junit.jupiter.api.Test;

/** What README shows is what happens, and its figures are those of the pages. */
class ReadmeTest {

    private static final int MOST_LINES = 200;

    private final String readme = Page.of(Path.of("README.md")).text();

    @Test
    void it_is_short() {
        assertThat(readme.lines().count()).isLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void the_first_example_prints_what_is_shown() {
        String printed = GradientChecker.standard()
                .check(CommonsMath.parametric(new Logit.Parametric(), 0.4, -2, 3))
                .toString();

        assertThat(readme).contains("```text\n" + printed + "\n```");
    }

    @Test
    void its_figures_are_those_of_the_page_of_figures() {
        String figures = Page.ofSite("figures.md").text();
        List<String> right = row(figures, "ordinary");
        List<String> mistakes = section(figures, "Mistakes of structure")
                .lines()
                .filter(line -> line.matches("\\| .* \\| [\\d,]+ \\|.*"))
                .toList();

        assertThat(readme)
                .contains("| " + right.get(2) + " variables of " + right.get(1) + " networks: FAIL " + right.get(3)
                        + ", INCONCLUSIVE " + right.get(4) + " |")
                .contains("| evaluations | " + right.get(7) + " for a variable,")
                .contains("| " + mistakes.size() + " mistakes of structure,")
                .contains(seen("thousandth", row(figures, "1e-03")))
                .contains(seen("millionth", row(figures, "1e-06")));
        assertThat(mistakes).allMatch(row -> row.contains("| 20,000 | 20,000 |"));
    }

    private static String seen(String error, List<String> row) {
        return "wrong by a " + error + " | seen in " + row.get(2) + " of " + row.get(1) + " networks |";
    }

    @Test
    void its_figures_of_libraries_are_those_of_the_page_of_what_was_found() {
        String wild = Page.ofSite("wild.md").text();
        List<String> all = row(wild, "all");
        long libraries = section(wild, "What was checked")
                .lines()
                .filter(line -> line.matches("\\| .* \\| \\d+ \\|.*"))
                .filter(line -> !line.startsWith("| all |"))
                .count();

        assertThat(readme)
                .contains(String.format(
                        "%,d checks of hand-written derivatives in %d published libraries,",
                        Integer.valueOf(all.get(1)), libraries))
                .contains(": " + all.get(5) + " fail,");
    }

    @Test
    void its_tables_of_other_checkers_are_of_the_page_of_these() {
        List<String> page = Page.ofSite("checkers.md").text().lines().toList();
        List<String> rows = section(readme, "Beside other checkers")
                .lines()
                .filter(line -> line.startsWith("|"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(10).isSubsetOf(page);
    }

    /** The cells of the row that begins so, itself the first. */
    private static List<String> row(String page, String first) {
        return page.lines()
                .filter(line -> line.startsWith("| " + first + " |"))
                .map(line -> List.of(line.substring(2).split(" \\|(?: |$)")))
                .findFirst()
                .orElseThrow();
    }

    private static String section(String page, String title) {
        return Pattern.compile("^## ", Pattern.MULTILINE)
                .splitAsStream(page)
                .filter(section -> section.startsWith(title + "\n"))
                .findFirst()
                .orElseThrow();
    }
}
