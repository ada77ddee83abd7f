package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.finding.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Derivatives of large libraries are told right or wrong, exactly as they are. */
class LargeTest {

    private static final List<String> ADVICE =
            List.of("check at another point", "allow more: maxEvaluations(", "remedy   ");

    @TestFactory
    Stream<DynamicContainer> libraries() {
        return LargeLibraries.all().stream()
                .map(library -> DynamicContainer.dynamicContainer(
                        library.name(),
                        library.rows().stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> holds(row)))));
    }

    private static void holds(Expected expected) {
        Outcome outcome = Outcome.of(expected);
        assertEquals(
                expected.verdict() + " | " + expected.wrong() + " | " + expected.looksLike(),
                outcome.verdict() + " | " + outcome.wrong() + " | " + outcome.looksLike(),
                () -> outcome.report().toString());
        if (expected.verdict() == Verdict.FAIL) {
            confirm(expected, outcome);
        }
        String text = outcome.report().toString();
        if (expected.verdict() == Verdict.INCONCLUSIVE) {
            assertTrue(ADVICE.stream().anyMatch(text::contains), () -> "no advice: " + text);
        }
    }

    static void confirm(Expected expected, Outcome outcome) {
        if (expected.evidence().kind().equals(LargeEvidence.SECOND_CALL)) {
            LargeEvidence.confirmSecond(expected.subject().get(), expected.evidence());
        } else {
            Confirmation.of(outcome, expected.evidence());
        }
    }
}
