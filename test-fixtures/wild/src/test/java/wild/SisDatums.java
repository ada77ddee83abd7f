package wild;

import static wild.Evidence.dfp;
import static wild.Sis.inverse;
import static wild.Sis.jacobian;
import static wild.Sis.map;
import static wild.Sis.subject;
import static wild.SisMistakes.SQUARE;
import static wild.SisMistakes.one;
import static wild.SisMistakes.radians;

import java.util.Arrays;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.sis.referencing.operation.transform.MathTransforms;
import org.apache.sis.referencing.operation.transform.PoleRotation;
import org.opengis.referencing.operation.MathTransform;
import org.opengis.util.FactoryException;

/** Other coordinates of the same places: with the center of the Earth as the origin, of another datum, with another pole. */
final class SisDatums {

    private static final double MAJOR = 6378388;
    private static final double MINOR = 6356911.946128;
    private static final double[] SHIFT = {84.87, 96.49, 116.95};

    private SisDatums() {}

    static void fill(Checks checks) {
        MathTransform geocentric = Sis.make("Geographic/geocentric conversions", false);
        both(checks, "Geographic/geocentric conversions", geocentric, 12, 48, 200);
        checks.pass("Geographic/geocentric conversions, pole", () -> subject(geocentric, 12, 90, 200));
        checks.pass(
                "Geographic/geocentric conversions, inverse, on the equator",
                () -> subject(inverse(geocentric), map(geocentric, 12, 0, 200)));
        MathTransform topocentric = Sis.make(
                "Geographic/topocentric conversions",
                false,
                "Latitude of topocentric origin",
                55,
                "Longitude of topocentric origin",
                5);
        both(checks, "Geographic/topocentric conversions", topocentric, 12, 48, 200);
        both(checks, "PoleRotation, south", rotated(false), 12, 48);
        both(checks, "PoleRotation, north", rotated(true), 12, 48);
        checks.pass("PoleRotation, south, pole", () -> subject(rotated(false), 12, 90));
        checks.inconclusive("PoleRotation, north, at the new pole", () -> subject(rotated(true), 170, 30));
        MathTransform table = MathTransforms.interpolate(new double[] {0, 1, 3, 4}, new double[] {0, 2, 3, 7});
        checks.pass("MathTransforms.interpolate", () -> subject(table, 1.5));
        checks.kink("MathTransforms.interpolate, at a knot", () -> subject(table, 1));
        checks.pass("MathTransforms.interpolate, beyond the last knot", () -> subject(table, 5));
        heights(checks, geocentric);
        molodensky(checks);
    }

    private static void both(Checks checks, String name, MathTransform f, double... at) {
        checks.pass(name, () -> subject(f, at));
        checks.pass(name + ", inverse", () -> subject(inverse(f), map(f, at)));
    }

    /** To longitude and latitude alone, from places that are not on the ellipsoid. */
    private static void heights(Checks checks, MathTransform geocentric) {
        MathTransform flat = Sis.made("Geographic/geocentric conversions", group -> {
            group.parameter("semi_major").setValue(Sis.MAJOR);
            group.parameter("semi_minor").setValue(Sis.MINOR);
            group.parameter("dim").setValue(2);
        });
        both(checks, "Geographic/geocentric conversions, no heights", flat, 12, 48);
        String mistake = "inverse without heights is that of a place on the ellipsoid";
        checks.fail(
                "Geographic/geocentric conversions, inverse",
                () -> subject(inverse(flat), map(geocentric, 12, 48, 20000)),
                "x[0], x[1], x[2]",
                "",
                new Evidence(
                        "its own inverse with heights", null, x -> Arrays.copyOf(jacobian(inverse(geocentric), x), 2)),
                mistake);
        MathTransform two = datum("Geocentric translations (geog2D domain)", 0);
        MathTransform three = datum("Geocentric translations (geog3D domain)", 0);
        both(checks, "Geocentric translations (geog3D domain)", three, 12, 48, 200);
        checks.fail(
                "Geocentric translations (geog2D domain)",
                () -> subject(two, 12, 48),
                "x[0], x[1]",
                "accurate to about 5 digits only",
                new Evidence("its own translation with heights", null, x -> {
                    double[][] all = jacobian(three, x[0], x[1], 0);
                    return new double[][] {Arrays.copyOf(all[0], 2), Arrays.copyOf(all[1], 2)};
                }),
                mistake);
    }

    private static void molodensky(Checks checks) {
        for (int dimension : new int[] {2, 3}) {
            double[] at = dimension == 2 ? new double[] {12, 48} : new double[] {12, 48, 200};
            for (boolean abridged : new boolean[] {true, false}) {
                String name = (abridged ? "Abridged " : "") + "Molodensky";
                MathTransform f = datum(name, dimension);
                checks.fail(
                        name + ", in " + dimension + " dimensions",
                        () -> subject(f, at),
                        "x[1]",
                        "one entry",
                        Evidence.digits60(x -> molodensky(abridged, x)),
                        abridged
                                ? "a factor too many where 1/rho is differentiated"
                                : "where 1/rho is differentiated it is multiplied with another term");
            }
        }
    }

    /** EPSG Guidance Note 7-2, 4.3.7. */
    private static Dfp[] molodensky(boolean abridged, Dfp[] x) {
        Dfp sine = radians(x[1]).sin();
        Dfp cosine = radians(x[1]).cos();
        Dfp east = radians(x[0])
                .cos()
                .multiply(dfp(SHIFT[0]))
                .add(radians(x[0]).sin().multiply(dfp(SHIFT[1])));
        Dfp north = radians(x[0])
                .cos()
                .multiply(dfp(SHIFT[1]))
                .subtract(radians(x[0]).sin().multiply(dfp(SHIFT[0])));
        Dfp a = dfp(Sis.MAJOR);
        Dfp da = dfp(MAJOR).subtract(a);
        Dfp f = one().subtract(dfp(Sis.MINOR).divide(a));
        Dfp df = one().subtract(dfp(MINOR).divide(dfp(MAJOR))).subtract(f);
        Dfp axes = one().subtract(f);
        Dfp root = one().subtract(SQUARE.multiply(sine.pow(2))).sqrt();
        Dfp nu = a.divide(root);
        Dfp rho = a.multiply(one().subtract(SQUARE)).divide(root.pow(3));
        Dfp height = x.length == 2 || abridged ? dfp(0) : x[2];
        Dfp both = a.multiply(df).add(f.multiply(da));
        Dfp turn = abridged
                ? both.multiply(2)
                : da.multiply(SQUARE)
                        .divide(root)
                        .add(df.multiply(rho.divide(axes).add(nu.multiply(axes))));
        Dfp latitude = dfp(SHIFT[2])
                .add(turn.multiply(sine))
                .multiply(cosine)
                .subtract(east.multiply(sine))
                .divide(rho.add(height));
        Dfp longitude = north.divide(nu.add(height).multiply(cosine));
        Dfp degree = radians(one());
        Dfp[] y = {x[0].add(longitude.divide(degree)), x[1].add(latitude.divide(degree))};
        if (x.length == 2) {
            return y;
        }
        Dfp up = abridged
                ? both.multiply(sine.pow(2)).subtract(da)
                : df.multiply(axes).multiply(nu).multiply(sine.pow(2)).subtract(da.multiply(root));
        return new Dfp[] {
            y[0],
            y[1],
            x[2].add(east.multiply(cosine)).add(sine.multiply(dfp(SHIFT[2]))).add(up)
        };
    }

    private static MathTransform datum(String name, int dimension) {
        return Sis.made(name, group -> {
            group.parameter("src_semi_major").setValue(Sis.MAJOR);
            group.parameter("src_semi_minor").setValue(Sis.MINOR);
            group.parameter("tgt_semi_major").setValue(MAJOR);
            group.parameter("tgt_semi_minor").setValue(MINOR);
            Sis.set(
                    group,
                    "X-axis translation",
                    SHIFT[0],
                    "Y-axis translation",
                    SHIFT[1],
                    "Z-axis translation",
                    SHIFT[2]);
            if (dimension > 0) {
                group.parameter("dim").setValue(dimension);
            }
        });
    }

    private static MathTransform rotated(boolean north) {
        try {
            return north
                    ? PoleRotation.rotateNorthPole(Sis.FACTORY, 30, 170, 0)
                    : PoleRotation.rotateSouthPole(Sis.FACTORY, -50, 20, 10);
        } catch (FactoryException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
