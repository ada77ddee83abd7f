package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page api.md has a line for every type that users may see, under its package, and for no other. */
@AnalyzeClasses(packages = "io.gradcheck", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiPageTest {

    private static final Path PAGE = Path.of("src/site/markdown/api.md");
    private static final Pattern PACKAGE = Pattern.compile("## `([a-z.]+)`");
    private static final Pattern TYPE = Pattern.compile("\\| `(\\w+)` \\| \\S.* \\|");

    @ArchTest
    static void every_public_type_has_one_line_and_no_line_is_stale(JavaClasses classes) throws IOException {
        List<String> published = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(one -> !one.getPackage().isAnnotatedWith(Internal.class))
                .map(JavaClass::getName)
                .toList();

        assertThat(onPage()).containsExactlyInAnyOrderElementsOf(published);
    }

    private static List<String> onPage() throws IOException {
        List<String> types = new ArrayList<>();
        String home = "";
        for (String line : Files.readAllLines(PAGE)) {
            Matcher heading = PACKAGE.matcher(line);
            Matcher row = TYPE.matcher(line);
            if (heading.matches()) {
                home = heading.group(1) + ".";
            } else if (row.matches()) {
                types.add(home + row.group(1));
            }
        }
        return types;
    }
}
