package peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures what a check costs when it is warm. */
final class Costs {

    private static final double WARM_SECONDS = 1.5;
    private static final double MEASURED_SECONDS = 1.5;
    private static final int LEAST = 3;
    private static final int MOST = 1000;
    /** A check of all entries that takes longer is extrapolated. */
    private static final double WHOLE_MILLISECONDS = 1500;

    private static final double SLICE_MILLISECONDS = 500;

    private Costs() {}

    static Peer.Cost measure(Peer peer, CheckedNetwork network) {
        if (!peer.goesThroughEntries()) {
            return whole(peer, network);
        }
        Timed some = timed(peer.prepare(network, new Entries(4))::run);
        Timed more = timed(peer.prepare(network, slice(some))::run);
        Timed few = timed(peer.prepare(network, new Entries(1))::run);
        long others = more.answer.entries() - few.answer.entries();
        double share = (network.size() - few.answer.entries()) / (double) others;
        Time time = more.time.extrapolated(few.time, share);
        if (time.median() <= WHOLE_MILLISECONDS) {
            return whole(peer, network);
        }
        return new Peer.Cost(
                more.answer.verdict(),
                time,
                few.answer.evaluations() + share * (more.answer.evaluations() - few.answer.evaluations()),
                more.answer.gradients(),
                true);
    }

    /** {@return so many entries of each variable that a check of them takes a while, and its noise matters little} */
    private static Entries slice(Timed of4) {
        return new Entries((int) Math.min(100, Math.max(4, 4 * SLICE_MILLISECONDS / of4.time.fastest())));
    }

    private static Peer.Cost whole(Peer peer, CheckedNetwork network) {
        Timed timed = timed(peer.prepare(network, Entries.ALL)::run);
        Peer.Answer answer = timed.answer;
        return new Peer.Cost(answer.verdict(), timed.time, answer.evaluations(), answer.gradients(), false);
    }

    private static Timed timed(Supplier<Peer.Answer> check) {
        List<Peer.Answer> answers = new ArrayList<>();
        Time time = time(() -> answers.add(check.get()));
        return new Timed(time, answers.get(answers.size() - 1));
    }

    /** {@return the time of an action, after it has run for a while} */
    static Time time(Runnable action) {
        long start = System.nanoTime();
        do {
            action.run();
        } while (seconds(start) < WARM_SECONDS);
        List<Double> times = new ArrayList<>();
        start = System.nanoTime();
        while (times.size() < LEAST || times.size() < MOST && seconds(start) < MEASURED_SECONDS) {
            long before = System.nanoTime();
            action.run();
            times.add(1000 * seconds(before));
        }
        return Time.of(times);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    private record Timed(Time time, Peer.Answer answer) {}
}
