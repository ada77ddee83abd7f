package io.gradcheck.junit;

import static io.gradcheck.junit.Runs.IN_PARALLEL;
import static io.gradcheck.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Law;
import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A test for every variable and law, and what becomes of each. */
class GradientTestsTest {

    private static final Subject RIGHT = Subject.scalar("sin", Math::sin, Math::cos, 0.3);
    private static final Subject WRONG = Subject.scalar("sin", Math::sin, Math::sin, 0.3);
    private static final Subject KINKED = Subject.scalar("abs", Math::abs, Math::signum, 0, 1);
    private static final Subject UNDECIDED = Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0);
    private static final Subject OUTSIDE = Subject.scalar("root", Math::sqrt, x -> 0.5 / Math.sqrt(x), -1);
    private static final Subject CONSTANT = Subject.scalar("one", x -> 1, x -> 0, 0.3);
    private static final Subject THROWING = Subject.scalar("throwing", GradientTestsTest::thrown, x -> 1, 0.3);
    private static final Subject POINTLESS = new ForwardingSubject(RIGHT) {
        @Override
        public Map<String, Tensor> point() {
            throw new IllegalStateException("no point");
        }
    };
    private static final Subject EMPTY = new ForwardingSubject(Subject.scalar("empty", Math::sin, Math::cos, 0.3)) {
        @Override
        public Map<String, Tensor> point() {
            return Map.of();
        }
    };

    private static double thrown(double x) {
        throw new IllegalStateException("no value at " + x);
    }

    /** {@code c x}, with a gradient by {@code c} that is half of the truth. */
    private static final Subject HALF = Subject.of(
            "product",
            new TreeMap<>(Map.of("c", Tensor.scalar(2), "x", Tensor.scalar(3))),
            at -> Tensor.scalar(at.get("c").get() * at.get("x").get()),
            (at, u) -> Map.of(
                    "c", Tensor.scalar(0.5 * at.get("x").get() * u.get()),
                    "x", Tensor.scalar(at.get("c").get() * u.get())));

    private static final Subject UNTIDY = Subject.of(
            "untidy",
            Map.of("x", Tensor.vector(1, 2)),
            at -> {
                double y = at.get("x").values()[0];
                at.get("x").values()[0] = 7;
                return Tensor.scalar(y);
            },
            (at, u) -> Map.of("x", Tensor.vector(u.get(), 0)));

    private static final List<String> LAWS = Stream.of(Law.values())
            .filter(law -> law != Law.BATCH_IS_SUM)
            .map(Law::requirement)
            .toList();

    static class Each {
        @TestFactory
        Stream<DynamicNode> of_each() {
            return GradientTests.of(RIGHT, HALF, UNTIDY, KINKED, UNDECIDED, CONSTANT, THROWING, POINTLESS, EMPTY);
        }

        @TestFactory
        Stream<DynamicNode> with_a_checker() {
            GradientChecker checker = GradientChecker.standard()
                    .excluding("c")
                    .without(Law.FINITE, Law.SHAPES)
                    .allowVacuous();
            return GradientTests.of(checker, HALF);
        }

        @TestFactory
        Stream<DynamicNode> allowed() {
            return GradientTests.of(GradientChecker.standard().allowVacuous(), CONSTANT, OUTSIDE);
        }
    }

    private final EngineExecutionResults results = run(Each.class);
    private final List<String> succeeded = Runs.paths(results.testEvents().succeeded());
    private final Map<String, String> failures =
            Runs.messagesByPath(results.testEvents().failed());
    private final Map<String, String> aborted =
            Runs.messagesByPath(results.testEvents().aborted());

    @Test
    void a_subject_has_a_test_for_each_variable_and_law() {
        List<String> wanted = new ArrayList<>(List.of("of_each()/sin/gradient of x"));
        LAWS.forEach(law -> wanted.add("of_each()/sin/" + law));

        assertThat(succeeded.stream().filter(path -> path.startsWith("of_each()/sin/")))
                .containsExactlyElementsOf(wanted);
    }

    @Test
    void a_wrong_gradient_fails_the_test_of_its_variable_with_its_text() {
        assertThat(failures.get("of_each()/product/gradient of c")).isEqualTo("""
                        product: gradient of c is WRONG   seed 1   (repeat: GradientChecker.standard().seed(1))
                          looks like: constant factor 1/2; analytic/numeric = 0.5
                          at  analytic     numeric      difference  allowed
                          c   1.500000000  3.000000000  1.5e+00     2.6e-12
                        """.stripTrailing());
        assertThat(succeeded).contains("of_each()/product/gradient of x");
    }

    @Test
    void a_broken_law_fails_the_test_of_that_law_with_its_text() {
        assertThat(failures.get("of_each()/untidy/" + Law.ARGUMENTS_UNTOUCHED.requirement()))
                .startsWith("untidy: law ARGUMENTS_UNTOUCHED is BROKEN   seed 1")
                .contains("\n  found    x[0] is 1.000000000 before, 7.000000000 after");
        assertThat(succeeded).contains("of_each()/untidy/gradient of x");
    }

    @Test
    void kinks_pass() {
        assertThat(succeeded).contains("of_each()/abs/gradient of x");
    }

    @Test
    void where_nothing_can_be_said_the_test_is_aborted_with_the_reason() {
        assertThat(aborted.get("of_each()/sqrt/gradient of x")).startsWith("x is INCONCLUSIVE: ");
        assertThat(aborted.get("of_each()/sqrt/" + Law.FINITE.requirement()))
                .startsWith("sqrt: law FINITE is undecided");
    }

    @Test
    void a_subject_of_which_nothing_can_be_seen_fails_unless_that_is_allowed() {
        assertThat(failures.get("of_each()/one/gradient of x")).isEqualTo("""
                        one: INCONCLUSIVE, nothing could be seen of any variable: check at another point, or say allowVacuous() if that is intended   \
                        seed 1   (repeat: GradientChecker.standard().seed(1))
                          variable  entries  verdict  detection limit  relative  evaluations
                          x         1        PASS     5.8e-13          -         8            vacuous: nothing could have been seen; check at another point""");
        assertThat(succeeded).contains("allowed()/one/gradient of x");
    }

    /** Nothing can be seen of it either, but that is allowed. */
    @Test
    void a_subject_outside_its_domain_is_undecided_where_seeing_nothing_is_allowed() {
        assertThat(aborted.get("allowed()/root/gradient of x"))
                .startsWith("x is INCONCLUSIVE: the function is not finite at the point");
        assertThat(aborted.get("allowed()/root/" + Law.SHAPES.requirement()))
                .startsWith(
                        "root: law SHAPES could not be judged, with this outcome of the check:\nroot: INCONCLUSIVE, judged: 0 of 1 variable (1 undecided)   seed 1");
    }

    @Test
    void excluded_variables_and_laws_left_out_have_no_test() {
        List<String> wanted = new ArrayList<>(List.of("with_a_checker()/product/gradient of x"));
        LAWS.stream()
                .filter(law -> !law.equals(Law.FINITE.requirement()) && !law.equals(Law.SHAPES.requirement()))
                .forEach(law -> wanted.add("with_a_checker()/product/" + law));

        assertThat(succeeded.stream().filter(path -> path.startsWith("with_a_checker()")))
                .containsExactlyElementsOf(wanted);
    }

    @Test
    void what_a_check_throws_all_tests_of_the_subject_throw() {
        assertThat(failures.keySet().stream().filter(path -> path.startsWith("of_each()/throwing/")))
                .hasSize(1 + LAWS.size());
        assertThat(failures.get("of_each()/throwing/gradient of x"))
                .isEqualTo(
                        "subject throwing: found that it throws java.lang.IllegalStateException: no value at 0.3 at its "
                                + "point, wanted a point within its domain");
    }

    @Test
    void a_subject_without_a_point_is_one_test_that_fails() {
        assertThat(failures).containsEntry("of_each()/sin", "no point");
        assertThat(failures.get("of_each()/empty"))
                .isEqualTo("subject empty: found no variable in its point, wanted at least one to check");
    }

    @Test
    void those_and_no_others_fail() {
        assertThat(failures.keySet().stream().filter(path -> !path.contains("/throwing/")))
                .containsExactly(
                        "of_each()/product/gradient of c",
                        "of_each()/untidy/" + Law.ARGUMENTS_UNTOUCHED.requirement(),
                        "of_each()/one/gradient of x",
                        "of_each()/sin",
                        "of_each()/empty");
    }

    @Test
    void no_subject_at_all_is_refused() {
        assertThatThrownBy(GradientTests::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("subjects: found none, wanted at least one to check");
    }

    /** Counts its checks by the evaluations at its very point, and those that run beside each other. */
    private static final class Counted extends ForwardingSubject {
        private static final AtomicInteger CHECKS = new AtomicInteger();
        private final AtomicInteger within = new AtomicInteger();

        Counted(Subject subject) {
            super(subject);
        }

        @Override
        public Class<?> classUnderTest() { // asked once for each check, at its end
            CHECKS.incrementAndGet();
            return super.classUnderTest();
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> point) {
            assertThat(within.incrementAndGet()).as("threads at a time").isEqualTo(1);
            Tensor value = super.evaluate(point);
            within.decrementAndGet();
            return value;
        }
    }

    static class Many {
        static final Subject SHARED = new Counted(RIGHT);

        @TestFactory
        Stream<DynamicNode> first() {
            return GradientTests.of(Collections.nCopies(20, SHARED).stream());
        }

        @TestFactory
        Stream<DynamicNode> second() {
            return GradientTests.of(IntStream.range(0, 20).mapToObj(k -> new Counted(WRONG)));
        }
    }

    @Test
    void each_subject_is_checked_once_also_where_tests_run_beside_each_other() {
        for (Map<String, String> parameters : List.of(Map.<String, String>of(), IN_PARALLEL)) {
            Counted.CHECKS.set(0);
            EngineExecutionResults many = run(Many.class, parameters);

            assertThat(Counted.CHECKS).hasValue(40);
            assertThat(Runs.paths(many.testEvents().failed())).hasSize(20).containsOnly("second()/sin/gradient of x");
            assertThat(many.testEvents().succeeded().count()).isEqualTo(20 + 40L * LAWS.size());
        }
    }

    @Test
    void nothing_is_checked_before_the_tests_run() {
        Counted.CHECKS.set(0);

        assertThat(GradientTests.of(Many.SHARED)).hasSize(1);
        assertThat(Counted.CHECKS).hasValue(0);
    }

    @ExtendWith(GradientExtension.class)
    static class Extended {
        @TestFactory
        Stream<DynamicNode> right(GradientChecker checker) {
            return GradientTests.of(checker, RIGHT, KINKED);
        }

        @TestFactory
        Stream<DynamicNode> wrong(GradientChecker checker) {
            return GradientTests.of(checker, WRONG);
        }

        @TestFactory
        Stream<DynamicNode> right_by_the_standard_checker() {
            return GradientTests.of(RIGHT);
        }

        @TestFactory
        Stream<DynamicNode> more(GradientChecker checker) {
            return GradientTests.of(checker, Collections.nCopies(30, RIGHT).stream());
        }

        @TestFactory
        Stream<DynamicNode> nothing(GradientChecker checker) {
            assertThat(checker).isNotNull();
            return Stream.empty();
        }
    }

    @Test
    void under_the_extension_a_factory_is_not_judged_once_more() {
        for (Map<String, String> parameters : List.of(Map.<String, String>of(), IN_PARALLEL)) {
            EngineExecutionResults extended = run(Extended.class, parameters);

            assertThat(Runs.paths(extended.testEvents().failed()))
                    .containsExactly("wrong(GradientChecker)/sin/gradient of x");
            assertThat(Runs.messagesByPath(extended.containerEvents().failed()))
                    .containsOnlyKeys("nothing(GradientChecker)")
                    .extractingByKey("nothing(GradientChecker)")
                    .asString()
                    .startsWith("nothing was checked: nothing made no check");
        }
    }
}
