package wild;

import com.actelion.research.chem.SmilesParser;
import com.actelion.research.chem.StereoMolecule;
import com.actelion.research.chem.forcefield.mmff.AngleBend;
import com.actelion.research.chem.forcefield.mmff.BondStretch;
import com.actelion.research.chem.forcefield.mmff.Electrostatic;
import com.actelion.research.chem.forcefield.mmff.EnergyTerm;
import com.actelion.research.chem.forcefield.mmff.ForceFieldMMFF94;
import com.actelion.research.chem.forcefield.mmff.MMFFMolecule;
import com.actelion.research.chem.forcefield.mmff.OutOfPlane;
import com.actelion.research.chem.forcefield.mmff.Separation;
import com.actelion.research.chem.forcefield.mmff.StretchBend;
import com.actelion.research.chem.forcefield.mmff.Tables;
import com.actelion.research.chem.forcefield.mmff.TorsionAngle;
import com.actelion.research.chem.forcefield.mmff.VanDerWaals;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.Objectives;
import java.util.Arrays;
import java.util.List;
import org.openmolecules.chem.conf.gen.ConformerGenerator;

/** Energies of molecules by the places of their atoms: the force field MMFF94, constraints, and scores of docking. */
final class OpenChemLib {

    private static final String FIELD = ForceFieldMMFF94.MMFF94;

    private OpenChemLib() {}

    static Library library() {
        return Library.of("openchemlib", "2025.7.0", checks -> {
            ForceFieldMMFF94.initialize(FIELD);
            terms(checks, "CC(=O)NC");
            terms(checks, "CC#N");
            terms(checks, "O=C1C=CNC=C1");
            edges(checks);
            OpenChemLibConstraints.fill(checks);
            OpenChemLibDocking.fill(checks);
            OpenChemLibShape.fill(checks);
        });
    }

    private static void terms(Checks checks, String smiles) {
        MMFFMolecule molecule = molecule(smiles);
        Tables tables = ForceFieldMMFF94.table(FIELD);
        Separation separation = new Separation(molecule);
        sum(checks, "BondStretch, " + smiles, molecule, BondStretch.findIn(tables, molecule));
        sum(checks, "AngleBend, " + smiles, molecule, AngleBend.findIn(tables, molecule));
        sum(checks, "StretchBend, " + smiles, molecule, StretchBend.findIn(tables, molecule));
        sum(checks, "OutOfPlane, " + smiles, molecule, OutOfPlane.findIn(tables, molecule));
        sum(checks, "TorsionAngle, " + smiles, molecule, TorsionAngle.findIn(tables, molecule));
        sum(checks, "VanDerWaals, " + smiles, molecule, VanDerWaals.findIn(tables, molecule, separation, 100));
        sum(checks, "Electrostatic, " + smiles, molecule, Electrostatic.findIn(tables, molecule, separation));
        sum(
                checks,
                "Electrostatic, by distance, " + smiles,
                molecule,
                Electrostatic.findIn(tables, molecule, separation, 100, true, 4));
    }

    private static void edges(Checks checks) {
        MMFFMolecule molecule = molecule("CC#N");
        Tables tables = ForceFieldMMFF94.table(FIELD);
        Separation separation = new Separation(molecule);
        int carbon = 0;
        int nitrile = 1;
        int nitrogen = 2;
        int hydrogen = 3;
        line(
                checks,
                Verdict.PASS,
                "AngleBend, linear, on a line",
                molecule,
                new AngleBend(tables, molecule, carbon, nitrile, nitrogen));
        line(
                checks,
                Verdict.KINK,
                "AngleBend, on a line",
                molecule,
                new AngleBend(tables, molecule, nitrile, carbon, hydrogen));
        line(
                checks,
                Verdict.KINK,
                "StretchBend, on a line",
                molecule,
                new StretchBend(tables, molecule, nitrile, carbon, hydrogen));
        line(
                checks,
                Verdict.PASS,
                "BondStretch, on a line",
                molecule,
                new BondStretch(tables, molecule, carbon, nitrile));
        line(
                checks,
                Verdict.INCONCLUSIVE,
                "TorsionAngle, on a line",
                molecule,
                new TorsionAngle(tables, molecule, hydrogen, carbon, nitrile, nitrogen));
        MMFFMolecule amide = molecule("CC(=O)NC");
        plane(
                checks,
                "TorsionAngle, on a plane",
                amide,
                TorsionAngle.findIn(tables, amide).get(0));
        plane(
                checks,
                "OutOfPlane, on a plane",
                amide,
                OutOfPlane.findIn(tables, amide).get(0));
        point(
                checks,
                Verdict.KINK,
                "BondStretch, at one point",
                molecule,
                new BondStretch(tables, molecule, carbon, nitrile));
        point(
                checks,
                Verdict.KINK,
                "VanDerWaals, at one point",
                molecule,
                new VanDerWaals(tables, molecule, nitrogen, hydrogen));
        point(
                checks,
                Verdict.KINK,
                "Electrostatic, at one point",
                molecule,
                new Electrostatic(molecule, nitrogen, hydrogen, Separation.Relation.ONE_FOUR, -0.5, 0.3));
    }

    private static void line(Checks checks, Verdict verdict, String name, MMFFMolecule molecule, EnergyTerm term) {
        double[] places = new double[3 * molecule.getAllAtoms()];
        for (int atom = 0; atom < molecule.getAllAtoms(); atom++) {
            places[3 * atom] = new double[] {0, 1.4, 2.6, -1.1}[Math.min(atom, 3)];
        }
        checks.expect(verdict, name, () -> energy(name, List.of(term), places));
    }

    private static void plane(Checks checks, String name, MMFFMolecule molecule, EnergyTerm term) {
        double[] places = places(molecule.getAllAtoms());
        for (int j = 2; j < places.length; j += 3) {
            places[j] = 0.5;
        }
        checks.pass(name, () -> energy(name, List.of(term), places));
    }

    private static void point(Checks checks, Verdict verdict, String name, MMFFMolecule molecule, EnergyTerm term) {
        double[] places = new double[3 * molecule.getAllAtoms()];
        Arrays.fill(places, 0.3);
        checks.expect(verdict, name, () -> energy(name, List.of(term), places));
    }

    private static void sum(Checks checks, String name, MMFFMolecule molecule, List<? extends EnergyTerm> terms) {
        if (!terms.isEmpty()) {
            checks.pass(name, () -> energy(name, terms, places(molecule.getAllAtoms())));
        }
    }

    private static Subject energy(String name, List<? extends EnergyTerm> terms, double... places) {
        return Objectives.adding(
                name,
                (x, gradient) -> {
                    double energy = 0;
                    for (EnergyTerm term : terms) {
                        term.getGradient(x, gradient);
                        energy += term.getEnergy(x);
                    }
                    return energy;
                },
                places);
    }

    /** Atoms on a bent lattice, so that no three are on a line and no four on a plane. */
    private static double[] places(int atoms) {
        double[] places = new double[3 * atoms];
        for (int j = 0; j < places.length; j++) {
            places[j] = 1.3 * (j / 3 / new int[] {4, 2, 1}[j % 3] % 2 + j / 24) + 0.4 * Math.sin(7.3 * j);
        }
        return places;
    }

    private static MMFFMolecule molecule(String smiles) {
        try {
            StereoMolecule molecule = new StereoMolecule();
            new SmilesParser().parse(molecule, smiles);
            ConformerGenerator.addHydrogenAtoms(molecule);
            return new MMFFMolecule(molecule);
        } catch (Exception e) {
            throw new IllegalStateException(smiles, e);
        }
    }
}
