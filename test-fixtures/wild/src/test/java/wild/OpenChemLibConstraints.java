package wild;

import com.actelion.research.chem.Coordinates;
import com.actelion.research.chem.StereoMolecule;
import com.actelion.research.chem.conf.Conformer;
import com.actelion.research.chem.forcefield.mmff.EnergyTerm;
import com.actelion.research.chem.forcefield.mmff.MMFFExternalPositionConstraint;
import com.actelion.research.chem.forcefield.mmff.MMFFPositionConstraint;
import com.actelion.research.chem.potentialenergy.AngleConstraint;
import com.actelion.research.chem.potentialenergy.BondConstraint;
import com.actelion.research.chem.potentialenergy.PositionConstraint;
import com.actelion.research.chem.potentialenergy.PotentialEnergyTerm;
import com.actelion.research.chem.potentialenergy.TorsionConstraint;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Objectives;
import java.util.function.Function;
import org.apache.commons.math3.dfp.Dfp;

/** What pulls atoms to where they are wanted. */
final class OpenChemLibConstraints {

    private static final double[] FOUR = {0.9, 1.2, -0.3, 0.1, 0.2, -0.1, 1.4, -0.3, 0.2, 2.1, 0.6, 1.3};

    private static final double[] MIRRORED = {0.9, 1.2, 0.3, 0.1, 0.2, 0.1, 1.4, -0.3, -0.2, 2.1, 0.6, -1.3};
    private static final String ALL = "x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11]";

    private OpenChemLibConstraints() {}

    static void fill(Checks checks) {
        checks.pass("BondConstraint", () -> term(c -> new BondConstraint(c, new int[] {0, 2}, 1.5), FOUR));
        checks.pass("AngleConstraint", () -> term(c -> new AngleConstraint(c, new int[] {0, 1, 2}, 100), FOUR));
        checks.kink(
                "AngleConstraint, on a line",
                () -> term(c -> new AngleConstraint(c, new int[] {0, 1, 2}, 100), 0, 0, 0, 1, 0, 0, 2, 0, 0));
        torsion(
                checks,
                "",
                "x[0], x[1], x[2], x[9], x[10], x[11]",
                "the first and the last atom are left out",
                MIRRORED);
        torsion(
                checks,
                ", beyond 180 degrees",
                ALL,
                "sign beyond 180 degrees, and the first and the last atom are left out",
                FOUR);
        checks.pass(
                "TorsionConstraint, within its range",
                () -> term(c -> new TorsionConstraint(c, new int[] {0, 1, 2, 3}, 100, 60), MIRRORED));
        position(checks);
        forceField(checks);
    }

    private static void torsion(Checks checks, String where, String wrong, String mistake, double... at) {
        boolean beyond = at == FOUR;
        checks.fail(
                "TorsionConstraint" + where,
                () -> term(c -> new TorsionConstraint(c, new int[] {0, 1, 2, 3}, 200, 5), at),
                wrong,
                "",
                Evidence.digits60(x -> {
                    Dfp angle = Points.of(x).dihedral(0, 1, 2, 3);
                    return square(
                            50,
                            beyond ? angle.negate().add(2 * Math.PI) : angle,
                            2 * Math.PI * (beyond ? 205 : 195) / 360);
                }),
                mistake);
    }

    private static void position(Checks checks) {
        checks.pass(
                "PositionConstraint, first atom, constant of 1",
                () -> term(c -> new PositionConstraint(atZero(c), 0, 1, 0.2), FOUR));
        checks.inconclusive(
                "PositionConstraint, within its range",
                () -> term(c -> new PositionConstraint(atZero(c), 1, 1, 5), FOUR));
        checks.fail(
                "PositionConstraint, first atom",
                () -> term(c -> new PositionConstraint(atZero(c), 0, 50, 0.2), FOUR),
                "x[0], x[1], x[2]",
                "constant factor 1/50",
                away(50, 0.2, 0),
                "no force constant");
        checks.fail(
                "PositionConstraint, second atom",
                () -> term(c -> new PositionConstraint(atZero(c), 1, 1, 0.05), FOUR),
                "x[1], x[2], x[3], x[4], x[5]",
                "",
                away(1, 0.05, 1),
                "added to the coordinates of other atoms");
    }

    private static void forceField(Checks checks) {
        checks.pass(
                "MMFFPositionConstraint, constant of 1",
                () -> energy(new MMFFPositionConstraint(molecule(4), 1, 0.2), FOUR));
        checks.pass(
                "MMFFExternalPositionConstraint, first atom, constant of 1",
                () -> energy(new MMFFExternalPositionConstraint(0, new double[3], 1, 0.2), FOUR));
        checks.fail(
                "MMFFPositionConstraint, constant of 50",
                () -> energy(new MMFFPositionConstraint(molecule(4), 50, 0.2), FOUR),
                ALL,
                "constant factor 1/50",
                away(50, 0.2, 0, 1, 2, 3),
                "no force constant");
        checks.fail(
                "MMFFExternalPositionConstraint, first atom",
                () -> energy(new MMFFExternalPositionConstraint(0, new double[3], 50, 0.2), FOUR),
                "x[0], x[1], x[2]",
                "constant factor 1/50",
                away(50, 0.2, 0),
                "no force constant");
        checks.fail(
                "MMFFExternalPositionConstraint, second atom",
                () -> energy(new MMFFExternalPositionConstraint(1, new double[3], 1, 0.05), FOUR),
                "x[1], x[2], x[3], x[4], x[5]",
                "",
                away(1, 0.05, 1),
                "added to the coordinates of other atoms");
    }

    /** Springs that pull these atoms to the origin, once they are farther from it. */
    private static Evidence away(double constant, double distance, int... atoms) {
        return Evidence.digits60(x -> {
            Points points = Points.of(x, 0, 0, 0);
            Dfp sum = Evidence.dfp(0);
            for (int atom : atoms) {
                sum = sum.add(square(constant, points.distance(atom, x.length / 3), distance)[0]);
            }
            return new Dfp[] {sum};
        });
    }

    private static Dfp[] square(double constant, Dfp is, double wanted) {
        return new Dfp[] {is.subtract(Evidence.dfp(wanted)).pow(2).multiply(Evidence.dfp(constant / 2))};
    }

    private static Conformer atZero(Conformer conformer) {
        return place(conformer, new double[3 * conformer.getSize()]);
    }

    private static Subject energy(EnergyTerm term, double... at) {
        return Objectives.adding(
                "energy",
                (x, gradient) -> {
                    term.getGradient(x, gradient);
                    return term.getEnergy(x);
                },
                at);
    }

    /** A term of a conformer, whose atoms are moved to where they are asked for. */
    static Subject term(Function<Conformer, PotentialEnergyTerm> make, double... at) {
        Conformer conformer = conformer(at.length / 3);
        PotentialEnergyTerm term = make.apply(conformer);
        return Objectives.adding(
                "energy",
                (x, gradient) -> {
                    place(conformer, x);
                    return term.getFGValue(gradient);
                },
                at);
    }

    static Conformer place(Conformer conformer, double... x) {
        for (int atom = 0; atom < conformer.getSize(); atom++) {
            conformer.setCoordinates(atom, new Coordinates(x[3 * atom], x[3 * atom + 1], x[3 * atom + 2]));
        }
        return conformer;
    }

    static Conformer conformer(int atoms) {
        return new Conformer(molecule(atoms));
    }

    static StereoMolecule molecule(int atoms) {
        StereoMolecule molecule = new StereoMolecule();
        for (int atom = 0; atom < atoms; atom++) {
            molecule.addAtom(6);
        }
        return molecule;
    }
}
