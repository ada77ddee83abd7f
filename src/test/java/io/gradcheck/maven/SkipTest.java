package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a goal does nothing. */
class SkipTest {

    @TempDir
    private Path classes;

    private final Path missing = Path.of("target", "there-is-no-such-directory");

    @Test
    void each_reason_is_said_in_a_line() {
        assertThat(new Skip(true, true, true).reason("jar", classes, classes)).contains("gradcheck.skip is set");
        assertThat(new Skip(false, true, false).reason("jar", classes, classes))
                .contains("tests are skipped (skipTests is set)");
        assertThat(new Skip(false, false, true).reason("jar", classes, classes))
                .contains("tests are skipped (maven.test.skip is set)");
        assertThat(new Skip(false, false, false).reason("pom", classes, classes))
                .contains("a module of packaging pom has no classes");
        assertThat(new Skip(false, false, false).reason("jar", missing, missing))
                .contains("the module has no classes and no tests");
    }

    @Test
    void a_module_with_classes_or_tests_is_not_skipped() {
        assertThat(new Skip(false, false, false).reason("jar", classes, missing))
                .isEmpty();
        assertThat(new Skip(false, false, false).reason("jar", missing, classes))
                .isEmpty();
    }
}
