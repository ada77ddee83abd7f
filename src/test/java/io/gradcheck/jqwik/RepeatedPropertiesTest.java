package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.repeat.PlantedSources;
import io.gradcheck.campaign.repeat.RepeatedCodes;
import io.gradcheck.campaign.repeat.RepeatedCodes.Found;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.network.Layers;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/** What a failed property tells to repeat it compiles, and fails in the same way. */
class RepeatedPropertiesTest {

    private static final GradientChecker CHECKER = GradientChecker.standard();

    @TempDir
    private Path directory;

    private static void checkWrong(double x) {
        CHECKER.check(Subject.scalar("sin", Math::sin, y -> 2 * Math.cos(y), x));
    }

    enum Colour {
        RED,
        GREEN
    }

    /** Its values can be written. */
    static class Written {
        @Property(tries = 10, seed = "3")
        void network(@ForAll @Depth(max = 1) @Width(min = 1, max = 3) NetworkCase network) {
            Subject right = network.subject();
            CHECKER.check(new io.gradcheck.campaign.SuspectSubject(right, "only the first example"));
        }

        @Property(tries = 10, seed = "3")
        void layer(@ForAll("layers") SubjectCase layer) {
            CHECKER.check(layer.subject()).throwIfFailed();
        }

        @Provide
        Arbitrary<SubjectCase> layers() {
            return CaseArbitraries.of(PlantedSources.named("SIGN named badly"));
        }

        @Property(tries = 10, seed = "3")
        void many_sizes(@ForAll("sized") SubjectCase layer) {
            CHECKER.check(layer.subject());
        }

        @Provide
        Arbitrary<SubjectCase> sized() {
            return CaseArbitraries.of(PlantedSources.named("FACTOR many sizes"));
        }

        @Property(tries = 10, seed = "3")
        void tensor_that_is_written_to(@ForAll @Shape({2, 2}) Tensor tensor) {
            tensor.values()[0] = tensor.values()[0] == 77 ? Double.NaN : 77;
            checkWrong(tensor.values()[0]);
        }

        @Property(tries = 10, seed = "3")
        void numbers(
                @ForAll double d,
                @ForAll float f,
                @ForAll int i,
                @ForAll long l,
                @ForAll short s,
                @ForAll byte b,
                @ForAll char c,
                @ForAll boolean z) {
            checkWrong(0.3);
        }

        @Property(tries = 10, seed = "3")
        void boxed(@ForAll Double d, @ForAll Float f, @ForAll Long l, @ForAll Character c, @ForAll BigDecimal big) {
            checkWrong(0.3);
        }

        @Property(tries = 10, seed = "3")
        void specials(@ForAll("special") double d, @ForAll("special") Double e, @ForAll("nasty") String text) {
            checkWrong(text.equals("a\\u\"b\n\0") && 1 / d < 0 ? 0.3 : Double.NaN);
        }

        @Provide
        Arbitrary<Double> special() {
            return Arbitraries.just(-0.0);
        }

        @Provide
        Arbitrary<String> nasty() {
            return Arbitraries.just("a\\u\"b\n\0");
        }

        @Property(tries = 10, seed = "3")
        void several(@ForAll List<Double> list, @ForAll Set<Colour> colours, @ForAll("arrays") double[] array) {
            checkWrong(0.3);
        }

        @Provide
        Arbitrary<double[]> arrays() {
            return Arbitraries.just(new double[] {Double.NaN, Double.MIN_VALUE, -0.0, Double.NEGATIVE_INFINITY});
        }

        private final double where = CHECKER.laws().size() / 20.0;

        @Group
        class Inner {
            @Property(tries = 10, seed = "3")
            void inner(@ForAll double d) {
                checkWrong(where);
            }
        }
    }

    /** A value that no expression makes. */
    record Pair(double one, double other) {}

    /** Its values or its class cannot be written. */
    static class Unwritten {
        @Property(tries = 10, seed = "3")
        void unwritten_source(@ForAll("layers") SubjectCase layer) {
            CHECKER.check(layer.subject());
        }

        @Provide
        Arbitrary<SubjectCase> layers() {
            return CaseArbitraries.of(PlantedSources.named("SIGN plain").altered(layer -> layer));
        }

        @Property(tries = 10, seed = "3")
        void subject(@ForAll("subjects") Subject subject) {
            CHECKER.check(subject);
        }

        @Provide
        Arbitrary<Subject> subjects() {
            return CaseArbitraries.subjects(PlantedSources.named("SIGN plain"));
        }

        @Property(tries = 10, seed = "3")
        void pair(@ForAll("pairs") Pair pair) {
            checkWrong(0.3);
        }

        @Provide
        Arbitrary<Pair> pairs() {
            return Combinators.combine(Arbitraries.doubles(), Arbitraries.doubles())
                    .as(Pair::new);
        }
    }

    /** It needs more than its values. */
    static class WithLifecycle {
        private double factor = 1;

        @BeforeTry
        void wrong() {
            factor = 2;
        }

        @Property(tries = 10, seed = "3")
        void prepared(@ForAll double d) {
            CHECKER.check(Subject.scalar("sin", Math::sin, y -> factor * Math.cos(y), 0.3));
        }
    }

    /** It fails for nothing that was checked, or not at all. */
    static class Untold {
        @Property(tries = 10, seed = "3")
        void right(@ForAll double d) {
            CHECKER.check(Layers.named("dense").at(1, 0).subject());
        }

        @Property(tries = 10, seed = "3")
        void of_its_own(@ForAll double d) {
            throw new IllegalStateException("not about a gradient");
        }
    }

    private @Nullable Throwable thrown(Class<?> type) {
        PropertyRuns runs = PropertyRuns.run(directory.resolve(type.getSimpleName()), type);
        return runs.with(Status.FAILED).contains("repeat") ? runs.thrown("repeat") : null;
    }

    @Tag("thorough")
    @Test
    void the_code_of_the_shrunk_values_fails_in_the_same_way() throws IOException {
        PropertyRuns runs = PropertyRuns.run(directory, Written.class);
        RepeatedCodes codes = new RepeatedCodes(RepeatedPropertiesTest.class, (type, found) -> thrown(type));
        List<String> failed = runs.with(TestExecutionResult.Status.FAILED);
        for (String property : failed) {
            String text = String.valueOf(runs.thrown(property).getMessage());
            Map<String, String> told = RepeatedCodes.codes(text);
            assertThat(told).as(text).hasSize(1);
            told.forEach((code, before) -> codes.add(new Found(property, before.strip(), code, null)));
        }

        assertThat(failed).hasSize(9);
        assertThat(codes.problems()).isEmpty();
    }

    @Tag("thorough")
    @Test
    void a_code_with_other_values_is_noticed() throws IOException {
        PropertyRuns runs = PropertyRuns.run(directory, Written.class);
        String text = String.valueOf(runs.thrown("specials").getMessage());
        RepeatedCodes codes = new RepeatedCodes(RepeatedPropertiesTest.class, (type, found) -> thrown(type));
        RepeatedCodes.codes(text).forEach((code, before) -> {
            codes.add(new Found("right", before.strip(), code, null));
            codes.add(new Found("zero", before.strip(), code.replaceFirst("-0\\.0", "0.0"), null));
            codes.add(new Found("text", before.strip(), code.replace("a\\\\u", "a\\\\v"), null));
        });

        assertThat(codes.problems()).containsOnlyKeys("001 zero", "002 text");
    }

    @Test
    void where_no_code_can_be_written_the_seed_is_told_and_why() {
        PropertyRuns unwritten = PropertyRuns.run(directory, Unwritten.class);
        PropertyRuns prepared = PropertyRuns.run(directory, WithLifecycle.class);

        assertThat(unwritten.thrown("unwritten_source").getMessage())
                .endsWith("\n  repeat with @Property(seed = \"3\"), as no Java expression is known that makes its "
                        + "parameter 1 of type SubjectCase");
        assertThat(unwritten.thrown("subject").getMessage()).endsWith("its parameter 1 of type Subject");
        assertThat(unwritten.thrown("pair").getMessage()).endsWith("its parameter 1 of type Pair");
        assertThat(prepared.thrown("prepared").getMessage())
                .endsWith("\n  repeat with @Property(seed = \"3\"), as methods of its class run before or after it");
        PropertyRuns again = PropertyRuns.run(directory.resolve("again"), Unwritten.class);
        Stream.of("unwritten_source", "subject", "pair")
                .forEach(property -> assertThat(again.thrown(property))
                        .hasMessage(unwritten.thrown(property).getMessage()));
    }

    @Test
    void what_is_not_about_a_gradient_is_left_alone() {
        PropertyRuns runs = PropertyRuns.run(directory, Untold.class);

        assertThat(runs.with(Status.SUCCESSFUL)).containsExactly("right");
        assertThat(runs.thrown("of_its_own")).hasMessage("not about a gradient");
    }
}
