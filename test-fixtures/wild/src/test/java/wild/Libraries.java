package wild;

import java.util.List;

/** What is checked, in the order of the page. */
final class Libraries {

    static final Library IGNITE = IgniteMl.library();

    private static final List<Library> ALL = List.of(
            CommonsMath3.library(),
            HipparchusCore.library(),
            Encog.library(),
            Neuroph.library(),
            Strata.library(),
            Liblinear.library(),
            OpenNlp.library(),
            BoofCv.library(),
            DDogleg.library(),
            Foundry.library(),
            Ssj.library(),
            OjAlgo.library(),
            JOptimizer.library(),
            Hivemall.library(),
            Tribuo.library(),
            Finmath.library(),
            OpenChemLib.library(),
            Sis.library(),
            Orekit.library(),
            IGNITE);

    private Libraries() {}

    /** Those that run on this Java: Ignite 2.15 looks for a constructor of a class of the JDK that went with 21. */
    static List<Library> all() {
        return Runtime.version().feature() < 21 ? ALL : ALL.subList(0, ALL.size() - 1);
    }
}
