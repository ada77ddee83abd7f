package peers;

import java.util.Locale;
import java.util.Map;

/** {@code torch.autograd.gradcheck} with the tolerances it comes with, on a network of torch with the same numbers. */
final class PeerTorch implements Peer {

    private final Torch torch;
    private final Mode mode;

    PeerTorch(Torch torch, Mode mode) {
        this.torch = torch;
        this.mode = mode;
    }

    @Override
    public String name() {
        return "torch.autograd.gradcheck, " + mode;
    }

    @Override
    public boolean goesThroughEntries() {
        return mode == Mode.SLOW;
    }

    @Override
    public Check prepare(CheckedNetwork network, Entries entries) {
        String perVariable = entries.areAll() || !goesThroughEntries() ? "all" : String.valueOf(entries.perVariable());
        CheckedNetwork.Mistake mistake = network.mistake();
        return () -> answer(torch.ask(
                network, "check", mode.toString(), perVariable, "" + mistake.weight(), "" + mistake.relativeError()));
    }

    private static Answer answer(Map<String, Double> found) {
        return new Answer(
                Verdict.of(found.get("right") == 1),
                found.get("evaluations").longValue(),
                found.get("gradients").longValue(),
                found.get("entries").longValue());
    }

    /** Measured within Python. */
    @Override
    public Cost cost(CheckedNetwork network) {
        Map<String, Double> found = torch.ask(network, "cost", mode.toString());
        return new Cost(
                answer(found).verdict(),
                time(found),
                found.get("evaluations"),
                found.get("gradients"),
                found.get("extrapolated") == 1);
    }

    static Time time(Map<String, Double> found) {
        return new Time(found.get("median"), found.get("fastest"));
    }

    /** How it compares Jacobians. */
    enum Mode {
        /** Entry by entry. */
        SLOW,
        /** Along a random direction. */
        FAST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
