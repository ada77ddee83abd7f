package wild;

import static io.gradcheck.finding.Verdict.KINK;
import static io.gradcheck.finding.Verdict.PASS;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import org.hipparchus.distribution.RealDistribution;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.CauchyDistribution;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.ExponentialDistribution;
import org.hipparchus.distribution.continuous.FDistribution;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.hipparchus.distribution.continuous.GumbelDistribution;
import org.hipparchus.distribution.continuous.LaplaceDistribution;
import org.hipparchus.distribution.continuous.LevyDistribution;
import org.hipparchus.distribution.continuous.LogNormalDistribution;
import org.hipparchus.distribution.continuous.LogisticDistribution;
import org.hipparchus.distribution.continuous.NakagamiDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.ParetoDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.distribution.continuous.TriangularDistribution;
import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.distribution.continuous.WeibullDistribution;

/** Distributions by their argument. */
final class HipparchusDistributions {

    private HipparchusDistributions() {}

    static void fill(Checks checks) {
        distribution(checks, PASS, "LaplaceDistribution, at its mode", new LaplaceDistribution(0.3, 2), 0.3);
        distribution(checks, PASS, "TriangularDistribution, at its mode", new TriangularDistribution(0, 1, 4), 1);
        distribution(checks, KINK, "UniformRealDistribution, at its ends", new UniformRealDistribution(0, 4), 0, 4);
        distribution(checks, KINK, "ExponentialDistribution, at 0", new ExponentialDistribution(3), 0);
        distribution(checks, KINK, "GammaDistribution(1, 2), at 0", new GammaDistribution(1, 2), 0);
        distribution(checks, KINK, "WeibullDistribution(1, 2), at 0", new WeibullDistribution(1, 2), 0);
        distribution(checks, PASS, "BetaDistribution(2, 3)", new BetaDistribution(2, 3), 0.2, 0.7);
        distribution(checks, PASS, "CauchyDistribution(0.3, 2)", new CauchyDistribution(0.3, 2), -2, 0.5, 9);
        distribution(checks, PASS, "ChiSquaredDistribution(3)", new ChiSquaredDistribution(3), 0.2, 2, 9);
        distribution(checks, PASS, "ExponentialDistribution(3)", new ExponentialDistribution(3), 0.2, 2, 9);
        distribution(checks, PASS, "FDistribution(4, 6)", new FDistribution(4, 6), 0.2, 2, 9);
        distribution(checks, PASS, "GammaDistribution(3.5, 2)", new GammaDistribution(3.5, 2), 0.2, 2, 9);
        distribution(checks, PASS, "GammaDistribution(0.5, 2)", new GammaDistribution(0.5, 2), 1e-3, 2, 9);
        distribution(checks, PASS, "GammaDistribution(300, 2)", new GammaDistribution(300, 2), 550, 600, 700);
        distribution(checks, PASS, "GumbelDistribution(0.3, 2)", new GumbelDistribution(0.3, 2), -2, 0.5, 9);
        distribution(checks, PASS, "LaplaceDistribution(0.3, 2)", new LaplaceDistribution(0.3, 2), -2, 0.5, 9);
        distribution(checks, PASS, "LevyDistribution(0.3, 2)", new LevyDistribution(0.3, 2), 0.6, 2, 9);
        distribution(checks, PASS, "LogNormalDistribution(0.3, 2)", new LogNormalDistribution(0.3, 2), 0.2, 2, 9);
        distribution(checks, PASS, "LogisticDistribution(0.3, 2)", new LogisticDistribution(0.3, 2), -2, 0.5, 9);
        distribution(checks, PASS, "NakagamiDistribution(1.5, 2)", new NakagamiDistribution(1.5, 2), 0.2, 1, 3);
        distribution(checks, PASS, "NormalDistribution(0.3, 2)", new NormalDistribution(0.3, 2), -2, 0.5, 9);
        distribution(checks, PASS, "NormalDistribution(0, 1e-3)", new NormalDistribution(0, 1e-3), -0.002, 0, 0.003);
        distribution(checks, PASS, "ParetoDistribution(3, 2)", new ParetoDistribution(3, 2), 3.2, 5);
        distribution(checks, PASS, "TDistribution(5)", new TDistribution(5), -2, 0.5, 4);
        distribution(checks, PASS, "TDistribution(1000)", new TDistribution(1000), -2, 0.5, 4);
        distribution(checks, PASS, "TriangularDistribution(0, 1, 4)", new TriangularDistribution(0, 1, 4), 0.2, 2);
        distribution(checks, PASS, "UniformRealDistribution(0, 4)", new UniformRealDistribution(0, 4), 0.2, 2);
        distribution(checks, PASS, "WeibullDistribution(3, 2)", new WeibullDistribution(3, 2), 0.2, 2, 4);
    }

    private static void distribution(Checks checks, Verdict verdict, String name, RealDistribution f, double... at) {
        checks.expect(verdict, name, () -> Subject.scalar(name, f::cumulativeProbability, f::density, at));
    }
}
