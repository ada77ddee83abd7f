package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The menu of the site has every page, in the groups of the start page, and none that there is not. */
class MenuTest {

    private static final String START = "index.html";

    private final Map<String, List<String>> menu = grouped(
            Page.of(Path.of("src/site/site.xml")).text(),
            "<menu name=\"([^\"]*)\">|<item name=\"[^\"]*\" href=\"([^\"]*)\"/>");

    @Test
    void it_has_the_groups_in_their_order() {
        assertThat(menu.keySet()).containsExactly("Start", "Guides", "Reference", "Trust", "Contribute");
    }

    @Test
    void it_has_every_page_once_but_those_of_single_libraries_and_no_other() throws IOException {
        List<String> libraries = Stream.of("wild.md", "wild-large.md")
                .flatMap(page -> Page.ofSite(page).links().stream())
                .filter(link -> link.startsWith("wild-") && !link.startsWith("wild-large"))
                .toList();
        List<String> wanted = new ArrayList<>(Page.MADE_BY_MAVEN);
        Page.all().stream()
                .filter(page -> page.file().startsWith(Page.SITE))
                .map(page -> String.valueOf(page.file().getFileName()))
                .filter(page -> !libraries.contains(page))
                .map(page -> page.replaceFirst("md$", "html"))
                .forEach(wanted::add);

        assertThat(menu.values().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void the_start_page_and_readme_have_the_same_pages_in_the_same_groups() {
        Map<String, List<String>> pages = new LinkedHashMap<>();
        menu.forEach((group, items) -> pages.put(
                group, items.stream().filter(item -> !item.equals(START)).toList()));
        Map<String, List<String>> sources = new LinkedHashMap<>();
        pages.forEach((group, items) -> sources.put(
                group,
                items.stream()
                        .filter(item -> !Page.MADE_BY_MAVEN.contains(item))
                        .toList()));

        assertThat(grouped(Page.ofSite("index.md").text(), "(?m)^## (.*)|^- \\[[^]]*]\\((\\S+)\\): \\S.*\\.$"))
                .isEqualTo(pages);
        String readme = Page.of(Path.of("README.md")).text();
        assertThat(grouped(
                        readme.substring(readme.indexOf("## All pages")),
                        "\\*\\*(\\w+)\\*\\*|]\\(src/site/markdown/(\\S+)\\)"))
                .isEqualTo(sources);
    }

    /** What the second group of the pattern has found, under what the first one has; sources by the names of their pages. */
    private static Map<String, List<String>> grouped(String text, String pattern) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        List<String> members = new ArrayList<>();
        for (MatchResult found :
                Pattern.compile(pattern).matcher(text).results().toList()) {
            if (found.group(1) != null) {
                members = new ArrayList<>();
                groups.put(found.group(1), members);
            } else {
                members.add(found.group(2).replaceFirst("md$", "html"));
            }
        }
        return groups;
    }
}
