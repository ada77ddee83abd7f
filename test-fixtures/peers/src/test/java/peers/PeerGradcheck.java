package peers;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.subject.Subject;

/** This project's checker with its standard options. Results are not recorded, as nobody else records any. */
final class PeerGradcheck implements Peer {

    private final boolean isOpaque;
    private final long seed;

    PeerGradcheck(boolean isOpaque, long seed) {
        this.isOpaque = isOpaque;
        this.seed = seed;
    }

    @Override
    public String name() {
        return isOpaque ? "gradcheck, opaque function of the parameters" : "gradcheck, all variables and laws";
    }

    @Override
    public boolean goesThroughEntries() {
        return false;
    }

    /** Its own count of evaluations has the places on lines too, which are not asked of {@code evaluate}. */
    @Override
    public Check prepare(CheckedNetwork network, Entries entries) {
        Subject subject = isOpaque ? network.opaque() : network.subject();
        GradientChecker checker = GradientChecker.standard().seed(seed).unheard();
        return () -> {
            network.counts().reset();
            GradientReport report = checker.check(subject);
            Verdict verdict =
                    switch (report.verdict()) {
                        case PASS, KINK -> Verdict.RIGHT;
                        case FAIL -> Verdict.WRONG;
                        case INCONCLUSIVE -> Verdict.UNDECIDED;
                    };
            return new Answer(verdict, report.evaluations(), network.counts().gradients(), 0);
        };
    }
}
