package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Versions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** The command line over everything that has a derivative. */
class VersionsFuzzTest {

    private static volatile TensorSource source = Versions.JACOBIAN.right();

    /** A source that the command line makes by its name. */
    public static class OfSource implements SubjectSource {
        private final TensorSource cases = source;

        @Override
        public String name() {
            return cases.name();
        }

        @Override
        public SubjectCase draw(RandomGenerator random, Sizes sizes) {
            return cases.draw(random, sizes);
        }

        @Override
        public SubjectCase restore(Map<String, Object> data) {
            return cases.restore(data);
        }
    }

    private final StringWriter out = new StringWriter();

    private int fuzz() {
        return new CommandLine(new FuzzCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute("--in-process", "--source", OfSource.class.getName());
    }

    @ParameterizedTest
    @EnumSource
    void a_right_version_ends_with_0(Versions version) {
        source = version.right();

        assertThat(fuzz()).as(out.toString()).isZero();
    }

    @Tag("thorough")
    @ParameterizedTest
    @EnumSource
    void a_wrong_version_ends_with_1(Versions version) {
        source = version.wrong();

        assertThat(fuzz()).isEqualTo(1);
        assertThat(out.toString()).contains("1000 cases of seed 1", "is WRONG", "; shrunk in ");
    }
}
