package wild;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The checks of one library, as a table of what is expected. */
final class Checks {

    private final List<Expected> rows = new ArrayList<>();

    List<Expected> rows() {
        return rows;
    }

    void pass(String name, Supplier<Subject> subject) {
        pass(name, checker -> checker, subject);
    }

    void pass(String name, UnaryOperator<GradientChecker> checker, Supplier<Subject> subject) {
        rows.add(new Expected(name, subject, checker, Verdict.PASS, "", "", null, ""));
    }

    void kink(String name, Supplier<Subject> subject) {
        rows.add(new Expected(name, subject, checker -> checker, Verdict.KINK, "", "", null, ""));
    }

    void inconclusive(String name, Supplier<Subject> subject) {
        rows.add(new Expected(name, subject, checker -> checker, Verdict.INCONCLUSIVE, "", "", null, ""));
    }

    void fail(
            String name, Supplier<Subject> subject, String wrong, String looksLike, Evidence evidence, String mistake) {
        rows.add(new Expected(name, subject, checker -> checker, Verdict.FAIL, wrong, looksLike, evidence, mistake));
    }
}
