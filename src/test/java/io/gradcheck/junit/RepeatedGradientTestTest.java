package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.repeat.RepeatedCodes;
import io.gradcheck.campaign.repeat.RepeatedCodes.Found;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The annotation that a failed test tells compiles, and fails with the same numbers. */
class RepeatedGradientTestTest {

    static class Wrong {
        @GradientTest(tries = 2)
        void wrong(GradientChecker checker, Random random) {
            checker.check(Subject.scalar("sin", Math::sin, x -> 2 * Math.cos(x), random.nextDouble()));
        }
    }

    private static @Nullable Throwable thrown(Class<?> type) {
        String failure = Runs.failures(Runs.run(type)).get("wrong");
        return failure == null ? null : new AssertionError(row(failure));
    }

    /** The numbers of the wrong entry, of which every seed has others. */
    private static String row(String failure) {
        return failure.lines().filter(line -> line.contains("x[0]")).findFirst().orElseThrow();
    }

    private static String code(String annotation) {
        return "package io.gradcheck.junit;\n\n" + annotation
                + "\nclass Repeat extends RepeatedGradientTestTest.Wrong {}\n";
    }

    private final RepeatedCodes codes =
            new RepeatedCodes(RepeatedGradientTestTest.class, (type, found) -> thrown(type));

    private void add(String seed) {
        EngineExecutionResults results = Runs.run(Wrong.class, Map.of("gradcheck.seed", seed));
        for (String failure : Runs.failures(results).get("wrong").split("\n---\n", -1)) {
            String annotation = failure.substring(failure.lastIndexOf("repeat this test: ") + 18);
            codes.add(new Found(annotation, row(failure), code(annotation), null));
        }
    }

    @Test
    void every_seed_repeats_its_failure() throws IOException {
        for (String seed : new String[] {"1", "-5", "2147483647", "-9223372036854775808", "9223372036854775806"}) {
            add(seed);
        }

        assertThat(codes.size()).isEqualTo(10);
        assertThat(codes.problems()).isEmpty();
    }

    @Test
    void another_seed_is_noticed() throws IOException {
        add("1");
        String first = Runs.failures(Runs.run(Wrong.class)).get("wrong");
        codes.add(new Found("other", row(first), code("@GradientSeed(3)"), null));
        codes.add(new Found("too large", row(first), code("@GradientSeed(3000000000)"), null));

        assertThat(codes.problems()).containsOnlyKeys("002 other", "003 too large");
    }
}
