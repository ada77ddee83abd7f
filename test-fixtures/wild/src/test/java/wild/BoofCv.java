package wild;

import boofcv.abst.geo.bundle.BundleAdjustmentCamera;
import boofcv.alg.geo.bundle.cameras.BundleCameraProjective;
import boofcv.alg.geo.bundle.cameras.BundleKannalaBrandt;
import boofcv.alg.geo.bundle.cameras.BundlePinhole;
import boofcv.alg.geo.bundle.cameras.BundlePinholeBrown;
import boofcv.alg.geo.bundle.cameras.BundlePinholeSimplified;
import boofcv.alg.geo.bundle.cameras.BundlePinholeSnavely;
import boofcv.alg.geo.bundle.cameras.BundleUniversalOmni;
import boofcv.alg.geo.bundle.cameras.BundleZoomSimplified;
import boofcv.alg.geo.bundle.cameras.BundleZoomState;
import boofcv.alg.geo.bundle.jacobians.JacobianSo3;
import boofcv.alg.geo.bundle.jacobians.JacobianSo3Quaternions;
import boofcv.alg.geo.bundle.jacobians.JacobianSo3Rodrigues;
import boofcv.struct.calib.CameraKannalaBrandt;
import georegression.fitting.cylinder.CylinderToPointSignedDistanceJacobian_F64;
import georegression.fitting.cylinder.CylinderToPointSignedDistance_F64;
import georegression.fitting.sphere.SphereToPointSignedDistanceJacobian_F64;
import georegression.fitting.sphere.SphereToPointSignedDistance_F64;
import georegression.struct.point.Point2D_F64;
import georegression.struct.point.Point3D_F64;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.math3.dfp.Dfp;
import org.ddogleg.optimization.functions.FunctionNtoM;
import org.ddogleg.optimization.functions.FunctionNtoMxN;
import org.ejml.data.DMatrixRMaj;

/** Cameras by the point that they see and by their own parameters, rotations by theirs. */
final class BoofCv {

    private static final String[] POINT = {"x", "y", "z"};

    private static final List<Point3D_F64> POINTS =
            List.of(new Point3D_F64(1, 2, -0.5), new Point3D_F64(-0.4, 0.7, 1.9), new Point3D_F64(0.2, 0.1, 0.3));

    private BoofCv() {}

    static Library library() {
        return Library.of("boofcv-geo", "1.2.2", BoofCv::fill);
    }

    private static void fill(Checks checks) {
        double[] pinhole = {800, 790, 320, 240, 1.5};
        camera(checks, "BundlePinhole", () -> new BundlePinhole(false), "fx fy cx cy skew", pinhole);
        camera(checks, "BundlePinhole, no skew", () -> new BundlePinhole(true), "fx fy cx cy", 800, 790, 320, 240);
        camera(checks, "BundlePinholeSimplified", BundlePinholeSimplified::new, "f k1 k2", 800, 0.1, -0.02);
        camera(checks, "BundlePinholeSnavely", BundlePinholeSnavely::new, "f k1 k2", 800, 0.1, -0.02);
        camera(
                checks,
                "BundleZoomSimplified",
                () -> {
                    BundleZoomSimplified camera = new BundleZoomSimplified();
                    camera.setCameraState(new BundleZoomState(1.7));
                    return camera;
                },
                "fOff fScale k1 k2",
                800,
                30,
                0.1,
                -0.02);
        camera(checks, "BundleCameraProjective", BundleCameraProjective::new, "");
        for (boolean noSkew : new boolean[] {false, true}) {
            for (boolean tangential : new boolean[] {false, true}) {
                String how = (tangential ? ", tangential" : "") + (noSkew ? ", no skew" : "");
                String names = "fx fy cx cy k1 k2" + (tangential ? " t1 t2" : "") + (noSkew ? "" : " skew");
                double[] at = tangential
                        ? new double[] {800, 790, 320, 240, 0.1, -0.02, 0.03, -0.04, 1.5}
                        : new double[] {800, 790, 320, 240, 0.1, -0.02, 1.5};
                Supplier<BundleAdjustmentCamera> brown = () -> {
                    BundlePinholeBrown camera = new BundlePinholeBrown(noSkew, tangential);
                    camera.radial = new double[2];
                    return camera;
                };
                double[] intrinsic = Arrays.copyOf(at, at.length - (noSkew ? 1 : 0));
                if (tangential) {
                    wrong(checks, "BundlePinholeBrown" + how, brown, names, intrinsic);
                } else {
                    camera(checks, "BundlePinholeBrown" + how, brown, names, intrinsic);
                }
            }
        }
        wrong(
                checks,
                "BundleUniversalOmni",
                () -> new BundleUniversalOmni(false, 2, true, false),
                "fx fy cx cy k1 k2 t1 t2 skew mirror",
                800,
                790,
                320,
                240,
                0.1,
                -0.02,
                0.03,
                -0.04,
                1.5,
                0.8);
        wrong(
                checks,
                "BundleUniversalOmni, no skew",
                () -> new BundleUniversalOmni(true, 2, true, false),
                "fx fy cx cy k1 k2 t1 t2 mirror",
                800,
                790,
                320,
                240,
                0.1,
                -0.02,
                0.03,
                -0.04,
                0.8);
        camera(
                checks,
                "BundleUniversalOmni, radial",
                () -> new BundleUniversalOmni(false, 2, false, false),
                "fx fy cx cy k1 k2 skew mirror",
                800,
                790,
                320,
                240,
                0.1,
                -0.02,
                1.5,
                0.8);
        camera(
                checks,
                "BundleKannalaBrandt",
                () -> kannalaBrandt(2, 0),
                "fx fy cx cy skew s1 s2",
                800,
                790,
                320,
                240,
                1.5,
                1,
                0.1);
        checks.fail(
                "BundleKannalaBrandt, on the axis",
                () -> camera(
                        "BundleKannalaBrandt",
                        kannalaBrandt(2, 0),
                        "fx fy cx cy skew s1 s2",
                        0,
                        0,
                        2,
                        800,
                        790,
                        320,
                        240,
                        1.5,
                        1,
                        0.1),
                "x[x], x[y], x[z]",
                "NaN",
                new Evidence("closed form", null, x -> new double[][] {
                    {x[3] * x[8] / x[2], x[7] * x[8] / x[2], 0, 0, 0, 1, 0, 0, 0, 0},
                    {0, x[4] * x[8] / x[2], 0, 0, 0, 0, 1, 0, 0, 0}
                }),
                "NaN for a point on the axis, by the point");
        camera(
                checks,
                "BundleKannalaBrandt, asymmetric",
                () -> kannalaBrandt(2, 1),
                "fx fy cx cy skew s1 s2 r1 t1 rt1 rt2 rt3 rt4 tt1 tt2 tt3 tt4",
                800,
                790,
                320,
                240,
                1.5,
                1,
                0.1,
                0.05,
                -0.03,
                0.02,
                -0.01,
                0.04,
                0.015,
                -0.02,
                0.03,
                0.01,
                -0.025);
        checks.pass(
                "SphereToPointSignedDistanceJacobian",
                () -> distances("sphere", sphere(), sphereJacobian(), 0.3, -0.2, 0.5, 1.2));
        checks.pass(
                "CylinderToPointSignedDistanceJacobian",
                () -> distances("cylinder", cylinder(), cylinderJacobian(), 0.3, -0.2, 0.5, 0.7, 0.4, -1.1, 1.2));
        for (double turn : new double[] {1, 1e-4, 1e-9, 3}) {
            checks.pass(
                    "JacobianSo3Rodrigues, turn of " + turn,
                    () -> so3(new JacobianSo3Rodrigues(), 0.36 * turn, -0.48 * turn, 0.8 * turn));
        }
        checks.pass("JacobianSo3Rodrigues, no turn", () -> so3(new JacobianSo3Rodrigues(), 0, 0, 0));
        checks.pass("JacobianSo3Quaternions, unit norm", () -> so3(new JacobianSo3Quaternions(), 0.5, -0.5, 0.5, 0.5));
        checks.fail(
                "JacobianSo3Quaternions, norm 2",
                () -> so3(new JacobianSo3Quaternions(), 1, -1, 1, 1),
                "x[0], x[1], x[2], x[3]",
                "constant factor 2",
                Evidence.digits60(BoofCv::rotation),
                "not divided by the norm of the quaternion");
    }

    private static BundleKannalaBrandt kannalaBrandt(int symmetric, int asymmetric) {
        return new BundleKannalaBrandt(new CameraKannalaBrandt(symmetric, asymmetric));
    }

    private static void camera(
            Checks checks, String name, Supplier<BundleAdjustmentCamera> camera, String names, double... intrinsic) {
        checks.pass(name, () -> camera(name, camera.get(), names, at(0.4, -0.3, 2, intrinsic)));
        checks.pass(name + ", aside", () -> camera(name, camera.get(), names, at(-2, 1, 0.7, intrinsic)));
    }

    private static void wrong(
            Checks checks, String name, Supplier<BundleAdjustmentCamera> camera, String names, double... intrinsic) {
        boolean skewed = names.contains("skew");
        boolean mirror = names.contains("mirror");
        double[][] places = {{0.4, -0.3, 2}, {-2, 1, 0.7}};
        for (double[] place : places) {
            double[] at = at(place[0], place[1], place[2], intrinsic);
            checks.fail(
                    name + (place == places[0] ? "" : ", aside"),
                    () -> camera(name, camera.get(), names, at),
                    skewed ? "x[fy], x[skew]" : "x[fy]",
                    skewed ? "" : "one entry",
                    Evidence.digits60(x -> pixel(
                            x, skewed ? x[11] : Evidence.dfp(0), mirror ? x[x.length - 1] : Evidence.dfp(0), mirror)),
                    "t2 ny ny for t2 nx ny");
        }
    }

    /** The camera of D. Brown, Decentering distortion of lenses, Photogrammetric Engineering 1966; with a mirror before it. */
    private static Dfp[] pixel(Dfp[] x, Dfp skew, Dfp mirror, boolean isOmni) {
        Dfp depth = isOmni
                ? x[2].add(mirror.multiply(
                        x[0].pow(2).add(x[1].pow(2)).add(x[2].pow(2)).sqrt()))
                : x[2];
        Dfp nx = x[0].divide(depth);
        Dfp ny = x[1].divide(depth);
        Dfp square = nx.multiply(nx).add(ny.multiply(ny));
        Dfp radial = square.multiply(x[7])
                .add(square.multiply(square).multiply(x[8]))
                .add(Evidence.dfp(1));
        Dfp twice = nx.multiply(ny).multiply(2);
        Dfp dx = nx.multiply(radial)
                .add(twice.multiply(x[9]))
                .add(x[10].multiply(square.add(nx.multiply(nx).multiply(2))));
        Dfp dy = ny.multiply(radial)
                .add(twice.multiply(x[10]))
                .add(x[9].multiply(square.add(ny.multiply(ny).multiply(2))));
        return new Dfp[] {
            x[3].multiply(dx).add(skew.multiply(dy)).add(x[5]),
            x[4].multiply(dy).add(x[6])
        };
    }

    /** The rotation of a quaternion w, x, y, z after it is divided by its norm. */
    private static Dfp[] rotation(Dfp[] q) {
        Dfp norm = Evidence.dfp(0);
        for (Dfp entry : q) {
            norm = norm.add(entry.multiply(entry));
        }
        Dfp[][] p = new Dfp[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                p[i][j] = q[i].multiply(q[j]).multiply(2).divide(norm);
            }
        }
        Dfp one = Evidence.dfp(1);
        return new Dfp[] {
            one.subtract(p[2][2]).subtract(p[3][3]), p[1][2].subtract(p[0][3]), p[1][3].add(p[0][2]),
            p[1][2].add(p[0][3]), one.subtract(p[1][1]).subtract(p[3][3]), p[2][3].subtract(p[0][1]),
            p[1][3].subtract(p[0][2]), p[2][3].add(p[0][1]),
                    one.subtract(p[1][1]).subtract(p[2][2])
        };
    }

    private static double[] at(double x, double y, double z, double... intrinsic) {
        double[] at = Arrays.copyOf(new double[] {x, y, z}, 3 + intrinsic.length);
        System.arraycopy(intrinsic, 0, at, 3, intrinsic.length);
        return at;
    }

    private static Subject camera(String name, BundleAdjustmentCamera camera, String names, double... at) {
        return VectorFunctions.jacobian(
                        name,
                        x -> {
                            Point2D_F64 pixel = new Point2D_F64();
                            camera.setIntrinsic(x, 3);
                            camera.project(x[0], x[1], x[2], pixel);
                            return new double[] {pixel.x, pixel.y};
                        },
                        x -> jacobian(camera, x),
                        at)
                .named((String.join(" ", POINT) + " " + names).trim().split(" "));
    }

    private static double[][] jacobian(BundleAdjustmentCamera camera, double[] x) {
        double[][] point = new double[2][3];
        double[][] intrinsic = new double[2][x.length - 3];
        camera.setIntrinsic(x, 3);
        camera.jacobian(x[0], x[1], x[2], point[0], point[1], true, intrinsic[0], intrinsic[1]);
        return new double[][] {
            at(point[0][0], point[0][1], point[0][2], intrinsic[0]),
            at(point[1][0], point[1][1], point[1][2], intrinsic[1])
        };
    }

    private static SphereToPointSignedDistance_F64 sphere() {
        SphereToPointSignedDistance_F64 made = new SphereToPointSignedDistance_F64();
        made.setPoints(POINTS);
        return made;
    }

    private static SphereToPointSignedDistanceJacobian_F64 sphereJacobian() {
        SphereToPointSignedDistanceJacobian_F64 made = new SphereToPointSignedDistanceJacobian_F64();
        made.setPoints(POINTS);
        return made;
    }

    private static CylinderToPointSignedDistance_F64 cylinder() {
        CylinderToPointSignedDistance_F64 made = new CylinderToPointSignedDistance_F64();
        made.setPoints(POINTS);
        return made;
    }

    private static CylinderToPointSignedDistanceJacobian_F64 cylinderJacobian() {
        CylinderToPointSignedDistanceJacobian_F64 made = new CylinderToPointSignedDistanceJacobian_F64();
        made.setPoints(POINTS);
        return made;
    }

    private static Subject distances(String name, FunctionNtoM f, FunctionNtoMxN<DMatrixRMaj> jacobian, double... at) {
        int points = POINTS.size();
        return VectorFunctions.filling(
                name, points, f::process, (x, j) -> jacobian.process(x, DMatrixRMaj.wrap(points, x.length, j)), at);
    }

    private static Subject so3(JacobianSo3 rotation, double... at) {
        return VectorFunctions.jacobian(
                rotation.getClass().getSimpleName(),
                x -> {
                    rotation.setParameters(x, 0);
                    return rotation.getRotationMatrix().data.clone();
                },
                x -> {
                    rotation.setParameters(x, 0);
                    double[][] jacobian = new double[9][x.length];
                    for (int j = 0; j < x.length; j++) {
                        for (int i = 0; i < 9; i++) {
                            jacobian[i][j] = rotation.getPartial(j).data[i];
                        }
                    }
                    return jacobian;
                },
                at);
    }
}
