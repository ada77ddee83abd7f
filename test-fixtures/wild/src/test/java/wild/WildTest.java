package wild;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Derivatives of published libraries are told right or wrong, exactly as they are. */
class WildTest {

    @TestFactory
    Stream<DynamicContainer> libraries() {
        return Libraries.all().stream()
                .map(library -> DynamicContainer.dynamicContainer(
                        library.name(),
                        library.rows().stream()
                                .map(row -> DynamicTest.dynamicTest(row.name(), () -> holds(library, row)))));
    }

    private static void holds(Library library, Expected expected) {
        Outcome outcome = Outcome.of(expected);
        Told.assertAs(expected, outcome);
        if (expected.verdict() == Verdict.FAIL) {
            Confirmation.of(outcome, expected.evidence());
        }
        String text = outcome.report().toString();
        assertTrue(
                library.name().startsWith("hivemall") || !text.contains("single precision"),
                () -> "called single precision, and is in double: " + text);
        for (Finding finding : outcome.report().findings()) {
            assertFalse(
                    finding.verdict() == Verdict.INCONCLUSIVE
                            && finding.reason().isBlank(),
                    () -> "no reason, and no advice: " + outcome.report());
        }
    }
}
