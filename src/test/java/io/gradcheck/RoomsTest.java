package io.gradcheck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;

/** The house: packages are rooms, and arrows between them point downwards only. */
@AnalyzeClasses(packages = "io.gradcheck", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    /** Each room with all the rooms it may use. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("subject", Set.of()),
            entry("numeric", Set.of()),
            entry("nn", Set.of("subject")),
            entry("check", Set.of("subject", "numeric")),
            entry("result", Set.of("check", "subject", "numeric")),
            entry("campaign", Set.of("nn", "result", "check", "subject", "numeric")),
            entry("report", Set.of("result", "check", "subject", "numeric")),
            entry("jqwik", Set.of("campaign", "nn", "result", "check", "subject", "numeric")),
            entry("junit", Set.of("campaign", "nn", "result", "check", "subject", "numeric")),
            entry("assertj", Set.of("check", "subject", "numeric")),
            entry("maven", Set.of("report", "result", "check", "subject", "numeric")),
            entry("cli", Set.of("campaign", "report", "nn", "result", "check", "subject", "numeric")));

    @ArchTest
    static final ArchRule arrows_point_downwards = architecture();

    @ArchTest
    static final ArchRule every_class_lives_in_a_room = classes()
            .should()
            .resideInAnyPackage(ROOMS.keySet().stream().map(RoomsTest::packages).toArray(String[]::new));

    @ArchTest
    static final ArchRule only_its_adapter_loads_a_test_library = noClasses()
            .that()
            .resideOutsideOfPackages("io.gradcheck.jqwik..", "io.gradcheck.junit..", "io.gradcheck.assertj..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "net.jqwik..", "org.assertj..")
            .because("a project without that library must be able to load every other room");

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
    static final ArchRule state_is_private_to_its_room =
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
        for (String room : ROOMS.keySet()) {
            architecture = architecture.layer(room).definedBy(packages(room));
        }
        for (Map.Entry<String, Set<String>> room : ROOMS.entrySet()) {
            LayeredArchitecture.LayerDependencySpecification arrows = architecture.whereLayer(room.getKey());
            architecture = room.getValue().isEmpty()
                    ? arrows.mayNotAccessAnyLayer()
                    : arrows.mayOnlyAccessLayers(room.getValue().toArray(String[]::new));
        }
        return architecture;
    }

    private static String packages(String room) {
        return "io.gradcheck." + room + "..";
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package annotated with @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                JavaPackage room = item.getPackage();
                boolean marked = room.isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        item, marked, item.getName() + ": package " + room.getName() + " is not @NullMarked"));
            }
        };
    }
}
