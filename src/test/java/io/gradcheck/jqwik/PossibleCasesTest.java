package io.gradcheck.jqwik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.source.Case;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.subject.Subject;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PossibleCasesTest {

    private static final int DRAWS = 500;

    private static FunctionSource upTo(int longest) {
        return FunctionSource.of(
                        "short",
                        (s, v) -> s.width() > longest
                                ? Case.skip("too long")
                                : Subject.of("short", v, at -> at.get("x"), (at, u) -> Map.of("x", u)))
                .input("x", s -> new int[] {s.width()});
    }

    @Test
    void impossible_cases_are_drawn_again() {
        PossibleCases possible = new PossibleCases(upTo(6));
        SplittableRandom random = new SplittableRandom(3);

        for (int k = 0; k < DRAWS; k++) {
            assertThat(possible.draw(random).subject().point().get("x").size()).isBetween(1, 6);
        }
    }

    @Test
    void where_most_are_impossible_that_is_told_with_the_reasons() {
        PossibleCases impossible = new PossibleCases(upTo(0));

        assertThatThrownBy(() -> impossible.draw(new SplittableRandom(3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "short: 100 of 100 cases were skipped, wanted 50% at most (too long 100); see @MostSkipped");
    }
}
