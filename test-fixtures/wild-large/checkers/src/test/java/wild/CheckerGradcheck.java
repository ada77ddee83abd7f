package wild;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** This one. */
final class CheckerGradcheck implements Checker {

    @Override
    public String name() {
        return "gradcheck";
    }

    @Override
    public Check check(CheckedFunction function, CheckedFunction.Code code) {
        Subject plain = Subject.of(
                "f",
                Map.of("x", Tensor.of(function.shape(), function.at().clone())),
                point -> Tensor.scalar(code.value(point.get("x").values())),
                (point, upstream) -> {
                    double[] gradient = code.gradient(point.get("x").values());
                    return Map.of(
                            "x",
                            Tensor.of(
                                    function.shape(),
                                    Arrays.stream(gradient)
                                            .map(g -> upstream.get() * g)
                                            .toArray()));
                });
        Subject subject = function.isFloat() ? plain.withPrecision(Precision.FLOAT) : plain;
        return () -> answer(GradientChecker.standard().seed(1).check(subject));
    }

    static Answer answer(GradientReport report) {
        Kind kind = switch (report.verdict()) {
            case PASS, KINK -> Kind.RIGHT;
            case FAIL -> Kind.WRONG;
            case INCONCLUSIVE -> Kind.UNDECIDED;
        };
        List<String> words = new ArrayList<>();
        if (report.verdict() == Verdict.KINK || report.verdict() == Verdict.INCONCLUSIVE) {
            words.add(report.verdict().toString());
        }
        for (Finding finding : report.findings()) {
            if (finding.verdict() == Verdict.FAIL) {
                words.add(entries(finding));
                finding.diagnoses().stream().findFirst().map(Diagnosis::mistake).ifPresent(words::add);
            }
        }
        for (LawFinding law : report.laws()) {
            if (law.verdict() == Verdict.FAIL) {
                words.add("law " + law.law());
            }
        }
        return new Answer(kind, String.join("; ", words));
    }

    private static String entries(Finding finding) {
        List<WrongEntry> wrong = finding.wrongEntries();
        return wrong.size() > 4
                ? wrong.size() + " entries of " + finding.name()
                : wrong.stream()
                        .sorted(Comparator.comparing(WrongEntry::index, Arrays::compare))
                        .map(entry -> finding.name() + entry.indexText())
                        .collect(Collectors.joining(", "));
    }
}
