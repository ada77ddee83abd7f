package wild;

import io.gradcheck.subject.Subject;
import umontreal.ssj.functionfit.BSpline;
import umontreal.ssj.functionfit.PolInterp;
import umontreal.ssj.functionfit.SmoothingCubicSpline;
import umontreal.ssj.functions.AverageMathFunction;
import umontreal.ssj.functions.MathFunction;
import umontreal.ssj.functions.MathFunctionWithFirstDerivative;
import umontreal.ssj.functions.Polynomial;
import umontreal.ssj.functions.PowerMathFunction;
import umontreal.ssj.functions.ShiftedMathFunction;
import umontreal.ssj.functions.SquareMathFunction;
import umontreal.ssj.probdist.AndersonDarlingDist;
import umontreal.ssj.probdist.BetaDist;
import umontreal.ssj.probdist.BetaSymmetricalDist;
import umontreal.ssj.probdist.CauchyDist;
import umontreal.ssj.probdist.ChiDist;
import umontreal.ssj.probdist.ChiSquareDist;
import umontreal.ssj.probdist.ContinuousDistribution;
import umontreal.ssj.probdist.ErlangDist;
import umontreal.ssj.probdist.ExponentialDist;
import umontreal.ssj.probdist.ExtremeValueDist;
import umontreal.ssj.probdist.FatigueLifeDist;
import umontreal.ssj.probdist.FisherFDist;
import umontreal.ssj.probdist.FrechetDist;
import umontreal.ssj.probdist.GammaDist;
import umontreal.ssj.probdist.GumbelDist;
import umontreal.ssj.probdist.HalfNormalDist;
import umontreal.ssj.probdist.HyperbolicSecantDist;
import umontreal.ssj.probdist.InverseGammaDist;
import umontreal.ssj.probdist.InverseGaussianDist;
import umontreal.ssj.probdist.JohnsonSBDist;
import umontreal.ssj.probdist.JohnsonSLDist;
import umontreal.ssj.probdist.JohnsonSUDist;
import umontreal.ssj.probdist.KolmogorovSmirnovDist;
import umontreal.ssj.probdist.KolmogorovSmirnovPlusDist;
import umontreal.ssj.probdist.LaplaceDist;
import umontreal.ssj.probdist.LogisticDist;
import umontreal.ssj.probdist.LoglogisticDist;
import umontreal.ssj.probdist.LognormalDist;
import umontreal.ssj.probdist.NormalDist;
import umontreal.ssj.probdist.ParetoDist;
import umontreal.ssj.probdist.Pearson5Dist;
import umontreal.ssj.probdist.Pearson6Dist;
import umontreal.ssj.probdist.PowerDist;
import umontreal.ssj.probdist.RayleighDist;
import umontreal.ssj.probdist.StudentDist;
import umontreal.ssj.probdist.TriangularDist;
import umontreal.ssj.probdist.WatsonGDist;
import umontreal.ssj.probdist.WatsonUDist;
import umontreal.ssj.probdist.WeibullDist;

/** Functions, splines and distributions by their argument. */
final class Ssj {

    private static final double[] X = {0, 1, 2, 3.5, 5, 6};
    private static final double[] Y = {1, -1, 0.5, 2, 2, 7};

    private Ssj() {}

    static Library library() {
        return Library.of("ssj", "3.3.2", Ssj::fill);
    }

    private static void fill(Checks checks) {
        Polynomial polynomial = new Polynomial(1, -2, 0, 3);
        function(checks, "Polynomial", polynomial, -2, 0, 0.5);
        function(checks, "PolInterp", new PolInterp(X, Y), 0, 0.5, 4);
        function(checks, "AverageMathFunction", new AverageMathFunction(polynomial, new Polynomial(2, 1)), -2, 0, 0.5);
        function(checks, "PowerMathFunction", new PowerMathFunction(polynomial, 2, 1, 3), -2, 0, 0.5);
        function(checks, "ShiftedMathFunction", new ShiftedMathFunction(polynomial, 2), -2, 0, 0.5);
        function(checks, "SquareMathFunction", new SquareMathFunction(polynomial, 2, 1), -2, 0, 0.5);
        function(checks, "SmoothingCubicSpline", new SmoothingCubicSpline(X, Y, 0.5), 0.5, 2, 4);
        function(checks, "SmoothingCubicSpline, beside its knots", new SmoothingCubicSpline(X, Y, 0.5), -1, 8);
        BSpline spline = BSpline.createInterpBSpline(X, Y, 3);
        checks.fail(
                "BSpline",
                () -> Subject.scalar("BSpline", spline::evaluate, spline::derivative, 0.5, 2.2, 4),
                "x[0], x[1], x[2]",
                "",
                Evidence.sevenPointsElementwise(spline::evaluate, 0.02),
                "derivative of another curve");
        distribution(checks, new NormalDist(0.3, 2), -2, 0.5, 9);
        distribution(checks, new BetaDist(2, 3), 0.2, 0.7);
        distribution(checks, new BetaSymmetricalDist(2.5), 0.2, 0.7);
        distribution(checks, new CauchyDist(0.3, 2), -2, 0.5, 9);
        distribution(checks, new ChiDist(3), 0.2, 2, 4);
        distribution(checks, new ChiSquareDist(3), 0.2, 2, 9);
        distribution(checks, new ErlangDist(3, 2), 0.2, 2, 4);
        distribution(checks, new ExponentialDist(3), 0.2, 2);
        distribution(checks, new ExtremeValueDist(0.3, 2), -1, 0.5, 2);
        distribution(checks, new FatigueLifeDist(0, 2, 0.7), 0.5, 2, 9);
        distribution(checks, new FisherFDist(4, 6), 0.2, 2, 9);
        distribution(checks, new FrechetDist(3, 2, 0.1), 1, 2, 9);
        distribution(checks, new GammaDist(3.5, 2), 0.2, 2, 4);
        distribution(checks, new GumbelDist(2, 0.3), -2, 0.5, 9);
        distribution(checks, new HalfNormalDist(0.3, 2), 0.5, 2, 5);
        distribution(checks, new HyperbolicSecantDist(0.3, 2), -2, 0.5, 9);
        distribution(checks, new InverseGammaDist(3, 2), 0.2, 2, 9);
        distribution(checks, new InverseGaussianDist(3, 2), 0.2, 2, 9);
        distribution(checks, new JohnsonSBDist(0.3, 2, 0, 4), 0.5, 2, 3);
        distribution(checks, new JohnsonSLDist(0.3, 2, 0, 4), 0.5, 2, 9);
        distribution(checks, new JohnsonSUDist(0.3, 2, 0, 4), -2, 0.5, 9);
        checks.pass(
                "LaplaceDist, at its mode",
                () -> Subject.scalar(
                        "LaplaceDist", new LaplaceDist(0.3, 2)::cdf, new LaplaceDist(0.3, 2)::density, 0.3));
        checks.pass(
                "TriangularDist, at its mode",
                () -> Subject.scalar(
                        "TriangularDist", new TriangularDist(0, 4, 1)::cdf, new TriangularDist(0, 4, 1)::density, 1));
        function(checks, "SmoothingCubicSpline, at its ends", new SmoothingCubicSpline(X, Y, 0.5), 0, 6);
        distribution(checks, new LaplaceDist(0.3, 2), -2, 0.5, 9);
        distribution(checks, new LogisticDist(0.3, 2), -2, 0.5, 4);
        distribution(checks, new LoglogisticDist(3, 2), 0.2, 2, 9);
        distribution(checks, new LognormalDist(0.3, 2), 0.2, 2, 9);
        distribution(checks, new ParetoDist(3, 2), 2.2, 5);
        distribution(checks, new Pearson5Dist(3, 2), 0.2, 2, 9);
        distribution(checks, new Pearson6Dist(3, 2, 1.5), 0.2, 2, 9);
        distribution(checks, new PowerDist(0, 4, 2.5), 0.2, 2);
        distribution(checks, new RayleighDist(0, 2), 0.2, 2, 4);
        distribution(checks, new StudentDist(5), -2, 0.5, 4);
        distribution(checks, new TriangularDist(0, 4, 1), 0.2, 2);
        distribution(checks, new WeibullDist(3, 0.5, 0), 0.2, 2, 4);
        coarse(checks, new AndersonDarlingDist(10), "accurate to about 6 digits only", 0.6, 1.1);
        coarse(
                checks,
                new KolmogorovSmirnovDist(10),
                "accurate to about 6 digits only",
                Evidence.digits60Elementwise(Kolmogorov::twoSided),
                0.22,
                0.32,
                0.52);
        coarse(
                checks,
                new KolmogorovSmirnovPlusDist(10),
                "accurate to about 5 digits only",
                Evidence.digits60Elementwise(Kolmogorov::oneSided),
                0.22,
                0.32,
                0.52);
        coarse(checks, new WatsonGDist(10), "", 0.613, 0.927);
        coarse(checks, new WatsonUDist(10), "", 0.12, 0.23);
    }

    /** The library approximates these by tables and series of its own, so that its own CDF is what there is. */
    private static void coarse(Checks checks, ContinuousDistribution f, String looksLike, double... at) {
        coarse(checks, f, looksLike, Evidence.sevenPointsElementwise(f::cdf, 1e-3), at);
    }

    private static void coarse(
            Checks checks, ContinuousDistribution f, String looksLike, Evidence evidence, double... at) {
        String name = f.getClass().getSimpleName();
        checks.fail(
                name,
                () -> Subject.scalar(name, f::cdf, f::density, at),
                at.length == 2 ? "x[0], x[1]" : "x[0], x[1], x[2]",
                looksLike,
                evidence,
                "density by a coarse difference of the CDF");
    }

    private static void function(Checks checks, String name, MathFunctionWithFirstDerivative f, double... at) {
        checks.pass(name, () -> Subject.scalar(name, ((MathFunction) f)::evaluate, f::derivative, at));
    }

    private static void distribution(Checks checks, ContinuousDistribution f, double... at) {
        String name = f.getClass().getSimpleName();
        checks.pass(name, () -> Subject.scalar(name, f::cdf, f::density, at));
    }
}
