package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** A mistake looks the same in cases of any size, and not like another one. */
class SignaturesTest {

    private static Signatures of(DoubleUnaryOperator derivative, double... at) {
        return of(Subject.scalar("sin", Math::sin, derivative, at));
    }

    private static Signatures of(Subject subject) {
        return Signatures.of(GradientChecker.standard().check(subject));
    }

    private final Signatures doubled = of(x -> 2 * Math.cos(x), 0.3, 1.2, 4);

    @Test
    void a_diagnosis_has_no_numbers() {
        assertThat(doubled.main()).isEqualTo("constant factor #");
        assertThat(doubled.all()).contains("constant factor #");
    }

    @Test
    void a_smaller_case_shows_the_same_mistake_and_another_mistake_does_not() {
        assertThat(of(x -> 2 * Math.cos(x), 0.3).show(doubled.main())).isTrue();
        assertThat(of(x -> -Math.cos(x), 0.3).show(doubled.main())).isFalse();
        assertThat(of(Math::cos, 0.3).show(doubled.main())).isFalse();
    }

    @Test
    void without_a_diagnosis_the_variables_may_become_fewer_but_not_others() {
        Signatures two = new Signatures(List.of("undiagnosed in W#, b#"));

        assertThat(new Signatures(List.of("undiagnosed in b#")).show(two.main()))
                .isTrue();
        assertThat(new Signatures(List.of("undiagnosed in b#, x")).show(two.main()))
                .isFalse();
        assertThat(of(x -> Math.sin(x), 0.3).main()).isEqualTo("undiagnosed in x");
    }

    @Test
    void what_is_undecided_is_named_by_its_reason_and_what_is_right_by_none() {
        assertThat(of(Subject.scalar("sqrt", Math::sqrt, x -> 0.5 / Math.sqrt(x), 0))
                        .main())
                .startsWith("the entry is not finite, at an edge of the domain");
        assertThat(of(Subject.scalar("one", x -> 1, x -> 0, 0.3)).main()).isEqualTo("nothing could be seen");
        assertThat(of(Math::cos, 0.3).all()).containsExactly("no finding");
    }

    /** {@code f(A) = sum (a_ij - a_ji) + sum a_ii^2 / 2}; its gradient transposed. */
    private static final FunctionSource TRANSPOSED = FunctionSource.of(
                    "matrix",
                    (sizes, input) -> Subject.of(
                            "matrix",
                            input,
                            at -> Tensor.scalar(value(Objects.requireNonNull(at.get("a")))),
                            (at, upstream) -> Map.of(
                                    "a", transposedGradient(Objects.requireNonNull(at.get("a")), upstream.get()))))
            .input("a", s -> new int[] {3, 3});

    private static double value(Tensor a) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += a.get(i, i) * a.get(i, i) / 2;
            for (int j = i + 1; j < 3; j++) {
                sum += (i + j) * (a.get(i, j) - a.get(j, i));
            }
        }
        return sum;
    }

    private static Tensor transposedGradient(Tensor a, double upstream) {
        Tensor gradient = Tensor.zeros(3, 3);
        for (int i = 0; i < 3; i++) {
            gradient.set(upstream * a.get(i, i), i, i);
            for (int j = i + 1; j < 3; j++) {
                gradient.set(upstream * (i + j), j, i);
                gradient.set(-upstream * (i + j), i, j);
            }
        }
        return gradient;
    }

    @Test
    void a_case_is_shrunk_as_long_as_it_looks_like_its_mistake_more_than_like_another() {
        Subject atZero = TRANSPOSED.subject(Map.of(), Map.of("a", Tensor.zeros(3, 3)), 1);
        assertThat(of(atZero).all()).as("at zero it looks like both").containsExactly("sign flipped", "transposed");

        FindingGroup group = Campaign.of(TRANSPOSED).tries(50).run().findings().get(0);

        assertThat(group.signature()).isEqualTo("transposed");
        assertThat(group.summary()).element(1).asString().startsWith("looks like: transposed");
        assertThat(group.steps()).isPositive();
    }
}
