package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the build keeps out of the published Javadoc and of the comparison with the last release. */
@AnalyzeClasses(packages = "io.gradcheck", importOptions = ImportOption.DoNotIncludeTests.class)
class InternalPackagesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LIST = Pattern.compile("<internal\\.packages>([^<]*)</internal\\.packages>");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*.*?\\*/");
    private static final Pattern LINK = Pattern.compile("(?:\\{@link(?:plain)?|@see|@throws)\\s+([\\w.]+)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import ([a-z.]+)\\.(\\w+);");

    @ArchTest
    static void the_list_of_the_build_is_that_of_the_packages_with_the_annotation(JavaClasses classes)
            throws IOException {
        Matcher list = LIST.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(list.find()).as("the property internal.packages").isTrue();

        assertThat(list.group(1).split(";")).containsExactlyElementsOf(internal(classes));
    }

    @ArchTest
    static void published_javadoc_links_to_published_types_only(JavaClasses classes) throws IOException {
        Set<String> internal = internal(classes);

        assertThat(sources())
                .filteredOn(source -> !internal.contains(packageOf(source)))
                .hasSizeGreaterThan(100)
                .allSatisfy(source -> assertThat(linkedPackages(Files.readString(source)))
                        .as("packages that the Javadoc of %s links to", source)
                        .doesNotContainAnyElementsOf(internal));
    }

    private static Set<String> internal(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackage)
                .filter(one -> one.isAnnotatedWith(Internal.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String packageOf(Path source) {
        return SOURCES.relativize(source.getParent()).toString().replace('/', '.');
    }

    /** The packages of the linked types that are imported or named in full. */
    private static Set<String> linkedPackages(String source) {
        Map<String, String> imported = new HashMap<>();
        IMPORT.matcher(source).results().forEach(one -> imported.put(one.group(2), one.group(1)));
        return COMMENT.matcher(source)
                .results()
                .flatMap(comment -> LINK.matcher(comment.group()).results())
                .map((MatchResult link) -> link.group(1))
                .map(name -> imported.getOrDefault(name.replaceFirst("\\..*", ""), name.replaceFirst("\\.[A-Z].*", "")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
