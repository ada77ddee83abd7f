package wild;

import io.gradcheck.finding.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Derivatives of large libraries are told right or wrong, exactly as they are. */
class LargeTest {

    @TestFactory
    Stream<DynamicContainer> libraries() {
        return LargeLibraries.all().stream()
                .map(library -> DynamicContainer.dynamicContainer(
                        library.name(),
                        library.rows().stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> holds(row)))));
    }

    private static void holds(Expected expected) {
        Outcome outcome = Outcome.of(expected);
        Told.assertAs(expected, outcome);
        if (expected.verdict() == Verdict.FAIL) {
            confirm(expected, outcome);
        }
    }

    static void confirm(Expected expected, Outcome outcome) {
        if (LargeEvidence.isOfCalls(expected.evidence())) {
            LargeEvidence.confirmSecond(expected.subject().get(), expected.evidence());
        } else {
            Confirmation.of(outcome, expected.evidence());
        }
    }
}
