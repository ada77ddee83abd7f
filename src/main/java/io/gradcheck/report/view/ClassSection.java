package io.gradcheck.report.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page shows of a test class in which something did not pass.
 *
 * @param name the class; empty where it is not known
 * @param articles its findings as HTML, the worst first
 * @param subjects how many subjects did not pass
 * @param passed how many subjects did
 */
record ClassSection(String name, List<String> articles, int subjects, int passed) {

    private static final String UNKNOWN = "Threads of several tests";

    /**
     * The classes of findings.
     *
     * @param articles the findings that the page shows, the worst first
     * @param all all subjects
     * @return the classes, those with the worst findings first
     */
    static List<ClassSection> of(Map<Entry, String> articles, List<ReportedSubject> all) {
        Map<String, List<String>> byClass = new LinkedHashMap<>();
        articles.forEach((entry, html) -> byClass.computeIfAbsent(entry.testClass(), any -> new ArrayList<>())
                .add(html));
        Map<String, Integer> subjects = new HashMap<>();
        Map<String, Integer> passed = new HashMap<>();
        all.forEach(one -> (one.passed() ? passed : subjects).merge(one.testClass(), 1, Integer::sum));
        List<ClassSection> sections = new ArrayList<>();
        byClass.forEach((name, html) -> sections.add(
                new ClassSection(name, html, subjects.getOrDefault(name, 0), passed.getOrDefault(name, 0))));
        return sections;
    }

    String title() {
        return name.isEmpty() ? UNKNOWN : name;
    }

    /** {@return in a sentence, how much there is} */
    String counts() {
        return Numbers.plural(articles.size(), "finding", "findings") + " in "
                + Numbers.plural(subjects, "subject", "subjects")
                + (passed == 0
                        ? ""
                        : "; " + Numbers.plural(passed, "other subject passed", "other subjects passed")
                                + ", see the list below");
    }
}
