package wild;

import java.util.List;

/** What is checked, in the order of the page. */
final class Libraries {

    static final List<Library> ALL = List.of(
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
            IgniteMl.library());

    private Libraries() {}
}
