package wild;

import static io.gradcheck.finding.Verdict.INCONCLUSIVE;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Locale;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.frames.Frame;
import org.orekit.frames.FramesFactory;
import org.orekit.orbits.CartesianOrbit;
import org.orekit.orbits.Orbit;
import org.orekit.orbits.OrbitType;
import org.orekit.orbits.PositionAngleType;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.PVCoordinates;

/** Orbits, by their elements and by position and velocity. */
final class Orekit {

    static final double MU = 3.986004415e14;

    private static final double[] CIRCULAR = {7.2e6, 0, 0.9, 0.4, 1.1, 0.7};
    private static final double[] EQUATORIAL = {7.2e6, 0.1, 0, 0.4, 1.1, 0.7};

    private Orekit() {}

    static Library library() {
        return Library.of("orekit", "12.2", checks -> {
            for (PositionAngleType angle : PositionAngleType.values()) {
                for (OrbitType type :
                        new OrbitType[] {OrbitType.KEPLERIAN, OrbitType.CIRCULAR, OrbitType.EQUINOCTIAL}) {
                    both(checks, type, angle, "", 7.2e6, 0.1, 0.9, 0.4, 1.1, 0.7);
                    both(checks, type, angle, ", nearly circular", 7.2e6, 1e-4, 0.9, 0.4, 1.1, 0.7);
                    both(checks, type, angle, ", long", 2.6e7, 0.74, 1.1, 4.7, 2, 3);
                    both(checks, type, angle, ", retrograde", 7.2e6, 0.1, 2.5, 0.4, 1.1, 0.7);
                    both(checks, type, angle, ", at the perigee", 7.2e6, 0.1, 0.9, 0.4, 1.1, 0);
                }
                both(checks, OrbitType.KEPLERIAN, angle, ", hyperbolic", -1e7, 1.8, 0.9, 0.4, 1.1, 0.7);
                both(checks, OrbitType.CIRCULAR, angle, ", circular", CIRCULAR);
                both(checks, OrbitType.EQUINOCTIAL, angle, ", circular", CIRCULAR);
                both(checks, OrbitType.EQUINOCTIAL, angle, ", equatorial", EQUATORIAL);
                singular(checks, OrbitType.KEPLERIAN, angle, ", circular", CIRCULAR);
                singular(checks, OrbitType.KEPLERIAN, angle, ", equatorial", EQUATORIAL);
                singular(checks, OrbitType.CIRCULAR, angle, ", equatorial", EQUATORIAL);
            }
            OrekitGravity.fill(checks);
        });
    }

    /** At a place that is given by axis, eccentricity, inclination, perigee, node and true anomaly. */
    private static void both(Checks checks, OrbitType type, PositionAngleType angle, String where, double... kepler) {
        Orbit at = orbit(OrbitType.KEPLERIAN, PositionAngleType.TRUE, kepler);
        checks.pass(name(type, "getJacobianWrtCartesian", angle, where), () -> toElements(type, angle, cartesian(at)));
        checks.pass(
                name(type, "getJacobianWrtParameters", angle, where),
                () -> toCartesian(type, angle, elements(type, angle, at)));
    }

    /** Where elements are not defined by position and velocity, while these are smooth functions of the elements. */
    private static void singular(
            Checks checks, OrbitType type, PositionAngleType angle, String where, double... kepler) {
        Orbit at = orbit(OrbitType.KEPLERIAN, PositionAngleType.TRUE, kepler);
        checks.expect(
                INCONCLUSIVE,
                name(type, "getJacobianWrtCartesian", angle, where),
                () -> toElements(type, angle, cartesian(at)));
        checks.fail(
                name(type, "getJacobianWrtParameters", angle, where),
                () -> toCartesian(type, angle, elements(type, angle, at)),
                "x[0], x[1], x[2], x[3], x[4], x[5]",
                "NaN",
                Evidence.digits60(x -> OrekitExact.cartesian(type, angle, x)),
                "NaN: inverse of a matrix that is singular there");
    }

    private static String name(OrbitType type, String method, PositionAngleType angle, String where) {
        String name = type.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + "Orbit." + method + ", " + angle + where;
    }

    private static Subject toElements(OrbitType type, PositionAngleType angle, double... at) {
        return VectorFunctions.jacobian(
                        "elements",
                        x -> elements(type, angle, fromCartesian(x)),
                        x -> {
                            double[][] jacobian = new double[6][6];
                            type.convertType(fromCartesian(x)).getJacobianWrtCartesian(angle, jacobian);
                            return jacobian;
                        },
                        at)
                .named("x", "y", "z", "vx", "vy", "vz");
    }

    private static Subject toCartesian(OrbitType type, PositionAngleType angle, double... at) {
        return VectorFunctions.jacobian(
                "position and velocity",
                x -> cartesian(orbit(type, angle, x)),
                x -> {
                    double[][] jacobian = new double[6][6];
                    orbit(type, angle, x).getJacobianWrtParameters(angle, jacobian);
                    return jacobian;
                },
                at);
    }

    private static Orbit orbit(OrbitType type, PositionAngleType angle, double... elements) {
        return type.mapArrayToOrbit(elements, null, angle, AbsoluteDate.ARBITRARY_EPOCH, MU, frame());
    }

    private static Orbit fromCartesian(double... x) {
        Vector3D position = new Vector3D(x[0], x[1], x[2]);
        Vector3D velocity = new Vector3D(x[3], x[4], x[5]);
        return new CartesianOrbit(new PVCoordinates(position, velocity), frame(), AbsoluteDate.ARBITRARY_EPOCH, MU);
    }

    private static double[] elements(OrbitType type, PositionAngleType angle, Orbit orbit) {
        double[] elements = new double[6];
        type.mapOrbitToArray(orbit, angle, elements, null);
        return elements;
    }

    private static double[] cartesian(Orbit orbit) {
        return elements(OrbitType.CARTESIAN, PositionAngleType.TRUE, orbit);
    }

    private static Frame frame() {
        return FramesFactory.getEME2000();
    }
}
