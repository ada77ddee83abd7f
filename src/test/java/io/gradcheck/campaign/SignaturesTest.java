package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.subject.Subject;
import java.util.List;
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
}
