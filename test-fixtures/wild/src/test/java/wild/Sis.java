package wild;

import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Unchecked;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.sis.geometry.GeneralDirectPosition;
import org.apache.sis.referencing.operation.transform.DefaultMathTransformFactory;
import org.opengis.parameter.ParameterValueGroup;
import org.opengis.referencing.operation.MathTransform;
import org.opengis.referencing.operation.Matrix;

/** Map projections, from longitude and latitude in degrees to metres, and back. */
final class Sis {

    static final double MAJOR = 6378137;
    static final double MINOR = 6356752.314245;

    static final DefaultMathTransformFactory FACTORY = new DefaultMathTransformFactory();

    private Sis() {}

    static Library library() {
        return Library.of("sis-referencing", "1.4", checks -> {
            fill(checks);
            edges(checks);
            SisDatums.fill(checks);
            SisMistakes.fill(checks);
        });
    }

    private static void fill(Checks checks) {
        both(checks, "Mercator (variant A)", "longitude_of_natural_origin", 5, "scale_factor", 0.9996);
        both(checks, "Mercator (variant B)", "latitude_of_1st_standard_parallel", 42);
        both(checks, "Popular Visualisation Pseudo Mercator");
        both(checks, "Miller_Cylindrical");
        both(checks, "Lambert Conic Conformal (1SP)", "latitude_of_natural_origin", 40, "central_meridian", 5);
        both(checks, "Lambert Conic Conformal (2SP)", "standard_parallel_1", 44, "standard_parallel_2", 49);
        both(checks, "Lambert Conic Conformal (2SP Belgium)", "standard_parallel_1", 44, "standard_parallel_2", 49);
        both(
                checks,
                "Lambert Azimuthal Equal Area",
                "latitude_of_natural_origin",
                52,
                "longitude_of_natural_origin",
                10);
        both(checks, "Lambert Azimuthal Equal Area (Spherical)", "latitude_of_natural_origin", 52);
        both(checks, "Lambert Cylindrical Equal Area", "standard_parallel_1", 30);
        both(checks, "Lambert Cylindrical Equal Area (Spherical)", "standard_parallel_1", 30);
        both(checks, "Albers Equal Area", "standard_parallel_1", 29.5, "standard_parallel_2", 45.5);
        both(checks, "Transverse Mercator", "central_meridian", 9, "scale_factor", 0.9996);
        both(checks, "Transverse Mercator (South Orientated)", "central_meridian", 9);
        both(checks, "Polar Stereographic (variant A)", "latitude_of_origin", 90);
        both(checks, "Polar Stereographic (variant B)", "standard_parallel_1", 70);
        both(checks, "Polar Stereographic (variant C)", "standard_parallel_1", -71);
        both(checks, "Oblique Stereographic", "latitude_of_origin", 52, "central_meridian", 5);
        both(checks, "Orthographic", "latitude_of_origin", 40, "central_meridian", 5);
        both(checks, "American Polyconic", "latitude_of_origin", 10);
        both(checks, "Sinusoidal");
        both(checks, "Pseudo sinusoidal");
        both(checks, "Mollweide");
        both(checks, "Azimuthal Equidistant (Spherical)", "latitude_of_origin", 40, "central_meridian", 5);
        Object[] oblique = {
            "latitude_of_center", 40, "longitude_of_center", 5, "azimuth", 30, "rectified_grid_angle", 25
        };
        both(checks, "Hotine Oblique Mercator (variant A)", oblique);
        both(checks, "Hotine Oblique Mercator (variant B)", oblique);
        MathTransform cassini = make("Cassini-Soldner", true, "latitude_of_natural_origin", 10);
        checks.pass("Cassini-Soldner, sphere", () -> subject(cassini, 12, 48));
        checks.pass("Cassini-Soldner, sphere, inverse", () -> subject(inverse(cassini), map(cassini, 12, 48)));
    }

    private static void both(Checks checks, String projection, Object... parameters) {
        MathTransform sphere = make(projection, true, parameters);
        MathTransform ellipsoid = make(projection, false, parameters);
        checks.pass(projection + ", sphere", () -> subject(sphere, 12, 48));
        checks.pass(projection + ", ellipsoid", () -> subject(ellipsoid, 12, 48));
        checks.pass(projection + ", inverse", () -> subject(inverse(ellipsoid), map(ellipsoid, 12, 48)));
    }

    /** On the equator, at the origin, at the antimeridian, at poles. */
    private static void edges(Checks checks) {
        Object[] origin = {"latitude_of_origin", 40, "central_meridian", 5};
        Object[] oblique = {
            "latitude_of_center", 40, "longitude_of_center", 5, "azimuth", 30, "rectified_grid_angle", 25
        };
        MathTransform mercator = make("Mercator (variant A)", false);
        MathTransform transverse = make("Transverse Mercator", false);
        MathTransform orthographic = make("Orthographic", false, origin);
        MathTransform azimuthal = make("Azimuthal Equidistant (Spherical)", false, origin);
        MathTransform equal = make(
                "Lambert Azimuthal Equal Area",
                false,
                "latitude_of_natural_origin",
                40,
                "longitude_of_natural_origin",
                5);
        MathTransform stereographic = make("Oblique Stereographic", false, origin);
        MathTransform hotine = make("Hotine Oblique Mercator (variant A)", false, oblique);
        MathTransform mollweide = make("Mollweide", false);
        MathTransform sinusoidal = make("Sinusoidal", false);
        edge(checks, Verdict.PASS, "Mercator (variant A), on the equator", mercator, 5, 0);
        edge(checks, Verdict.PASS, "Mercator (variant A), antimeridian", mercator, 180, 10);
        edge(checks, Verdict.INCONCLUSIVE, "Mercator (variant A), pole", mercator, 5, 90);
        edge(checks, Verdict.PASS, "Transverse Mercator, at the origin", transverse, 0, 0);
        edge(checks, Verdict.INCONCLUSIVE, "Transverse Mercator, other side of the Earth", transverse, 180, 1);
        edge(checks, Verdict.PASS, "Orthographic, at the origin", orthographic, 5, 40);
        edge(checks, Verdict.PASS, "Orthographic, pole", orthographic, 5, 90);
        edge(checks, Verdict.INCONCLUSIVE, "Orthographic, other side of the Earth", orthographic, 185, 10);
        edge(checks, Verdict.PASS, "Azimuthal Equidistant (Spherical), at the origin", azimuthal, 5, 40);
        edge(checks, Verdict.PASS, "Azimuthal Equidistant (Spherical), pole", azimuthal, 20, 90);
        edge(checks, Verdict.PASS, "Lambert Azimuthal Equal Area, at the origin", equal, 5, 40);
        edge(checks, Verdict.PASS, "Oblique Stereographic, at the origin", stereographic, 5, 40);
        edge(checks, Verdict.INCONCLUSIVE, "Oblique Stereographic, pole", stereographic, 5, 90);
        edge(checks, Verdict.PASS, "Hotine Oblique Mercator (variant A), at the origin", hotine, 5, 40);
        edge(checks, Verdict.PASS, "Mollweide, on the equator", mollweide, 5, 0);
        edge(checks, Verdict.PASS, "Mollweide, antimeridian", mollweide, 180, 40);
        edge(checks, Verdict.PASS, "Sinusoidal, pole", sinusoidal, 20, 90);
        MathTransform polar = make("Polar Stereographic (variant A)", false, "latitude_of_origin", 90);
        edge(checks, Verdict.INCONCLUSIVE, "Polar Stereographic (variant A), the other pole", polar, 20, -90);
        edge(checks, Verdict.INCONCLUSIVE, "Mollweide, pole", mollweide, 5, 90);
    }

    private static void edge(Checks checks, Verdict verdict, String name, MathTransform f, double... at) {
        checks.expect(verdict, name, () -> subject(f, at));
    }

    static MathTransform make(String projection, boolean sphere, Object... parameters) {
        return made(projection, group -> {
            group.parameter("semi_major").setValue(MAJOR);
            group.parameter("semi_minor").setValue(sphere ? MAJOR : MINOR);
            set(group, parameters);
        });
    }

    static MathTransform made(String operation, Consumer<ParameterValueGroup> parameters) {
        return Unchecked.call(() -> {
            ParameterValueGroup group = FACTORY.getDefaultParameters(operation);
            parameters.accept(group);
            return FACTORY.createParameterizedTransform(group);
        });
    }

    static void set(ParameterValueGroup group, Object... parameters) {
        for (int k = 0; k < parameters.length; k += 2) {
            group.parameter((String) parameters[k]).setValue(((Number) parameters[k + 1]).doubleValue());
        }
    }

    static MathTransform inverse(MathTransform f) {
        return Unchecked.call(f::inverse);
    }

    static double[] map(MathTransform f, double... x) {
        return Unchecked.call(() -> f.transform(new GeneralDirectPosition(x), null))
                .getCoordinate();
    }

    static Subject subject(MathTransform f, double... at) {
        return VectorFunctions.jacobian("projection", x -> map(f, x), x -> jacobian(f, x), at);
    }

    static double[][] jacobian(MathTransform f, double... x) {
        Matrix matrix = Unchecked.call(() -> f.derivative(new GeneralDirectPosition(x)));
        double[][] rows = new double[matrix.getNumRow()][matrix.getNumCol()];
        for (int i = 0; i < rows.length; i++) {
            int row = i;
            Arrays.setAll(rows[i], j -> matrix.getElement(row, j));
        }
        return rows;
    }
}
