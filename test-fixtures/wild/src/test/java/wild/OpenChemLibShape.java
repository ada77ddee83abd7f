package wild;

import com.actelion.research.chem.Molecule;
import com.actelion.research.chem.StereoMolecule;
import com.actelion.research.chem.interactionstatistics.SplineFunction;
import com.actelion.research.chem.phesa.EvaluableOverlap;
import com.actelion.research.chem.phesa.PheSAAlignment;
import com.actelion.research.util.SmoothingSplineInterpolator;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Objectives;

/** How two molecules overlap, by a turn and a shift of one, and splines through statistics. */
final class OpenChemLibShape {

    private OpenChemLibShape() {}

    static void fill(Checks checks) {
        SplineFunction spline = new SplineFunction();
        spline.setSplineFunction(new SmoothingSplineInterpolator()
                .interpolate(
                        new double[] {0, 1, 2, 3, 4, 5, 6, 7}, new double[] {0.3, 1.2, -0.5, 0.7, 2, 1.1, 0.2, -1}));
        checks.pass("SplineFunction", () -> spline(spline, 0.4, 2.5, 5.7, 6.5));
        checks.pass("SplineFunction, at knots", () -> spline(spline, 1, 3));
        overlap(checks, 0, 0, 0, 0.1, 0.2, -0.3);
    }

    private static Subject spline(SplineFunction spline, double... at) {
        return Subject.scalar("spline", x -> spline.getFGValue(x)[0], x -> spline.getFGValue(x)[1], at);
    }

    private static void overlap(Checks checks, double... at) {
        StereoMolecule reference = molecule(new int[] {6, 6, 8}, 0, 0, 0, 1.5, 0, 0.1, 2.1, 1.3, 0);
        StereoMolecule fitted = molecule(new int[] {6, 6, 6}, -1, -0.5, 0.1, 0.3, -0.3, -0.2, 0.7, 0.8, 0.1);
        EvaluableOverlap overlap = new EvaluableOverlap(new PheSAAlignment(reference, fitted), new double[6]);
        checks.fail(
                "EvaluableOverlap",
                () -> Objectives.adding("overlap", (x, gradient) -> overlap(overlap, x, gradient), at),
                "x[0], x[1], x[2], x[3], x[4], x[5]",
                "",
                Evidence.sevenPoints(x -> new double[] {overlap(overlap, x, new double[6])}, 1e-4),
                "value by a table of exp with straight lines between, derivative that of exp");
    }

    private static double overlap(EvaluableOverlap overlap, double[] x, double[] gradient) {
        overlap.setState(x);
        return overlap.getFGValue(gradient);
    }

    /** A chain of atoms. */
    private static StereoMolecule molecule(int[] elements, double... places) {
        StereoMolecule molecule = new StereoMolecule();
        for (int k = 0; k < elements.length; k++) {
            int atom = molecule.addAtom(elements[k]);
            molecule.setAtomX(atom, places[3 * k]);
            molecule.setAtomY(atom, places[3 * k + 1]);
            molecule.setAtomZ(atom, places[3 * k + 2]);
            if (k > 0) {
                molecule.addBond(atom - 1, atom);
            }
        }
        molecule.ensureHelperArrays(Molecule.cHelperCIP);
        return molecule;
    }
}
