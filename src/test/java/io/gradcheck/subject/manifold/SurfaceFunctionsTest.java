package io.gradcheck.subject.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.manifold.SurfaceFunctions.OnSurface;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two functions or more on each ready manifold, right and wrong, at random points and at special ones. */
class SurfaceFunctionsTest {

    private static final int CASES = 300;

    /** Far fewer than the 1,000 within which each has to be found; some points hide some mistakes. */
    private static final int CASES_OF_A_MISTAKE = 20;

    static List<OnSurface> functions() {
        return SurfaceFunctions.all();
    }

    static Stream<Arguments> mistakes() {
        return functions().stream()
                .flatMap(function ->
                        function.mistakes().keySet().stream().sorted().map(mistake -> Arguments.of(function, mistake)));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_right_gradient_passes(OnSurface function) {
        List<GradientReport> others = new ArrayList<>();
        for (int seed = 0; seed < CASES; seed++) {
            GradientReport report = GradientChecker.standard().seed(seed).check(function.right(seed));
            if (report.verdict() != Verdict.PASS) {
                others.add(report);
            }
        }

        assertThat(others).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_wrong_gradient_fails(OnSurface function, String mistake) {
        long failed = LongStream.range(0, CASES_OF_A_MISTAKE)
                .filter(seed -> GradientChecker.standard()
                                .seed(seed)
                                .check(function.wrong(seed, mistake))
                                .verdict()
                        == Verdict.FAIL)
                .count();

        assertThat(failed).isGreaterThan(CASES_OF_A_MISTAKE / 2);
    }

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Rayleigh quotient, Riemannian          | not projected            | a component normal to the unit sphere, without which it is right
            reprojection by a quaternion           | conjugate                | that by the conjugate quaternion
            reprojection by a quaternion           | real part last           | in the other order, the real part last for first or first for last
            rotation of points                     | transposed               | transposed
            reprojection by a rotation, Riemannian | left and right exchanged | left and right perturbation exchanged
            quadratic game, Riemannian             | Fisher metric            | that of the Fisher metric, p (g - <p, g>)
            cube of a symmetric matrix, in pairs   | singly                   | that of a symmetric matrix whose entries move singly, off the diagonal half as large
            cube of a symmetric matrix, in pairs   | lower triangle alone     | that of a symmetric matrix of which one triangle alone is reported
            cube of a symmetric matrix, singly     | in pairs                 | that of a symmetric matrix whose entries move in pairs, off the diagonal twice as large
            log det in pairs                       | singly                   | that of a symmetric matrix whose entries move singly, off the diagonal half as large
            trace of the inverse                   | affine-invariant         | that of the affine-invariant metric, X G X
            Brockett, Riemannian                   | canonical metric         | that of the canonical metric, G - X G'X
            """)
    void a_customary_mistake_is_named_and_nothing_else_takes_its_name(String name, String mistake, String diagnosis) {
        OnSurface function = functions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(diagnosed(function, mistake, diagnosis)).isGreaterThan(CASES_OF_A_MISTAKE / 2);
        function.mistakes().keySet().stream()
                .filter(other -> !other.equals(mistake))
                .forEach(other -> assertThat(diagnosed(function, other, diagnosis))
                        .as(other)
                        .isZero());
    }

    private static long diagnosed(OnSurface function, String mistake, String diagnosis) {
        return LongStream.range(0, CASES_OF_A_MISTAKE)
                .mapToObj(seed -> GradientChecker.standard().seed(seed).check(function.wrong(seed, mistake)))
                .flatMap(report -> report.findings().get(0).diagnoses().stream().limit(1))
                .filter(first -> first.mistake().equals(diagnosis))
                .count();
    }
}
