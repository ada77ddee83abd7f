package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.finding.Verdict;
import java.util.List;

/** What a check says is what is expected of it, and of use where nothing is decided. */
final class Told {

    private static final List<String> ADVICE =
            List.of("check at another point", "allow more: maxEvaluations(", "remedy   ");

    private Told() {}

    static void assertAs(Expected expected, Outcome outcome) {
        assertEquals(
                expected.verdict() + " | " + expected.wrong() + " | " + expected.looksLike(),
                outcome.verdict() + " | " + outcome.wrong() + " | " + outcome.looksLike(),
                () -> outcome.report().toString());
        String text = outcome.report().toString();
        if (expected.verdict() == Verdict.INCONCLUSIVE) {
            assertTrue(ADVICE.stream().anyMatch(text::contains), () -> "no advice: " + text);
        }
    }
}
