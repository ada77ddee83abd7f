package io.gradcheck.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.CompletedCheck;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestName;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a test shows of a series. */
class RecordingTest {

    private final Recording recording = Recording.beside(new TestName("c", "m", "e", "1"));
    private final List<CompletedCheck> checks = new ArrayList<>();
    private final GradientChecker checker =
            GradientChecker.standard().unheard().heardBy(recording).heardBy(checks::add);

    @Test
    void a_check_that_is_chosen_is_shown_whatever_came_later() {
        recording.series();
        recording.shrinking();
        checker.check(Subject.scalar("smallest", Math::sin, Math::sin, 0.3).about(Math.class));
        checker.check(Subject.scalar("another mistake", Math::sin, x -> -Math.cos(x), 0.3)
                .about(Math.class));

        recording.show(checks.get(0));

        assertThat(recording.close().subjects()).singleElement().satisfies(series -> {
            assertThat(series.subject()).isEqualTo("smallest");
            assertThat(series.shown().text()).startsWith("smallest: gradient of x is WRONG");
            assertThat(series.shrinkingTries()).isEqualTo(2);
        });
    }

    @Test
    void the_seed_is_that_of_the_check_shown_unless_the_series_has_one() {
        checker.seed(7).check(Subject.scalar("sin", Math::sin, Math::cos, 0.3));
        assertThat(recording.close().subjects()).extracting(SubjectResult::seed).containsExactly(7L);

        recording.seed(-123456789012345L);
        assertThat(recording.close().subjects()).extracting(SubjectResult::seed).containsExactly(-123456789012345L);
    }
}
