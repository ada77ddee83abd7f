package io.gradcheck.report.view;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The page: everything in one file of less than five megabytes, which opens without a network.
 *
 * <p>Subjects that did not pass are articles, readable without a script, as long as there is room; those that passed are
 * data in a few hundred bytes each, of which a script shows a part at a time.
 */
public final class Page {

    static final int MOST_BYTES = 4_900_000;

    private static final int FRAME = 150_000; // style, script, overview, what frames articles and rows
    private static final int MOST_PER_ROW = 460; // and its share of what is said of its class
    private static final int ALL_ROWS = 3_400_000;
    private static final int NAMES = 150_000; // for names that are longer than a row has room for
    private static final double WITH_PICTURES = 0.75; // of the room for articles
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final MergedResults results;
    private final List<ReportedSubject> all;
    private final Totals totals;
    private final List<Entry> entries;
    private final Map<Entry, String> articles = new LinkedHashMap<>();
    private final Map<Integer, String> links = new HashMap<>(); // of subjects that an article shows, by number
    private final List<ClassSection> classes;
    private final PassedClasses passedClasses;
    private final Listing listing;
    private final String data;
    private final String style = resource("page.css");
    private final String script = resource("page.js");

    /**
     * Makes the page.
     *
     * @param results what it is to show
     */
    public Page(MergedResults results) {
        this.results = results;
        this.all = ReportedSubject.of(results);
        this.totals = Totals.of(results, all);
        this.entries = Entry.of(all);
        this.passedClasses = new PassedClasses(results, all);
        int listed = Math.min(all.size(), Listing.MOST_ROWS);
        int bytesPerRow = listed == 0 ? MOST_PER_ROW : Math.min(MOST_PER_ROW, ALL_ROWS / listed);
        renderArticles(MOST_BYTES - FRAME - NAMES - PassedClasses.MOST_BYTES - listed * bytesPerRow);
        this.classes = ClassSection.of(articles, all);
        this.listing = new Listing(bytesPerRow - 2, NAMES);
        for (ReportedSubject one : all.subList(0, listed)) {
            listing.add(one, links.getOrDefault(one.number(), ""));
        }
        this.data = listing.json();
    }

    /** {@return the page as HTML} */
    public String html() {
        return rendered(output -> JtepageGenerated.render(output, null, this));
    }

    /** The worst first, whichever class it is of: there may not be room for all. */
    private void renderArticles(int bytes) {
        int left = bytes;
        for (Entry entry : entries) {
            Article complete = Article.complete(entry);
            String html = left > (1 - WITH_PICTURES) * bytes ? rendered(complete) : "";
            boolean fits = !html.isEmpty() && left - JsonText.bytes(html) > (1 - WITH_PICTURES) * bytes;
            Article article = fits ? complete : Article.brief(entry);
            html = fits ? html : rendered(article);
            left -= JsonText.bytes(html);
            if (left < 0) {
                return;
            }
            articles.put(entry, html);
            article.met().forEach(met -> links.putIfAbsent(met.one().number(), met.anchor()));
            entry.met().forEach(met -> links.putIfAbsent(met.one().number(), entry.anchor()));
        }
    }

    private static String rendered(Article article) {
        return rendered(output -> JtearticleGenerated.render(output, null, article));
    }

    /** By the template's class itself: jte's engine would ask the thread's class loader for it, which need not know it. */
    private static String rendered(Consumer<HtmlTemplateOutput> template) {
        StringOutput output = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(output));
        return output.toString();
    }

    private static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("resource: found no " + name + " beside " + Page.class.getName()
                        + ", wanted it in the jar; build it with its resources");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cannotRead) {
            throw new UncheckedIOException(cannotRead);
        }
    }

    String title() {
        return results.title();
    }

    Totals totals() {
        return totals;
    }

    /** {@return the classes with findings that the page shows, those with the worst first} */
    List<ClassSection> classes() {
        return classes;
    }

    /** {@return the classes all of whose subjects passed} */
    PassedClasses passedClasses() {
        return passedClasses;
    }

    /** {@return how many findings there are} */
    int findings() {
        return entries.size();
    }

    List<MergedResults.DamagedFile> damaged() {
        return results.damaged();
    }

    String data() {
        return data;
    }

    String style() {
        return style;
    }

    String script() {
        return script;
    }

    /** What the page may do: run its own script and style, and reach nothing. */
    String policy() {
        return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src '" + hash(style)
                + "'; script-src '" + hash(script) + "'";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    List<Verdict> verdicts() {
        return List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.KINK, Verdict.PASS);
    }

    static String word(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> "wrong, or a law is broken";
            case INCONCLUSIVE -> "nothing can be said";
            case KINK -> "right around a kink";
            case PASS -> "right";
        };
    }

    static String style(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** {@return what part of all subjects has a verdict, of a bar of the given length} */
    double length(Verdict verdict, double whole) {
        return totals.all() == 0 ? 0 : whole * totals.of(verdict) / totals.all();
    }

    /** {@return the verdicts of all subjects as one bar} */
    String bar() {
        StringBuilder words = new StringBuilder();
        for (Verdict verdict : verdicts()) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(totals.of(verdict))
                    .append(' ')
                    .append(verdict);
        }
        int width = 1000;
        Svg svg = new Svg("verdicts", width, 8, "Subjects by verdict", words.toString());
        double x = 0;
        for (Verdict verdict : verdicts()) {
            double length = length(verdict, width);
            if (length > 0) {
                // However few: what is wrong must be seen.
                length = Math.max(length, 4);
                svg.rect("part " + style(verdict), x, 0, Math.min(length, width - x), 8);
                x += length;
            }
        }
        return svg.end();
    }

    List<Picture> overview() {
        List<Picture> pictures = new ArrayList<>();
        Optional<Picture> limits = DetectionLimits.of(all);
        limits.ifPresent(pictures::add);
        MutantsCaught.of(all, totals).ifPresent(pictures::add);
        return pictures;
    }

    /** {@return how many subjects did not pass} */
    int notPassed() {
        return totals.all() - totals.of(Verdict.PASS);
    }

    /** {@return how many findings the page has no article of} */
    int withoutArticle() {
        return entries.size() - articles.size();
    }

    /** {@return how many names in the list had to be cut} */
    int cutNames() {
        return listing.cutNames();
    }

    /** {@return how many subjects are not even listed} */
    int notListed() {
        return Math.max(0, all.size() - Listing.MOST_ROWS);
    }

    /** {@return when the results were recorded, in which runs, and with what native products of matrices, if any} */
    String recorded() {
        if (results.results().isEmpty()) {
            return "No results.";
        }
        Set<String> runs = new LinkedHashSet<>();
        results.results().stream().map(ClassResult::run).forEach(runs::add);
        String first = TIME.format(results.results().stream()
                .map(ClassResult::started)
                .min(Comparator.naturalOrder())
                .orElseThrow());
        return (runs.size() == 1 ? "Run " + runs.iterator().next() : Numbers.count(runs.size()) + " runs")
                + ", started " + first + " UTC" + products();
    }

    private String products() {
        List<String> products = results.results().stream()
                .map(ClassResult::products)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return products.isEmpty()
                ? ""
                : "; matrix products: " + products.get(0)
                        + (products.size() == 1 ? "" : " and " + Numbers.count(products.size() - 1) + " others");
    }

    String written() {
        return TIME.format(results.written()) + " UTC";
    }
}
