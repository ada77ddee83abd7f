package wild;

import static wild.Evidence.dfp;
import static wild.Sis.inverse;
import static wild.Sis.jacobian;
import static wild.Sis.make;
import static wild.Sis.map;
import static wild.Sis.subject;

import io.gradcheck.subject.Subject;
import java.util.function.Function;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpMath;
import org.opengis.referencing.operation.MathTransform;

/** Projections whose derivative is wrong, and what it is by J. Snyder, Map Projections: A Working Manual, USGS 1987. */
final class SisMistakes {

    /** The square of the eccentricity. */
    static final Dfp SQUARE =
            one().subtract(dfp(Sis.MINOR).divide(dfp(Sis.MAJOR)).pow(2));

    /** Of a satellite: its period in days, and the cosine of its inclination. */
    private static final Dfp PERIODS = dfp(103.267).divide(1440);

    private static final Dfp TILT = radians(dfp(99.092)).cos();

    private SisMistakes() {}

    static void fill(Checks checks) {
        cassini(checks);
        satellite(checks);
        polar(checks);
        polyconic(checks);
    }

    private static void cassini(Checks checks) {
        MathTransform f = make("Cassini-Soldner", false, "latitude_of_natural_origin", 10);
        Evidence evidence = Evidence.digits60(x -> cassini(radians(x[0]), radians(x[1])));
        String mistake = "1/nu is a factor of the last summand only";
        for (double[] at : new double[][] {{12, 48}, {5, 40}, {-1, -42}}) {
            checks.fail(
                    "Cassini-Soldner, " + at[0] + " " + at[1],
                    () -> subject(f, at),
                    "x[1]",
                    "one entry",
                    evidence,
                    mistake);
        }
        checks.fail(
                "Cassini-Soldner, on the equator",
                () -> subject(f, 5, 0),
                "x[1]",
                "NaN",
                evidence,
                "NaN on the equator");
        checks.fail(
                "Cassini-Soldner, inverse",
                () -> subject(inverse(f), map(f, 12, 48)),
                "x[0], x[1]",
                "accurate to about 3 digits only",
                Evidence.sevenPoints(x -> map(inverse(f), x), 1e4),
                "inverse of that derivative, where the inverse is another series");
    }

    private static void satellite(Checks checks) {
        String mistake = "derivative of the arc tangent at its value";
        for (double second : new double[] {30, -30, 50}) {
            MathTransform f = make(
                    "Satellite-Tracking",
                    true,
                    "latitude_of_origin",
                    second == -30 ? 0 : 30,
                    "standard_parallel_1",
                    30,
                    "standard_parallel_2",
                    second,
                    "satellite_orbit_inclination",
                    99.092,
                    "satellite_orbital_period",
                    103.267,
                    "ascending_node_period",
                    1440);
            Function<Dfp[], Dfp[]> g = x -> satellite(radians(x[0]), radians(x[1]), second);
            String name = "Satellite-Tracking, standard parallel of " + second;
            checks.fail(name, () -> subject(f, 12, 48), "x[1]", "one entry", Evidence.digits60(g), mistake);
            checks.fail(
                    name + ", south", () -> subject(f, -1, -42), "x[1]", "one entry", Evidence.digits60(g), mistake);
            checks.fail(
                    name + ", inverse",
                    () -> subject(inverse(f), map(f, 12, 48)),
                    second == -30 ? "x[1]" : "x[0], x[1]",
                    second == -30 ? "one entry" : "accurate to about 3 digits only",
                    Evidence.sevenPoints(x -> map(inverse(f), x), 1e4),
                    "inverse of that derivative");
        }
    }

    private static void polar(Checks checks) {
        for (boolean north : new boolean[] {true, false}) {
            MathTransform f = make("Polar Stereographic (variant A)", false, "latitude_of_origin", north ? 90 : -90);
            checks.fail(
                    "Polar Stereographic (variant A), " + (north ? "north" : "south") + " pole",
                    () -> subject(f, 20, north ? 90 : -90),
                    "x[1]",
                    "zero",
                    Evidence.digits60(x -> polar(radians(x[0]), radians(x[1]), north)),
                    "0 at the pole by the latitude");
        }
    }

    private static void polyconic(Checks checks) {
        MathTransform f = make("American Polyconic", false, "latitude_of_origin", 10);
        for (double longitude : new double[] {0, 5}) {
            checks.fail(
                    "American Polyconic, northing on the equator at " + longitude,
                    () -> Subject.objective("northing", x -> map(f, x)[1], x -> jacobian(f, x)[1], longitude, 0),
                    "x[1]",
                    "",
                    Evidence.closedForm(x -> new double[] {
                        0, Math.toRadians(Sis.MAJOR) * (1 - SQUARE.toDouble() + Math.pow(Math.toRadians(x[0]), 2) / 2)
                    }),
                    "1 for 1 - e^2 + lambda^2 / 2 on the equator");
        }
    }

    private static Dfp[] cassini(Dfp longitude, Dfp latitude) {
        Dfp sine = latitude.sin();
        Dfp cosine = latitude.cos();
        Dfp tangent = sine.divide(cosine);
        Dfp t = tangent.pow(2);
        Dfp a = longitude.multiply(cosine);
        Dfp c = cosine.pow(2).multiply(SQUARE).divide(one().subtract(SQUARE));
        Dfp nu = dfp(Sis.MAJOR)
                .divide(one().subtract(sine.pow(2).multiply(SQUARE)).sqrt());
        Dfp fifth = t.subtract(c.add(one()).multiply(8))
                .multiply(t)
                .multiply(a.pow(5))
                .divide(120);
        Dfp east = a.subtract(t.multiply(a.pow(3)).divide(6)).add(fifth);
        Dfp north = a.pow(2)
                .divide(2)
                .add(dfp(5).subtract(t).add(c.multiply(6)).multiply(a.pow(4)).divide(24));
        Dfp arc = meridian(latitude).subtract(meridian(radians(dfp(10))));
        return new Dfp[] {nu.multiply(east), arc.add(nu.multiply(tangent).multiply(north))};
    }

    /** The length of the meridian from the equator, as a series in the square of the eccentricity. */
    private static Dfp meridian(Dfp latitude) {
        Dfp sine = latitude.sin();
        Dfp odd = sine.multiply(latitude.cos());
        Dfp integral = latitude;
        Dfp factor = one();
        Dfp sum = integral;
        for (int k = 1; k <= 25; k++) {
            integral = integral.multiply(2 * k - 1).subtract(odd).divide(2 * k);
            odd = odd.multiply(sine).multiply(sine);
            factor = factor.multiply(SQUARE).multiply(2 * k + 1).divide(2 * k);
            sum = sum.add(factor.multiply(integral));
        }
        return sum.multiply(one().subtract(SQUARE)).multiply(dfp(Sis.MAJOR));
    }

    private static Dfp[] satellite(Dfp longitude, Dfp latitude, double second) {
        Dfp first = radians(dfp(30));
        Dfp f = track(first);
        Dfp l = along(first);
        Dfp here = along(latitude);
        Dfp radius = dfp(Sis.MAJOR).multiply(first.cos());
        if (second == -30) {
            return new Dfp[] {radius.multiply(longitude), radius.multiply(here).divide(f.tan())};
        }
        Dfp other = radians(dfp(second));
        Dfp square = first.cos().pow(2);
        Dfp n = second == 30
                ? first.sin()
                        .multiply(PERIODS.multiply(TILT.pow(2).multiply(2).subtract(square))
                                .subtract(TILT))
                        .divide(PERIODS.multiply(square).subtract(TILT))
                : track(other).subtract(f).divide(along(other).subtract(l));
        Dfp start = f.subtract(n.multiply(l));
        Dfp scale = radius.multiply(f.sin()).divide(n);
        Dfp rho = scale.divide(n.multiply(here).add(start).sin());
        Dfp origin = scale.divide(n.multiply(along(first)).add(start).sin());
        Dfp angle = n.multiply(longitude);
        return new Dfp[] {rho.multiply(angle.sin()), origin.subtract(rho.multiply(angle.cos()))};
    }

    /** The angle of the ground track to the meridian: Snyder 28-9. */
    private static Dfp track(Dfp latitude) {
        Dfp square = latitude.cos().pow(2);
        return PERIODS.multiply(square)
                .subtract(TILT)
                .divide(square.subtract(TILT.pow(2)).sqrt())
                .atan();
    }

    /** Snyder 28-2a to 28-4a. */
    private static Dfp along(Dfp latitude) {
        Dfp turn =
                latitude.sin().divide(one().subtract(TILT.pow(2)).sqrt()).asin().negate();
        return turn.tan().multiply(TILT).atan().subtract(PERIODS.multiply(turn));
    }

    private static Dfp[] polar(Dfp longitude, Dfp latitude, boolean north) {
        Dfp e = SQUARE.sqrt();
        Dfp phi = north ? latitude : latitude.negate();
        Dfp sine = e.multiply(phi.sin());
        Dfp half = e.getField().getPi().divide(2).subtract(phi).divide(2);
        Dfp t = half.tan().multiply(DfpMath.pow(one().add(sine).divide(one().subtract(sine)), e.divide(2)));
        Dfp more = one().add(e);
        Dfp less = one().subtract(e);
        Dfp root = DfpMath.pow(more, more).multiply(DfpMath.pow(less, less)).sqrt();
        Dfp rho = t.divide(root).multiply(dfp(2 * Sis.MAJOR));
        Dfp y = rho.multiply(longitude.cos());
        return new Dfp[] {rho.multiply(longitude.sin()), north ? y.negate() : y};
    }

    static Dfp one() {
        return dfp(1);
    }

    static Dfp radians(Dfp degrees) {
        return degrees.multiply(degrees.getField().getPi()).divide(180);
    }
}
