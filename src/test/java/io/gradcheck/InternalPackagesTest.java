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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the build keeps out of the published Javadoc and of the comparison with the last release. */
@AnalyzeClasses(packages = "io.gradcheck", importOptions = ImportOption.DoNotIncludeTests.class)
class InternalPackagesTest {

    private static final Pattern LIST = Pattern.compile("<internal\\.packages>([^<]*)</internal\\.packages>");

    @ArchTest
    static void the_list_of_the_build_is_that_of_the_packages_with_the_annotation(JavaClasses classes)
            throws IOException {
        Matcher list = LIST.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(list.find()).as("the property internal.packages").isTrue();

        Set<String> annotated = classes.stream()
                .map(JavaClass::getPackage)
                .filter(one -> one.isAnnotatedWith(Internal.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(list.group(1).split(";")).containsExactlyElementsOf(annotated);
    }
}
