package peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Everything that is measured, by checker. A checker that cannot run has the reason instead, and the others go on. */
final class Comparison {

    /** The networks that cost little enough for everyone to be shown mistakes in many of them. */
    static final List<Networks> SMALLER = List.of(Networks.SMALL, Networks.DIGITS);

    /** The networks whose own passes are compared. */
    static final List<Networks> PASSES = List.of(Networks.DIGITS, Networks.LARGE);

    private final long seed;
    private final Torch torch;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Pass> passes = new ArrayList<>();

    private Comparison(long seed, Torch torch) {
        this.seed = seed;
        this.torch = torch;
    }

    static Comparison run(long seed, Torch torch) {
        Comparison comparison = new Comparison(seed, torch);
        comparison.checkers();
        comparison.passes();
        return comparison;
    }

    private void checkers() {
        Sensitivity sensitivity = new Sensitivity(seed);
        for (Peer peer : Peers.all(seed, torch)) {
            Row row = new Row(new EnumMap<>(Networks.class), new EnumMap<>(Networks.class));
            rows.put(peer.name(), row);
            for (Networks networks : Networks.values()) {
                row.costs.put(
                        networks, told(peer.name() + ", cost of " + networks, () -> peer.cost(networks.make(seed))));
            }
            row.kinks = told(peer.name() + ", exact zeros", () -> sensitivity.kinks(peer));
            for (Networks networks : SMALLER) {
                row.seen.put(
                        networks,
                        told(
                                peer.name() + ", smallest error in " + networks,
                                () -> sensitivity.smallestError(peer, networks)));
            }
        }
    }

    private void passes() {
        for (Networks networks : PASSES) {
            for (int examples : Passes.EXAMPLES) {
                CheckedNetwork network = networks.make(seed, examples);
                String what = network + ", " + examples + " examples, forward and backward";
                passes.add(new Pass(
                        network.toString(),
                        examples,
                        told(what, () -> Passes.time(network)),
                        told(what + " in torch", () -> PeerTorch.time(torch.ask(network, "passes")))));
            }
        }
    }

    /** Measures, and tells what came of it and how long it took. */
    private static <T> Measured<T> told(String what, Supplier<T> measurement) {
        long start = System.nanoTime();
        Measured<T> measured;
        try {
            measured = new Measured<>(measurement.get(), "");
        } catch (RuntimeException | LinkageError | AssertionError e) {
            measured = new Measured<>(null, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        System.out.printf(
                Locale.ROOT,
                "[peers] %s: %s (%.1f s)%n",
                what,
                measured.isThere() ? measured.value : measured.reason,
                (System.nanoTime() - start) * 1e-9);
        return measured;
    }

    /** {@return what was measured, by the checker's name} */
    Map<String, Row> rows() {
        return rows;
    }

    List<Pass> passTimes() {
        return passes;
    }

    /** What was measured of a checker. */
    static final class Row {

        private final Map<Networks, Measured<Peer.Cost>> costs;
        private final Map<Networks, Measured<Sensitivity.Seen>> seen;
        private Measured<Sensitivity.Kinks> kinks;

        private Row(Map<Networks, Measured<Peer.Cost>> costs, Map<Networks, Measured<Sensitivity.Seen>> seen) {
            this.costs = costs;
            this.seen = seen;
        }

        Measured<Peer.Cost> cost(Networks networks) {
            return costs.get(networks);
        }

        Measured<Sensitivity.Kinks> kinks() {
            return kinks;
        }

        Measured<Sensitivity.Seen> seen(Networks networks) {
            return seen.get(networks);
        }
    }

    /**
     * A measurement.
     *
     * @param value what was measured; null if it could not be
     * @param reason why it could not be
     */
    record Measured<T>(T value, String reason) {

        boolean isThere() {
            return value != null;
        }

        T orThrow() {
            if (value == null) {
                throw new AssertionError("measurement: found none, wanted one; the reason is: " + reason);
            }
            return value;
        }
    }

    /** The time of a forward and backward pass here and in torch. */
    record Pass(String network, int examples, Measured<Time> here, Measured<Time> torch) {}
}
