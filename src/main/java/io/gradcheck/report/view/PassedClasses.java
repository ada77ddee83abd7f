package io.gradcheck.report.view;

import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.TestResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The test classes all of whose subjects passed, as far as there is room for their names. */
final class PassedClasses {

    /** How much of the page they may take. */
    static final int MOST_BYTES = 300_000;

    private static final int MOST_TESTS = 20;
    private static final int MARKUP = 260; // bytes of a class without its names
    private static final int MARKUP_OF_TEST = 40;

    private final List<Passed> shown = new ArrayList<>();
    private final int leftOut;

    /**
     * A class.
     *
     * @param name its name
     * @param tests its tests that checked something, each with how much; some of them where there are many
     * @param allTests how many tests
     * @param subjects how many subjects
     */
    record Passed(String name, List<String> tests, int allTests, int subjects) {

        int testsLeftOut() {
            return allTests - tests.size();
        }

        String counts() {
            return Numbers.plural(allTests, "test", "tests") + ", " + Numbers.plural(subjects, "subject", "subjects");
        }
    }

    /**
     * Those among the results.
     *
     * @param results the results
     * @param all all subjects in them
     */
    PassedClasses(MergedResults results, List<ReportedSubject> all) {
        Set<String> others = new HashSet<>();
        all.stream().filter(one -> !one.passed()).forEach(one -> others.add(one.testClass()));
        Map<String, Map<String, Integer>> classes = new TreeMap<>();
        for (ClassResult file : results.results()) {
            for (TestResult test : file.tests()) {
                if (!test.subjects().isEmpty() && !others.contains(file.testClass())) {
                    classes.computeIfAbsent(file.testClass(), any -> new LinkedHashMap<>())
                            .merge(test.method(), test.subjects().size(), Integer::sum);
                }
            }
        }
        int left = MOST_BYTES;
        for (Map.Entry<String, Map<String, Integer>> one : classes.entrySet()) {
            Passed passed = passed(one.getKey(), one.getValue());
            left -= bytes(passed);
            if (left < 0) {
                break;
            }
            shown.add(passed);
        }
        this.leftOut = classes.size() - shown.size();
    }

    private static Passed passed(String name, Map<String, Integer> tests) {
        return new Passed(
                name.isEmpty() ? "Threads of several tests" : name,
                tests.entrySet().stream()
                        .limit(MOST_TESTS)
                        .map(test -> test.getKey()
                                + (test.getValue() == 1 ? "" : " (" + Numbers.count(test.getValue()) + " subjects)"))
                        .toList(),
                tests.size(),
                tests.values().stream().mapToInt(Integer::intValue).sum());
    }

    private static int bytes(Passed passed) {
        int bytes = MARKUP + 2 * Svg.escaped(passed.name()).length();
        for (String test : passed.tests()) {
            bytes += MARKUP_OF_TEST + JsonText.bytes(Svg.escaped(test));
        }
        return bytes;
    }

    List<Passed> shown() {
        return shown;
    }

    int all() {
        return shown.size() + leftOut;
    }

    int leftOut() {
        return leftOut;
    }
}
