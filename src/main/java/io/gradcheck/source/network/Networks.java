package io.gradcheck.source.network;

import io.gradcheck.argument.Argument;
import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Loss;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkBuilder;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.cases.Regime;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random networks with their examples.
 *
 * <p>Every layer has an activation and a width of its own; there are all losses, regulariser on and off, skip connections
 * where widths agree. Values are mixed so that what reveals mistakes comes often enough: exact zeros, ties, equal rows and
 * examples, dead units, saturation, magnitudes over six decades.
 *
 * <pre>{@code
 * Networks.any().depth(0, 6).width(1, 8).activations(Activation.RELU, Activation.TANH)
 * }</pre>
 */
public final class Networks implements SubjectSource {

    private static final double SKIP = 0.3;
    private static final double SAME_WIDTH = 0.3;
    private static final double REGULARISED = 0.4;
    private static final double ALL_BIASES_ZERO = 0.25;
    private static final double SPARSE = 0.5;
    private static final double DEAD = -10;

    /** How the values of one network are drawn. */
    private enum Kind {
        ORDINARY(0.70),
        ALL_MAGNITUDES(0.05),
        TIES(0.08),
        EQUAL_EXAMPLES(0.05),
        EQUAL_WEIGHTS(0.03),
        DEAD_UNITS(0.03),
        SATURATED(0.04),
        ALL_ZERO(0.02);

        private final double share;

        Kind(double share) {
            this.share = share;
        }

        static Kind drawn(RandomGenerator random) {
            double left = random.nextDouble();
            for (Kind kind : values()) {
                left -= kind.share;
                if (left < 0) {
                    return kind;
                }
            }
            return ORDINARY;
        }
    }

    private record Range(int least, int most) {
        Range(String name, int smallest, int least, int most) {
            this(least, most);
            if (least < smallest || least > most) {
                throw new IllegalArgumentException(name + ": found the range " + least + ".." + most + ", wanted "
                        + smallest + " <= least <= most");
            }
        }
    }

    private final Range depth;
    private final Range width;
    private final Range batch;
    private final List<Activation> activations;
    private final List<Loss> losses;
    private final @Nullable Kind only;

    private Networks(
            Range depth,
            Range width,
            Range batch,
            List<Activation> activations,
            List<Loss> losses,
            @Nullable Kind only) {
        this.depth = depth;
        this.width = width;
        this.batch = batch;
        this.activations = activations;
        this.losses = losses;
        this.only = only;
    }

    /** {@return networks of up to 4 hidden layers of 1 to 8 units, on 1 to 5 examples} */
    public static Networks any() {
        return new Networks(
                new Range(0, 4),
                new Range(1, 8),
                new Range(1, 5),
                List.of(Activation.values()),
                List.of(Loss.values()),
                null);
    }

    /**
     * The same networks with other numbers of hidden layers.
     *
     * @param least the least
     * @param most the most
     * @return a new source
     * @throws IllegalArgumentException if the range is empty or reaches below 0
     */
    public Networks depth(int least, int most) {
        return new Networks(new Range("depth", 0, least, most), width, batch, activations, losses, only);
    }

    /**
     * The same networks with other widths of input, hidden layers and output.
     *
     * @param least the least
     * @param most the most
     * @return a new source
     * @throws IllegalArgumentException if the range is empty or reaches below 1
     */
    public Networks width(int least, int most) {
        return new Networks(depth, new Range("width", 1, least, most), batch, activations, losses, only);
    }

    /**
     * The same networks with other numbers of examples.
     *
     * @param least the least
     * @param most the most
     * @return a new source
     * @throws IllegalArgumentException if the range is empty or reaches below 1
     */
    public Networks batch(int least, int most) {
        return new Networks(depth, width, new Range("batch", 1, least, most), activations, losses, only);
    }

    /**
     * The same networks with fewer activations.
     *
     * @param some those to use
     * @return a new source
     * @throws IllegalArgumentException if none is given
     */
    public Networks activations(Activation... some) {
        return new Networks(depth, width, batch, Argument.some("activations", List.of(some)), losses, only);
    }

    /**
     * The same networks with fewer losses.
     *
     * @param some those to use
     * @return a new source
     * @throws IllegalArgumentException if none is given
     */
    public Networks losses(Loss... some) {
        return new Networks(depth, width, batch, activations, Argument.some("losses", List.of(some)), only);
    }

    /**
     * The same networks with ordinary values alone: normally distributed, weights scaled to the width of their layer, and
     * some of the inputs and biases exactly zero.
     *
     * @return a new source
     */
    public Networks ordinary() {
        return new Networks(depth, width, batch, activations, losses, Kind.ORDINARY);
    }

    /**
     * The same networks with magnitudes spread over six decades, but for the Poisson loss, whose exponential would
     * overflow: its values stay ordinary.
     *
     * @return a new source
     */
    public Networks ofAllMagnitudes() {
        return new Networks(depth, width, batch, activations, losses, Kind.ALL_MAGNITUDES);
    }

    /**
     * The same networks, checked in another engine: a user's own backpropagation.
     *
     * <pre>{@code
     * Networks.any().activations(Activation.TANH)
     *         .checkedIn("mine", network -> MyNetwork.subject(network), "com.acme.MyNetwork.subject(%s)")
     * }</pre>
     *
     * @param name the name of the new source
     * @param engine makes a subject of a network with its examples; the point has to be the network's own for a mistake
     *     to be called by its name. Used by several threads.
     * @param code a Java expression for that, for the code that repeats a finding; {@code %s} stands for the case. Classes
     *     are named in full. If it is empty, the engine is a parameter of that code.
     * @return a new source
     */
    public SubjectSource checkedIn(String name, Function<NetworkCase, Subject> engine, String code) {
        return checkedIn(name, engine, code, "");
    }

    /**
     * The same networks, checked in another engine whose expression names what only its package sees.
     *
     * @param name the name of the new source
     * @param engine makes a subject of a network with its examples, as for {@link #checkedIn(String, Function, String)}
     * @param code a Java expression for that; {@code %s} stands for the case
     * @param codePackage the package that the code must be in, such as {@code com.acme}; empty if it may be anywhere
     * @return a new source
     */
    public SubjectSource checkedIn(
            String name, Function<NetworkCase, Subject> engine, String code, String codePackage) {
        return new AdaptedNetworks(this, name, engine, code, codePackage);
    }

    @Override
    public String name() {
        return "networks";
    }

    @Override
    public NetworkCase draw(RandomGenerator random, Sizes sizes) {
        int hidden = sizes.between("depth", depth.least, depth.most);
        List<Integer> widths = new ArrayList<>();
        for (int k = 0; k <= hidden + 1; k++) {
            boolean sameAsBefore = k > 0 && random.nextDouble() < SAME_WIDTH;
            widths.add(sameAsBefore ? widths.get(k - 1) : sizes.between("width " + k, width.least, width.most));
        }
        int examples = sizes.between("batch", batch.least, batch.most);
        Loss loss = pick(random, losses);
        NetworkBuilder builder = Network.inputs(widths.get(0));
        for (int k = 1; k <= hidden; k++) {
            builder.hidden(widths.get(k), pick(random, activations));
        }
        builder.output(widths.get(hidden + 1), loss);
        if (random.nextDouble() < REGULARISED) {
            builder.l2(Math.pow(10, -3 * random.nextDouble()));
        }
        addSkips(builder, widths, random);
        Kind kind = only == null ? Kind.drawn(random) : only;
        if (loss == Loss.POISSON && (kind == Kind.ALL_MAGNITUDES || kind == Kind.SATURATED)) {
            // Its exponential overflows at 710: nothing could be said of such a case.
            kind = Kind.ORDINARY;
        }
        Tensor input = values(kind, random, 1, examples, widths.get(0));
        if (kind == Kind.EQUAL_EXAMPLES) {
            Regime.EQUAL_ROWS.fill(input, random);
        }
        Network network = parameters(builder, widths, kind, random);
        Tensor target = target(loss, kind, examples, widths.get(hidden + 1), random);
        return new NetworkCase(network, new Batch(input, target));
    }

    private static void addSkips(NetworkBuilder builder, List<Integer> widths, RandomGenerator random) {
        for (int from = 0; from < widths.size(); from++) {
            for (int to = from + 1; to < widths.size(); to++) {
                if (widths.get(from).equals(widths.get(to)) && random.nextDouble() < SKIP) {
                    builder.skip(from, to);
                }
            }
        }
    }

    private static Network parameters(NetworkBuilder builder, List<Integer> widths, Kind kind, RandomGenerator random) {
        List<Tensor> weights = new ArrayList<>();
        List<Tensor> biases = new ArrayList<>();
        boolean biased = random.nextDouble() >= ALL_BIASES_ZERO;
        for (int k = 1; k < widths.size(); k++) {
            Tensor w = Tensor.zeros(widths.get(k), widths.get(k - 1));
            if (kind == Kind.EQUAL_WEIGHTS) {
                Regime.ALL_EQUAL.fill(w, random);
            } else if (kind != Kind.ALL_ZERO) {
                fill(w, kind == Kind.TIES ? Kind.TIES : magnitudes(kind), random, false);
                scale(w, 1 / Math.sqrt(widths.get(k - 1)), kind);
            }
            weights.add(w);
            biases.add(biased ? biases(kind, random, widths.get(k)) : Tensor.zeros(widths.get(k)));
        }
        return builder.parameters(weights, biases);
    }

    private static Kind magnitudes(Kind kind) {
        return kind == Kind.ALL_MAGNITUDES || kind == Kind.SATURATED ? kind : Kind.ORDINARY;
    }

    private static Tensor biases(Kind kind, RandomGenerator random, int width) {
        Tensor b = values(kind, random, 1, width);
        for (int i = 0; i < width && kind == Kind.DEAD_UNITS; i++) {
            b.values()[i] = random.nextBoolean() ? DEAD : b.values()[i];
        }
        return b;
    }

    private static Tensor values(Kind kind, RandomGenerator random, double scale, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        if (kind != Kind.ALL_ZERO) {
            fill(tensor, kind, random, random.nextDouble() < SPARSE);
            scale(tensor, scale, kind);
        }
        return tensor;
    }

    private static void fill(Tensor tensor, Kind kind, RandomGenerator random, boolean sparse) {
        Regime regime = switch (kind) {
            case ALL_MAGNITUDES -> Regime.ALL_MAGNITUDES;
            case TIES -> Regime.TIES;
            case SATURATED -> Regime.SATURATING_SIZE;
            default -> sparse ? Regime.SPARSE : Regime.NORMAL;
        };
        regime.fill(tensor, random);
    }

    /** Numbers that are meant to be round stay so. */
    private static void scale(Tensor tensor, double scale, Kind kind) {
        for (int i = 0; i < tensor.size() && kind != Kind.TIES; i++) {
            tensor.values()[i] *= scale;
        }
    }

    private static Tensor target(Loss loss, Kind kind, int examples, int outputs, RandomGenerator random) {
        Tensor target = Tensor.zeros(examples, outputs);
        for (int row = 0; row < examples; row++) {
            int hot = random.nextInt(outputs);
            for (int column = 0; column < outputs; column++) {
                target.set(targetEntry(loss, kind, column == hot, random), row, column);
            }
        }
        return target;
    }

    private static double targetEntry(Loss loss, Kind kind, boolean hot, RandomGenerator random) {
        return switch (loss) {
            case SQUARED_ERROR, ABSOLUTE_ERROR, HUBER ->
                kind == Kind.TIES ? random.nextInt(-1, 2) : kind == Kind.ALL_ZERO ? 0 : random.nextGaussian();
            case CROSS_ENTROPY -> hot ? 1 : 0;
            case BINARY_CROSS_ENTROPY -> random.nextInt(2);
            case HINGE -> 2 * random.nextInt(2) - 1;
            case POISSON -> random.nextInt(4);
        };
    }

    private static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @Override
    public NetworkCase restore(Map<String, Object> data) {
        return NetworkCase.of(data);
    }

    @Override
    public NetworkCase at(long seed, long index) {
        return (NetworkCase) SubjectSource.super.at(seed, index);
    }

    /** {@return the ranges and choices} */
    @Override
    public String toString() {
        return "networks of depth " + depth.least + ".." + depth.most + ", width " + width.least + ".." + width.most
                + ", batch " + batch.least + ".." + batch.most + ", "
                + activations.size() + " activations, losses " + losses + (only == null ? "" : ", values " + only);
    }
}
