package wild;

import static wild.Evidence.dfp;

import org.apache.commons.math3.dfp.Dfp;
import org.orekit.orbits.OrbitType;
import org.orekit.orbits.PositionAngleType;

/** Position and velocity by the elements of an ellipse, in 60 digits. */
final class OrekitExact {

    private OrekitExact() {}

    static Dfp[] cartesian(OrbitType type, PositionAngleType angle, Dfp[] x) {
        if (type == OrbitType.KEPLERIAN) {
            return cartesian(x[0], x[1], x[2], x[3], x[4], eccentric(angle, x[5], x[1]));
        }
        Dfp e = x[1].pow(2).add(x[2].pow(2)).sqrt();
        Dfp perigee = x[2].divide(x[1]).atan();
        return cartesian(x[0], e, x[3], perigee, x[4], eccentric(angle, x[5].subtract(perigee), e));
    }

    private static Dfp eccentric(PositionAngleType angle, Dfp anomaly, Dfp e) {
        Dfp one = dfp(1);
        if (angle == PositionAngleType.TRUE) {
            Dfp ratio = one.subtract(e).divide(one.add(e)).sqrt();
            return ratio.multiply(anomaly.divide(2).tan()).atan().multiply(2);
        }
        Dfp eccentric = anomaly;
        for (int k = 0; angle == PositionAngleType.MEAN && k < 8; k++) {
            Dfp excess = eccentric.subtract(e.multiply(eccentric.sin())).subtract(anomaly);
            eccentric = eccentric.subtract(excess.divide(one.subtract(e.multiply(eccentric.cos()))));
        }
        return eccentric;
    }

    private static Dfp[] cartesian(Dfp a, Dfp e, Dfp i, Dfp perigee, Dfp node, Dfp anomaly) {
        Dfp one = dfp(1);
        Dfp minor = one.subtract(e.pow(2)).sqrt();
        Dfp rate = dfp(Orekit.MU).divide(a).sqrt().divide(one.subtract(e.multiply(anomaly.cos())));
        Dfp[] along = {
            anomaly.cos().subtract(e).multiply(a), anomaly.sin().negate().multiply(rate)
        };
        Dfp[] across = {
            anomaly.sin().multiply(minor).multiply(a),
            anomaly.cos().multiply(minor).multiply(rate)
        };
        Dfp[] cartesian = new Dfp[6];
        for (int k = 0; k < 2; k++) {
            Dfp x = perigee.cos().multiply(along[k]).subtract(perigee.sin().multiply(across[k]));
            Dfp y = perigee.sin().multiply(along[k]).add(perigee.cos().multiply(across[k]));
            cartesian[3 * k] =
                    node.cos().multiply(x).subtract(node.sin().multiply(i.cos()).multiply(y));
            cartesian[3 * k + 1] =
                    node.sin().multiply(x).add(node.cos().multiply(i.cos()).multiply(y));
            cartesian[3 * k + 2] = i.sin().multiply(y);
        }
        return cartesian;
    }
}
