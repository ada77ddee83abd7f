package wild;

import static wild.OpenChemLibConstraints.conformer;
import static wild.OpenChemLibConstraints.place;
import static wild.OpenChemLibConstraints.term;

import com.actelion.research.chem.Coordinates;
import com.actelion.research.chem.conf.Conformer;
import com.actelion.research.chem.docking.scoring.chemscore.HBTerm;
import com.actelion.research.chem.docking.scoring.chemscore.MetalTerm;
import com.actelion.research.chem.docking.scoring.chemscore.SimpleMetalTerm;
import com.actelion.research.chem.docking.scoring.plp.PLPTerm;
import com.actelion.research.chem.docking.scoring.plp.REPTerm;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.dfp.Dfp;

/** Scores of how a molecule lies in a receptor, whose atoms stay where they are. */
final class OpenChemLibDocking {

    private static final double[] UP = {0.36, -0.48, 0.8};
    private static final double[] ASIDE = {0.8, 0.6, 0};
    private static final double[] ACROSS = {-0.48, 0.64, 0.6};

    private static final double DEGREE = Math.PI / 180;
    private static final String ALONE = "no energy where there is but one factor";
    private static final String RULE = "product rule not applied to the angles";

    private OpenChemLibDocking() {}

    static void fill(Checks checks) {
        plp(checks, Verdict.PASS, "near", PLPTerm.HBOND_TERM, 2);
        plp(checks, Verdict.KINK, "at a corner", PLPTerm.HBOND_TERM, 2.3);
        plp(checks, Verdict.PASS, "falling", PLPTerm.HBOND_TERM, 2.5);
        plp(checks, Verdict.INCONCLUSIVE, "level", PLPTerm.HBOND_TERM, 2.9);
        plp(checks, Verdict.PASS, "rising", PLPTerm.HBOND_TERM, 3.2);
        plp(checks, Verdict.INCONCLUSIVE, "far", PLPTerm.HBOND_TERM, 3.5);
        plp(checks, Verdict.PASS, "rising, nonpolar", PLPTerm.NONPOLAR_TERM, 5);
        rep(checks, Verdict.PASS, "near", 2);
        rep(checks, Verdict.PASS, "farther", 4);
        rep(checks, Verdict.PASS, "far", 5.5);
        hydrogen(checks);
        simpleMetal(checks);
        metal(checks);
    }

    private static void hydrogen(Checks checks) {
        checks.pass("HBTerm, near, straight", () -> hydrogen(1, 1.4, 170));
        checks.inconclusive("HBTerm, level, straight", () -> hydrogen(1, 1.9, 170));
        checks.pass("HBTerm, far, straight", () -> hydrogen(1, 2.3, 170));
        checks.pass("HBTerm, level, bent", () -> hydrogen(1, 1.9, 130));
        checks.pass("HBTerm, far, bent", () -> hydrogen(1, 2.3, 130));
        checks.fail(
                "HBTerm, scale of 1/2",
                () -> hydrogen(0.5, 2.3, 170),
                entries(3),
                "constant factor 1/2",
                hydrogenBond(0.5, 170),
                "the scale comes in twice");
        String mistake = "the energy comes in once for each further factor of a product";
        for (double bent : new double[] {170, 130}) {
            checks.fail(
                    "HBTerm, " + (bent == 170 ? "straight" : "bent") + ", one neighbour",
                    () -> hydrogen(1, 2.3, bent, 93),
                    entries(6),
                    "constant factor -3",
                    hydrogenBond(1, bent),
                    mistake);
        }
    }

    private static void simpleMetal(Checks checks) {
        Evidence evidence = metalScore(2.6, 3, 0);
        checks.inconclusive("SimpleMetalTerm, level, no neighbours", () -> simpleMetal(2));
        checks.fail(
                "SimpleMetalTerm, no neighbours",
                () -> simpleMetal(2.8),
                entries(3),
                "constant factor -1/6",
                evidence,
                ALONE);
        checks.fail(
                "SimpleMetalTerm, level, one neighbour",
                () -> simpleMetal(2, 95),
                entries(6),
                "constant factor -1/6",
                evidence,
                RULE);
        checks.fail("SimpleMetalTerm, one neighbour", () -> simpleMetal(2.8, 95), entries(6), "", evidence, RULE);
        checks.fail("SimpleMetalTerm, two neighbours", () -> simpleMetal(2.8, 95, 98), entries(9), "", evidence, RULE);
    }

    private static void metal(Checks checks) {
        Evidence evidence = metalScore(0.6, 0.8, 2);
        checks.inconclusive("MetalTerm, level, no neighbours", () -> metal(0.5));
        checks.fail("MetalTerm, no neighbours", () -> metal(0.7), entries(3), "constant factor -1/6", evidence, ALONE);
        checks.fail(
                "MetalTerm, level, one neighbour",
                () -> metal(0.5, 95),
                entries(6),
                "constant factor -1/6",
                evidence,
                RULE);
        checks.fail("MetalTerm, one neighbour", () -> metal(0.7, 95), entries(6), "", evidence, RULE);
        checks.fail("MetalTerm, two neighbours", () -> metal(0.7, 95, 98), entries(9), "", evidence, RULE);
    }

    private static String entries(int count) {
        return IntStream.range(0, count).mapToObj(j -> "x[" + j + "]").collect(Collectors.joining(", "));
    }

    private static void plp(Checks checks, Verdict verdict, String where, Map<String, Double> kind, double distance) {
        checks.expect(
                verdict,
                "PLPTerm, " + where,
                () -> term(c -> PLPTerm.create(receptor(170), c, 0, 0, kind), ligand(distance)));
    }

    private static void rep(Checks checks, Verdict verdict, String where, double distance) {
        checks.expect(
                verdict,
                "REPTerm, " + where,
                () -> term(c -> REPTerm.create(receptor(170), c, 0, 0), ligand(distance)));
    }

    /** The ligand's first atom is the acceptor; the receptor's second the donor, and its first the hydrogen. */
    private static Subject hydrogen(double scale, double distance, double bent, double... neighbours) {
        int[] all = all(neighbours);
        return term(
                c -> HBTerm.create(receptor(bent), c, 0, 1, 0, true, false, all, scale), ligand(distance, neighbours));
    }

    private static Subject simpleMetal(double distance, double... neighbours) {
        int[] all = all(neighbours);
        return term(c -> SimpleMetalTerm.create(receptor(170), c, 0, 0, all, 1), ligand(distance, neighbours));
    }

    private static Subject metal(double distance, double... neighbours) {
        Conformer metal = place(conformer(1), -2 * UP[0], -2 * UP[1], -2 * UP[2]);
        int[] all = all(neighbours);
        return term(c -> MetalTerm.create(c, 0, metal, 0, all, new Coordinates(), 1), ligand(distance, neighbours));
    }

    private static Evidence hydrogenBond(double scale, double bent) {
        return Evidence.digits60(x -> {
            int atoms = x.length / 3;
            Points points = Points.of(x, donor(bent));
            Dfp score = ramp(points.distance(0, atoms).subtract(Evidence.dfp(1.85)), 0.25, 0.65)
                    .multiply(ramp(
                            points.angle(atoms + 1, atoms, 0).subtract(Evidence.dfp(Math.PI)),
                            30 * DEGREE,
                            80 * DEGREE));
            for (int neighbour = 1; neighbour < atoms; neighbour++) {
                score = score.multiply(ramp(
                        points.angle(neighbour, 0, atoms).subtract(Evidence.dfp(Math.PI)), 80 * DEGREE, 100 * DEGREE));
            }
            return new Dfp[] {score.multiply(Evidence.dfp(-3 * scale))};
        });
    }

    private static Evidence metalScore(double near, double far, double below) {
        return Evidence.digits60(x -> {
            int atoms = x.length / 3;
            Points points = Points.of(x, 0, 0, 0, -below * UP[0], -below * UP[1], -below * UP[2]);
            Dfp score = ramp(points.distance(0, atoms), near, far);
            for (int neighbour = 1; neighbour < atoms; neighbour++) {
                score = score.multiply(ramp(
                        points.angle(neighbour, 0, atoms + 1).subtract(Evidence.dfp(Math.PI)),
                        80 * DEGREE,
                        90 * DEGREE));
            }
            return new Dfp[] {score.multiply(-6)};
        });
    }

    /** 1 up to a first absolute value, 0 from a second on. */
    private static Dfp ramp(Dfp signed, double one, double zero) {
        Dfp x = signed.abs();
        Dfp most = Evidence.dfp(zero);
        Dfp least = Evidence.dfp(one);
        return x.lessThan(least)
                ? Evidence.dfp(1)
                : x.greaterThan(most) ? Evidence.dfp(0) : most.subtract(x).divide(most.subtract(least));
    }

    private static int[] all(double... neighbours) {
        return IntStream.rangeClosed(1, neighbours.length).toArray();
    }

    /** An atom at a distance from the receptor's first, and neighbours of it at angles to that. */
    private static double[] ligand(double distance, double... angles) {
        double[] places = new double[3 + 3 * angles.length];
        for (int i = 0; i < 3; i++) {
            places[i] = distance * UP[i];
            for (int k = 0; k < angles.length; k++) {
                double angle = Math.toRadians(angles[k]);
                double turn = 1 + 2 * k;
                places[3 + 3 * k + i] = places[i]
                        + 1.2
                                * (-Math.cos(angle) * UP[i]
                                        + Math.sin(angle) * (Math.cos(turn) * ASIDE[i] + Math.sin(turn) * ACROSS[i]));
            }
        }
        return places;
    }

    private static Conformer receptor(double bent) {
        return place(conformer(2), donor(bent));
    }

    /** A hydrogen at the origin, and its donor, at an angle to the ligand's first atom. */
    private static double[] donor(double bent) {
        double angle = Math.toRadians(bent);
        double[] places = new double[6];
        for (int i = 0; i < 3; i++) {
            places[3 + i] = 0.9 * (Math.cos(angle) * UP[i] + Math.sin(angle) * ASIDE[i]);
        }
        return places;
    }
}
