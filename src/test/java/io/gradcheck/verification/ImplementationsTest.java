package io.gradcheck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which classes must have been checked, and which can be fuzzed. */
class ImplementationsTest {

    /** As a project's own. */
    interface Block {}

    abstract static class Base implements Block {}

    static class Scale extends Base {}

    static class Shift extends Scale {
        Shift(int width) {}
    }

    @SuppressWarnings("ClassCanBeStatic") // the point of it: its constructor takes the object around it
    class Inner extends Base {}

    static class Other {}

    private static final String HERE = ImplementationsTest.class.getName() + "$";

    private final Path classes = Path.of("target", "test-classes").toAbsolutePath();
    private final Implementations implementations = new Implementations(classes, List.of(classes.toString()));

    @Test
    void concrete_classes_of_an_interface_and_of_a_class_are_found_and_no_others() {
        assertThat(implementations.of(List.of(HERE + "Block")))
                .containsExactly(HERE + "Inner", HERE + "Scale", HERE + "Shift");
        assertThat(implementations.of(List.of(HERE + "Scale", HERE + "Other")))
                .containsExactly(HERE + "Other", HERE + "Scale", HERE + "Shift");
    }

    @Test
    void a_build_directory_that_is_told_as_one_beside_the_module_is_understood() {
        Path roundabout = classes.resolve("../../target/test-classes");

        assertThat(new Implementations(roundabout, List.of(roundabout.toString())).of(List.of(HERE + "Block")))
                .hasSize(3);
    }

    @Test
    void classes_elsewhere_are_not_of_the_module() {
        assertThat(new Implementations(Path.of("target", "classes").toAbsolutePath(), List.of(classes.toString()))
                        .of(List.of(HERE + "Block")))
                .isEmpty();
    }

    @Test
    void an_unknown_type_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> implementations.of(List.of("com.acme.Missing")))
                .withMessage(
                        "types: found com.acme.Missing, which is not on the module's class path; wanted the full name "
                                + "of a class or interface");
    }

    @Test
    void only_what_needs_no_argument_can_be_made() {
        assertThat(implementations.madeWithoutArguments(HERE + "Block")).containsExactly(HERE + "Scale");
        assertThat(implementations.madeWithoutArguments("com.acme.Missing")).isEmpty();
    }

    @Test
    void patterns_choose_by_any_part_of_a_name() {
        List<String> names = List.of("com.acme.Scale", "com.acme.legacy.Scale", "com.acmeXScale");

        assertThat(Implementations.chosen(names, List.of(), List.of())).isEqualTo(names);
        assertThat(Implementations.chosen(names, List.of("com.acme.*"), List.of("*.legacy.*")))
                .containsExactly("com.acme.Scale");
        assertThat(Implementations.chosen(names, List.of("*Scale"), List.of("com.acme*")))
                .isEmpty();
    }
}
