package io.gradcheck.report;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.PartResult;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings that several tests share, or that are of one kind. */
final class SampleFindings {

    private static final Tensor EQUAL = Tensor.of(new int[] {2, 2}, 0.7, 0.7, 0.7, 0.7);

    private SampleFindings() {}

    /** A class whose tests meet one mistake so many times, and another one once; a variable of three axes is wrong. */
    static List<ClassResult> oneMistake(int times) {
        List<TestResult> tests = new ArrayList<>();
        for (int k = 0; k < times; k++) {
            tests.add(SampleResults.test("finds_it_" + k, Status.FAILED, SampleResults.wrongSign("cosine " + k)));
        }
        tests.add(SampleResults.test("another", Status.FAILED, ofThreeAxes("volume")));
        return List.of(
                SampleResults.of("com.acme.layers.OneMistakeTest", tests),
                SampleResults.of(
                        "com.acme.layers.RightTest",
                        List.of(SampleResults.test("is_right", Status.SUCCESSFUL, symmetric("symmetric")))));
    }

    /** The sum of the sines of a matrix whose entries are equal, so that few mistakes in their order can be seen. */
    static Subject symmetric(String name) {
        return Subject.of(
                        name,
                        Map.of("S", EQUAL),
                        at -> Tensor.scalar(sines(at.get("S"))),
                        (at, upstream) -> Map.of("S", cosines(at.get("S"), upstream)))
                .about(Math.class);
    }

    /** The same of another tensor too, of the shape 3 × 4 × 5, and one entry of its gradient wrong. */
    static Subject ofThreeAxes(String name) {
        double[] values = new double[60];
        Arrays.setAll(values, k -> Math.sin(3 + 2.3 * k));
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("T", Tensor.of(new int[] {3, 4, 5}, values));
        point.put("S", EQUAL);
        return Subject.of(name, point, at -> Tensor.scalar(sines(at.get("T")) + sines(at.get("S"))), (at, upstream) -> {
                    Tensor wrong = cosines(at.get("T"), upstream);
                    wrong.values()[33] += 0.5 * upstream.get();
                    return Map.of("T", wrong, "S", cosines(at.get("S"), upstream));
                })
                .about(Tensor.class);
    }

    private static double sines(Tensor x) {
        return Arrays.stream(x.values()).map(Math::sin).sum();
    }

    private static Tensor cosines(Tensor x, Tensor upstream) {
        return Tensor.of(
                x.shape(),
                Arrays.stream(x.values())
                        .map(value -> upstream.get() * Math.cos(value))
                        .toArray());
    }

    /** The campaign of a contract's laws, none wrong, one of which could be judged of no case. */
    static TestResult lawNotJudged() {
        SubjectResult right = new SubjectResult(
                "com.acme.layers.Flat",
                "FlatContract",
                1,
                100,
                0,
                Map.of(Verdict.PASS, 100L),
                0,
                0,
                4_000,
                0.4,
                1e-9,
                1e-9,
                null,
                List.of(),
                null);
        return new TestResult(
                "laws_hold",
                "junit-jupiter",
                "[engine:junit-jupiter]/laws_hold",
                Status.ABORTED,
                0.5,
                List.of(new PartResult(
                        "law FINITE: output and gradient are finite at the point",
                        Status.ABORTED,
                        "FlatContract: law FINITE could not be judged of any of 100 cases")),
                0,
                List.of(right));
    }
}
