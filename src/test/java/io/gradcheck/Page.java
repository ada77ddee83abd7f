package io.gradcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page of the documentation, README or one of the site: what it shows of files, and where it links to. */
record Page(Path file, String text) {

    static final Path SITE = Path.of("src/site/markdown");

    /** What Maven adds to the site, for which there is no source. */
    static final Set<String> MADE_BY_MAVEN = Set.of("apidocs/index.html", "plugin-info.html");

    private static final Pattern BLOCK = Pattern.compile(
            "(?:<!-- ([a-z ]+): (\\S+) -->\n)?^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("^```.*?^```$|`[^`\n]*`", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    /**
     * A block of code.
     *
     * @param kind what it is of the file, such as {@code excerpt of}; null if no file is named
     */
    record Snippet(@Nullable String kind, @Nullable String file, String language, String text) {

        /** Whether the file has it: code with lines broken anywhere, all else as it is, under whatever indent. */
        boolean isOfItsFile() {
            String whole = read(Path.of(String.valueOf(file)));
            if (Set.of("java", "kotlin", "scala").contains(language)) {
                return "file".equals(kind)
                        ? flat(whole).equals(flat(text))
                        : flat(whole).contains(flat(text));
            }
            return "file".equals(kind)
                    ? whole.equals(text)
                    : Stream.of(0, 2, 4).anyMatch(indent -> whole.contains(text.indent(indent)));
        }

        /** The formatter breaks lines of a class elsewhere than those of a page. */
        private static String flat(String code) {
            return code.replaceAll("\\s+", "");
        }
    }

    static Page of(Path file) {
        return new Page(file, read(file));
    }

    static Page ofSite(String name) {
        return of(SITE.resolve(name));
    }

    /** README and every page of the site. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>(List.of(of(Path.of("README.md"))));
        try (Stream<Path> files = Files.list(SITE)) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::of)
                    .forEach(pages::add);
        }
        return pages;
    }

    List<Snippet> snippets() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Snippet(block.group(1), block.group(2), block.group(3), block.group(4)))
                .toList();
    }

    List<Snippet> snippets(String kind) {
        return snippets().stream()
                .filter(snippet -> kind.equals(snippet.kind()))
                .toList();
    }

    /** Where it links to, with what is behind a {@code #}, but for addresses elsewhere. */
    List<String> links() {
        return LINK.matcher(CODE.matcher(text).replaceAll(""))
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** Those links that lead to no file, or to no heading of it. */
    List<String> brokenLinks() {
        return links().stream().filter(link -> !leadsSomewhere(link)).toList();
    }

    private boolean leadsSomewhere(String link) {
        String name = link.replaceFirst("#.*", "");
        Path there = name.isEmpty() ? file : file.resolveSibling(name);
        if (link.contains("#")) {
            return (there.equals(file) ? this : Files.exists(there) ? of(there) : new Page(there, ""))
                    .anchors()
                    .contains(link.replaceFirst(".*#", ""));
        }
        return Files.exists(there)
                || (file.startsWith(SITE)
                        && (MADE_BY_MAVEN.contains(name) || Files.exists(Path.of("src/site/resources", name))));
    }

    /** What its headings are called behind a {@code #}: lower case, without punctuation, a hyphen for each blank. */
    private Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        HEADING.matcher(Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE)
                        .matcher(text)
                        .replaceAll(""))
                .results()
                .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new AssertionError(
                    file + " cannot be read from " + Path.of("").toAbsolutePath(), e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
