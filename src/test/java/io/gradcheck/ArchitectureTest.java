package io.gradcheck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The packages, each above all that it uses, and what may be seen of them. */
@AnalyzeClasses(packages = "io.gradcheck", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int MOST_TYPES = 29;
    private static final int MOST_PUBLIC_TYPES = 140;

    /** Each package with all the packages it may use. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            entry("argument", ""),
            entry("subject", "argument"),
            entry("subject.manifold", "subject"),
            entry("subject.vector", "subject argument"),
            entry("subject.boosting", "subject.vector subject argument"),
            entry("numeric", ""),
            entry("finding", ""),
            entry("nn", "subject argument"),
            entry("nn.layers", "nn subject argument"),
            entry("source.cases", "subject argument"),
            entry("source", "source.cases subject.manifold subject argument"),
            entry("source.network", "source source.cases nn nn.layers subject argument"),
            entry("check.probe", "subject numeric finding argument"),
            entry("check.decision", "check.probe finding subject numeric"),
            entry("check.localise", "check.probe finding subject numeric"),
            entry("check.jacobian", "check.probe finding subject numeric"),
            entry("check.hypothesis", "check.localise check.probe finding subject numeric"),
            entry(
                    "check.diagnose",
                    "check.hypothesis check.jacobian check.localise check.decision check.probe finding subject numeric"),
            entry("check.law", "check.decision check.probe finding subject numeric"),
            entry(
                    "check",
                    "check.law check.diagnose check.hypothesis check.jacobian check.localise check.decision check.probe finding subject numeric argument"),
            entry("result", "finding"),
            entry("report.view", "result finding"),
            entry("report", "report.view result"),
            entry("recording", "check result finding nn"),
            entry("running", "recording source.cases check result finding subject.vector subject argument"),
            entry("assertj", "check finding subject argument"),
            entry("verification", "report report.view result finding"),
            entry("maven", "verification report result finding"),
            entry("campaign.crew", ""),
            entry("campaign.worker", ""),
            entry("campaign.count", "result finding source source.cases"),
            entry(
                    "campaign",
                    "campaign.crew campaign.worker campaign.count recording source.network source source.cases check result finding nn subject argument"),
            entry(
                    "junit",
                    "campaign campaign.count recording source.network source source.cases report check result finding nn.layers nn subject"),
            entry(
                    "jqwik",
                    "campaign campaign.count recording source.network source source.cases check result finding nn subject argument"),
            entry(
                    "cli",
                    "verification campaign recording source.network source report check result finding nn subject"));

    @ArchTest
    static final ArchRule packages_use_those_below_them_only = architecture();

    @ArchTest
    static final ArchRule every_class_lives_in_one_of_them =
            classes().should().resideInAnyPackage(names(PACKAGES.keySet()));

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("io.gradcheck.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_checker_uses_its_inner_packages = noClasses()
            .that()
            .resideOutsideOfPackage("io.gradcheck.check..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gradcheck.check.*..");

    @ArchTest
    static final ArchRule public_signatures_name_no_internal_type =
            classes().that().arePublic().and(arePublished()).should(nameNoInternalType());

    @ArchTest
    static void packages_are_small(JavaClasses classes) {
        Map<String, Long> sizes = topLevel(classes)
                .filter(one -> !one.getSimpleName().startsWith("Jte"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));

        assertThat(sizes.values()).as("%s", sizes).allMatch(size -> size <= MOST_TYPES);
    }

    @ArchTest
    static void what_users_may_see_is_little(JavaClasses classes) {
        List<String> published = topLevel(classes)
                .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC) && !isInternal(one))
                .map(JavaClass::getName)
                .sorted()
                .toList();

        assertThat(published).hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
    }

    @ArchTest
    static final ArchRule only_its_adapter_loads_a_test_library = noClasses()
            .that()
            .resideOutsideOfPackages("io.gradcheck.jqwik..", "io.gradcheck.junit..", "io.gradcheck.assertj..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "net.jqwik..", "org.assertj..")
            .because("a project without that library must be able to load every other package");

    @ArchTest
    static final ArchRule only_the_assertions_load_assertj = noClasses()
            .that()
            .resideOutsideOfPackage("io.gradcheck.assertj..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.assertj..")
            .because("a project with JUnit or jqwik need not have AssertJ");

    @ArchTest
    static final ArchRule the_assertions_load_no_test_engine = noClasses()
            .that()
            .resideInAPackage("io.gradcheck.assertj..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "net.jqwik..")
            .because("AssertJ is used with test engines of any kind");

    @ArchTest
    static final ArchRule one_class_loads_the_native_library = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.gradcheck.nn.NativeProduct")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ludovic..")
            .because("a project without that library must be able to load every other class");

    @ArchTest
    static final ArchRule only_the_goals_know_maven = noClasses()
            .that()
            .resideOutsideOfPackage("io.gradcheck.maven..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.maven..")
            .because("Maven is on the class path of its plugins only");

    @ArchTest
    static final ArchRule chance_always_has_a_seed = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom")
            .because("whatever is drawn must be repeatable from a printed seed");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule state_is_private_to_its_package =
            fields().that().areNotStatic().should().notBePublic().andShould().notBeProtected();

    @ArchTest
    static final ArchRule nothing_global_changes = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("a tolerance or a seed that one test changes for another cannot be repeated");

    @ArchTest
    static final ArchRule null_is_spelled_out_everywhere = classes()
            .that()
            .doNotHaveFullyQualifiedName("io.gradcheck.maven.HelpMojo") // generated
            .should(liveInANullMarkedPackage());

    private static LayeredArchitecture architecture() {
        LayeredArchitecture architecture =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : PACKAGES.keySet()) {
            architecture = architecture.layer(name).definedBy("io.gradcheck." + name);
        }
        for (Map.Entry<String, String> one : PACKAGES.entrySet()) {
            LayeredArchitecture.LayerDependencySpecification arrows = architecture.whereLayer(one.getKey());
            architecture = one.getValue().isEmpty()
                    ? arrows.mayNotAccessAnyLayer()
                    : arrows.mayOnlyAccessLayers(one.getValue().split(" "));
        }
        return architecture;
    }

    private static String[] names(Set<String> packages) {
        return Stream.concat(Stream.of("io.gradcheck"), packages.stream().map(one -> "io.gradcheck." + one))
                .toArray(String[]::new);
    }

    private static Stream<JavaClass> topLevel(JavaClasses classes) {
        return classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(one -> !one.getSimpleName().equals("package-info"))
                .filter(one -> !one.getName().equals("io.gradcheck.maven.HelpMojo")); // generated
    }

    private static boolean isInternal(JavaClass one) {
        return one.getPackage().isAnnotatedWith(Internal.class);
    }

    private static DescribedPredicate<JavaClass> arePublished() {
        return DescribedPredicate.describe("are not internal", one -> !isInternal(one));
    }

    private static ArchCondition<JavaClass> nameNoInternalType() {
        return new ArchCondition<>("name no internal type in public signatures") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Stream<JavaCodeUnit> units = item.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                                || unit.getModifiers().contains(JavaModifier.PROTECTED))
                        .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC));
                units.forEach(unit -> Stream.concat(
                                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                                unit.getParameterTypes().stream()
                                        .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
                        .map(JavaClass::getBaseComponentType)
                        .filter(ArchitectureTest::isInternal)
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(unit, unit.getFullName() + " names " + type.getName()))));
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package annotated with @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                JavaPackage home = item.getPackage();
                boolean marked = home.isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        item, marked, item.getName() + ": package " + home.getName() + " is not @NullMarked"));
            }
        };
    }
}
