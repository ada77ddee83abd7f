package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A subject some of whose outputs are left out. */
class MaskedSubjectTest {

    @Test
    void entries_and_outputs_keep_their_names() {
        Subject named = Subject.scalar("sin", Math::sin, Math::cos, 0.3, 0.8)
                .named("a", "b")
                .withOutputNames("u", "v");
        Subject masked = new MaskedSubject(named, 7);

        assertThat(masked.entryNames()).containsExactly(Map.entry("x", List.of("a", "b")));
        assertThat(masked.outputNames()).containsExactly("u", "v");
    }
}
