package wild;

import io.gradcheck.subject.Subject;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.forces.gravity.HolmesFeatherstoneAttractionModel;
import org.orekit.forces.gravity.potential.GravityFieldFactory;
import org.orekit.forces.gravity.potential.NormalizedSphericalHarmonicsProvider;
import org.orekit.forces.gravity.potential.TideSystem;
import org.orekit.frames.FramesFactory;
import org.orekit.propagation.semianalytical.dsst.utilities.GammaMnsFunction;
import org.orekit.propagation.semianalytical.dsst.utilities.JacobiPolynomials;
import org.orekit.propagation.semianalytical.dsst.utilities.hansen.HansenZonalLinear;
import org.orekit.time.AbsoluteDate;

/** The potential of a body that is no sphere, and functions that its averages are made of. */
final class OrekitGravity {

    private static final double RADIUS = 6378136.3;

    private OrekitGravity() {}

    static void fill(Checks checks) {
        gravity(checks, "", 3e6, -5e6, 4e6);
        gravity(checks, ", on the equator", 5e6, 5e6, 0);
        checks.inconclusive("HolmesFeatherstoneAttractionModel, pole", () -> gravity(0, 0, 7e6));
        gravity(checks, ", beside the pole", 1, 1, 7e6);
        gravity(checks, ", far", 3e8, -5e8, 4e8);
        for (int[] lvw : new int[][] {{1, 0, 0}, {3, 1, 2}, {5, 0, 3}}) {
            checks.pass(
                    "JacobiPolynomials, " + lvw[0] + " " + lvw[1] + " " + lvw[2],
                    () -> Subject.scalar(
                            "polynomial", x -> jacobi(lvw, x)[0], x -> jacobi(lvw, x)[1], -1, -0.3, 0.2, 1));
        }
        checks.inconclusive(
                "JacobiPolynomials, degree 0",
                () -> Subject.scalar(
                        "polynomial",
                        x -> jacobi(new int[] {0, 1, 2}, x)[0],
                        x -> jacobi(new int[] {0, 1, 2}, x)[1],
                        0.2));
        gamma(checks, 2, 3, 1, 1);
        gamma(checks, 1, 4, -3, -1);
        gamma(checks, 2, 5, 4, 2);
        checks.inconclusive("GammaMnsFunction, 3 3 0", () -> gamma(3, 3, 0, 1));
        for (int s : new int[] {0, 1, 3}) {
            for (int n : new int[] {-s - 2, -s - 3, -8}) {
                checks.pass(
                        "HansenZonalLinear, " + n + " " + s,
                        () -> Subject.scalar(
                                "Hansen",
                                x -> hansen(s, x).getValue(n, x),
                                x -> hansen(s, x).getDerivative(n, x),
                                1,
                                1.1,
                                1.7));
            }
        }
    }

    /** With the exponent of 1 + I gamma, times I. */
    private static void gamma(Checks checks, int m, int n, int s, int exponent) {
        String name = "GammaMnsFunction, " + m + " " + n + " " + s;
        checks.pass(name, () -> gamma(m, n, s, 1));
        checks.fail(
                name + ", retrograde",
                () -> gamma(m, n, s, -1),
                "x[0], x[1], x[2]",
                "sign flipped",
                Evidence.elementwise(x -> exponent * new GammaMnsFunction(6, x, -1).getValue(m, n, s) / (1 - x)),
                "sign for retrograde orbits");
    }

    private static Subject gamma(int m, int n, int s, int retrograde) {
        return Subject.scalar(
                "gamma",
                x -> new GammaMnsFunction(6, x, retrograde).getValue(m, n, s),
                x -> new GammaMnsFunction(6, x, retrograde).getDerivative(m, n, s),
                -0.4,
                0.3,
                0.9);
    }

    private static void gravity(Checks checks, String where, double... at) {
        checks.pass("HolmesFeatherstoneAttractionModel" + where, () -> gravity(at));
    }

    private static Subject gravity(double... at) {
        HolmesFeatherstoneAttractionModel model = model();
        AbsoluteDate date = AbsoluteDate.ARBITRARY_EPOCH;
        return Subject.objective(
                "potential",
                x -> model.nonCentralPart(date, new Vector3D(x), Orekit.MU),
                x -> model.gradient(date, new Vector3D(x), Orekit.MU),
                at);
    }

    /** Of degree and order 4, with coefficients like those of the Earth. */
    private static HolmesFeatherstoneAttractionModel model() {
        double[][] c = {
            {1},
            {0, 0},
            {-4.8e-4, 1e-9, 2.4e-6},
            {9.6e-7, 2e-6, 9e-7, 7.2e-7},
            {5.4e-7, -5.4e-7, 3.5e-7, 9.9e-7, -1.9e-7}
        };
        double[][] s = {
            {0}, {0, 0}, {0, 1e-9, -1.4e-6}, {0, 2.5e-7, -6.2e-7, 1.4e-6}, {0, -4.7e-7, 6.6e-7, -2e-7, 3.1e-7}
        };
        NormalizedSphericalHarmonicsProvider field =
                GravityFieldFactory.getNormalizedProvider(RADIUS, Orekit.MU, TideSystem.UNKNOWN, c, s);
        return new HolmesFeatherstoneAttractionModel(FramesFactory.getEME2000(), field);
    }

    private static double[] jacobi(int[] lvw, double x) {
        return JacobiPolynomials.getValueAndDerivative(lvw[0], lvw[1], lvw[2], x);
    }

    private static HansenZonalLinear hansen(int s, double chi) {
        HansenZonalLinear hansen = new HansenZonalLinear(8, s);
        hansen.computeInitValues(chi);
        return hansen;
    }
}
