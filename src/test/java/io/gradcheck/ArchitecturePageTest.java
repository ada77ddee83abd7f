package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The page architecture.md names every package with those that its compiled classes use. */
@AnalyzeClasses(packages = "io.gradcheck", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitecturePageTest {

    private static final Path PAGE = Path.of("src/site/markdown/architecture.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| ([^|]*) \\|");
    private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*\\.[A-Z]\\w+)`");
    private static final String ROOT = "io.gradcheck.";

    @ArchTest
    static void the_table_is_that_of_the_compiled_classes(JavaClasses classes) throws IOException {
        Map<String, String> page = new TreeMap<>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> page.put(row.group(1), row.group(2)));

        assertThat(page).isEqualTo(used(classes));
    }

    @ArchTest
    static void the_picture_is_drawn_from_the_compiled_classes(JavaClasses classes) throws IOException {
        assertThat(Files.readString(PAGE)).contains("```text\n" + picture(dependencies(classes)) + "```\n");
    }

    @ArchTest
    static void every_class_that_the_page_names_is_there(JavaClasses classes) throws IOException {
        List<String> named = CLASS.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> ROOT + match.group(1))
                .toList();

        assertThat(named).isNotEmpty().allMatch(classes::contain);
    }

    /**
     * The packages from the top down, each on the lowest level above all that it uses, with arrows to those of them that it
     * does not reach by way of another.
     */
    private static String picture(Map<String, Set<String>> used) {
        Map<Integer, List<String>> levels = new TreeMap<>(Comparator.reverseOrder());
        used.keySet()
                .forEach(name -> levels.computeIfAbsent(level(name, used), level -> new ArrayList<>())
                        .add(name));
        int width = used.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        levels.forEach((level, names) -> {
            String number = String.format("%2d  ", level);
            for (String name : names) {
                Set<String> arrows = direct(name, used);
                String line = arrows.isEmpty()
                        ? name
                        : String.format("%-" + width + "s --> %s", name, String.join(", ", arrows));
                text.append(number).append(line).append('\n');
                number = "    ";
            }
        });
        return text.toString();
    }

    private static int level(String name, Map<String, Set<String>> used) {
        return used.get(name).stream()
                .mapToInt(other -> 1 + level(other, used))
                .max()
                .orElse(0);
    }

    private static Set<String> direct(String name, Map<String, Set<String>> used) {
        Set<String> direct = new TreeSet<>(used.get(name));
        used.get(name).forEach(other -> direct.removeAll(reached(other, used)));
        return direct;
    }

    private static Set<String> reached(String name, Map<String, Set<String>> used) {
        Set<String> reached = new TreeSet<>(used.get(name));
        used.get(name).forEach(other -> reached.addAll(reached(other, used)));
        return reached;
    }

    /** Each package with those that it uses, in the order of the alphabet. */
    private static Map<String, String> used(JavaClasses classes) {
        Map<String, String> text = new TreeMap<>();
        dependencies(classes)
                .forEach((name, others) -> text.put(name, others.isEmpty() ? "-" : String.join(", ", others)));
        return text;
    }

    private static Map<String, Set<String>> dependencies(JavaClasses classes) {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass one : classes) {
            if (!one.getPackageName().startsWith(ROOT)) {
                continue;
            }
            Set<String> others = used.computeIfAbsent(name(one), name -> new TreeSet<>());
            one.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(JavaClass::getBaseComponentType)
                    .filter(other -> other.getPackageName().startsWith(ROOT))
                    .map(ArchitecturePageTest::name)
                    .filter(other -> !other.equals(name(one)))
                    .forEach(others::add);
        }
        return used;
    }

    private static String name(JavaClass one) {
        return one.getPackageName().substring(ROOT.length());
    }
}
