package wild;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The checks of one library, as a table of what is expected. */
final class Checks {

    private final List<Expected> rows = new ArrayList<>();

    List<Expected> rows() {
        return rows;
    }

    void expect(Verdict verdict, String name, Supplier<Subject> subject) {
        rows.add(new Expected(name, subject, verdict, "", "", null, ""));
    }

    void pass(String name, Supplier<Subject> subject) {
        expect(Verdict.PASS, name, subject);
    }

    void kink(String name, Supplier<Subject> subject) {
        expect(Verdict.KINK, name, subject);
    }

    void inconclusive(String name, Supplier<Subject> subject) {
        expect(Verdict.INCONCLUSIVE, name, subject);
    }

    void fail(
            String name, Supplier<Subject> subject, String wrong, String looksLike, Evidence evidence, String mistake) {
        rows.add(new Expected(name, subject, Verdict.FAIL, wrong, looksLike, evidence, mistake));
    }
}
