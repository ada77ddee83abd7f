package io.gradcheck.source;

import io.gradcheck.argument.Argument;
import io.gradcheck.source.cases.Fill;
import io.gradcheck.source.cases.Regime;
import io.gradcheck.source.cases.SimplerValues;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifold;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How the entries of a random tensor are drawn, and which numbers they may be.
 *
 * <p>{@link #any()} mixes what reveals mistakes: ordinary numbers, exact zeros, ties, all entries equal, all rows equal,
 * magnitudes spread over six decades, saturating ones. The others are for tensors that have a domain: variances, labels,
 * probabilities, rotations. Shrinking keeps the domain, and so do the points nearby that a check asks, where numbers have
 * bounds. {@link #on} is for points of any surface.
 *
 * <pre>{@code
 * FunctionSource.of("cross entropy", (s, v) -> crossEntropy(v))
 *         .input("logits", s -> new int[] {s.batch(), s.between("classes", 2, 5)})
 *         .input("labels", s -> Values.labels(s.between("classes", 2, 5)), s -> new int[] {s.batch()});
 * // FAIL in logits if wrong; labels are constant
 * }</pre>
 */
public final class Values {

    private static final Values ANY = new Values("any", Regime::any, EntryDomain.EVERYTHING, false, Motion.FREE);
    private static final Values NORMAL = new Values("normal", Regime.NORMAL, EntryDomain.EVERYTHING, true, Motion.FREE);
    private static final Values POSITIVE = new Values(
            "positive",
            EntryDomain.positive(Regime::any),
            EntryDomain.POSITIVE,
            false,
            Motion.FREE.within(0, Double.POSITIVE_INFINITY));

    private final String name;
    private final Fill draw;
    private final Domain domain;
    private final boolean ofOneKind;
    private final Motion motion;

    /** What sort of numbers a tensor has: each shows mistakes that the others hide. */
    public enum Kind {
        /** Neither special nor extreme: normally distributed, or spread over the range. */
        ORDINARY("ordinary"),
        /** Exact zeros among ordinary numbers, now and then zeros alone; where zero is outside, the nearest to it. */
        ZEROS("zeros"),
        /** Numbers of which many are equal: ties, equal rows, all the same. */
        REPEATED("repeated"),
        /** Huge and tiny ones beside each other, over six decades; of a range its ends. */
        HUGE_AND_TINY("huge and tiny"),
        /** So large that a sigmoid is flat; of a range its ends. */
        SATURATING("saturating");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** {@return what they are, in words} */
        @Override
        public String toString() {
            return words;
        }
    }

    private Values(String name, Fill draw, Domain domain, boolean ofOneKind, Motion motion) {
        this.name = name;
        this.draw = draw;
        this.domain = domain;
        this.ofOneKind = ofOneKind;
        this.motion = motion;
    }

    private static Values moving(String name, Domain domain) {
        return new Values(name, domain::fillAny, domain, false, Motion.FREE);
    }

    /** {@return all kinds of numbers mixed} */
    public static Values any() {
        return ANY;
    }

    /** {@return normally distributed numbers} */
    public static Values normal() {
        return NORMAL;
    }

    /** {@return numbers of all kinds, but above zero} */
    public static Values positive() {
        return POSITIVE;
    }

    /**
     * Numbers of a range, its ends now and then.
     *
     * @param least the least
     * @param most the most
     * @return the values
     * @throws IllegalArgumentException if the range is empty or not finite
     */
    public static Values between(double least, double most) {
        if (!(least <= most) || Double.isInfinite(least) || Double.isInfinite(most)) {
            throw new IllegalArgumentException(
                    "values: found the range " + least + " to " + most + ", wanted finite numbers, least <= most");
        }
        EntryDomain range = EntryDomain.range(least, most);
        String name = String.format(Locale.ROOT, "between %s and %s", least, most);
        return new Values(name, range.ordinary(), range, false, Motion.FREE.within(least, most));
    }

    /**
     * Whole numbers, such as indices and classes, that repeat. {@linkplain #constant() Constant}.
     *
     * @param least the least
     * @param most the most
     * @return the values
     * @throws IllegalArgumentException if the range is empty
     */
    public static Values integers(int least, int most) {
        Argument.range("values", least, most);
        EntryDomain range = EntryDomain.wholeNumbers(least, most);
        return new Values("whole numbers " + least + ".." + most, range.ordinary(), range, false, Motion.FREE.held());
    }

    /**
     * Labels of classes, {@code 0..classes-1}; the first and the last come often. {@linkplain #constant() Constant}.
     *
     * @param classes how many classes there are
     * @return the values
     * @throws IllegalArgumentException if there is none
     */
    public static Values labels(int classes) {
        Argument.atLeast("classes", classes, 1);
        return moving("labels of " + classes + " classes", EntryDomain.wholeNumbers(0, classes - 1))
                .constant();
    }

    /**
     * Lengths of sequences, {@code 1..most}; the shortest and the longest come often. {@linkplain #constant() Constant}.
     *
     * @param most the longest
     * @return the values
     * @throws IllegalArgumentException if it is below 1
     */
    public static Values lengths(int most) {
        Argument.atLeast("most", most, 1);
        return moving("lengths up to " + most, EntryDomain.wholeNumbers(1, most))
                .constant();
    }

    /** {@return +1 and -1, such as labels of two classes; constant} */
    public static Values signs() {
        return moving("signs", EntryDomain.either(1, -1)).constant();
    }

    /** {@return a single 1 among zeros, along the last axis; constant} */
    public static Values oneHot() {
        return moving("one-hot", new JoinedDomain(EntryDomain.EVERYTHING, JoinedEntries::oneHot))
                .constant();
    }

    /** {@return a mask of 1 where something takes part, as most entries do, and 0 where it does not; constant} */
    public static Values mask() {
        return moving("mask of 0 and 1", EntryDomain.mask(1, 0)).constant();
    }

    /**
     * A mask that is added: 0 where something takes part, as most entries do, and a number so low that it does not. Along the
     * last axis one entry at least takes part. {@linkplain #constant() Constant}.
     *
     * @param closed what is added where something takes no part, such as {@code -1e9} or
     *     {@link Double#NEGATIVE_INFINITY}
     * @return the values
     * @throws IllegalArgumentException if it is not negative
     */
    public static Values addedMask(double closed) {
        if (!(closed < 0)) {
            throw new IllegalArgumentException("closed: found " + closed + ", wanted a number below 0");
        }
        return moving("mask of 0 and " + closed, new JoinedDomain(EntryDomain.mask(0, closed), JoinedEntries::withZero))
                .constant();
    }

    /** {@return probabilities, above 0 and below 1; the extreme ones within 1e-12 of these} */
    public static Values probability() {
        return moving("probability", EntryDomain.probability()).within(0, 1);
    }

    /** {@return positive numbers that sum to 1 along the last axis} */
    public static Values simplex() {
        return moving("simplex", new JoinedDomain(EntryDomain.POSITIVE, JoinedEntries::openSimplex))
                .within(0, 1);
    }

    /** {@return numbers from 0 that sum to 1 along the last axis: zeros too, and corners} */
    public static Values simplexWithZeros() {
        return moving("simplex with zeros", new JoinedDomain(EntryDomain.EVERYTHING, JoinedEntries::simplex))
                .within(0, 1);
    }

    /** {@return numbers in order along the last axis, with ties now and then} */
    public static Values sorted() {
        return moving("sorted", new JoinedDomain(EntryDomain.EVERYTHING, JoinedEntries::sorted));
    }

    /** {@return numbers in order along the last axis, no two of them equal} */
    public static Values ascending() {
        return moving("ascending", new JoinedDomain(EntryDomain.EVERYTHING, JoinedEntries::ascending));
    }

    /** {@return vectors of Euclidean norm 1 along the last axis} */
    public static Values unitNorm() {
        return moving("unit norm", new JoinedDomain(EntryDomain.EVERYTHING, JoinedEntries::unitNorm))
                .within(-1, 1);
    }

    /** {@return symmetric matrices, of two equal last axes; each entry moves alone, unless {@link #on} is said} */
    public static Values symmetric() {
        return moving("symmetric", new JoinedDomain(EntryDomain.EVERYTHING, JoinedEntries::symmetric));
    }

    /** {@return symmetric matrices with positive eigenvalues; each entry moves alone, unless {@link #on} is said} */
    public static Values positiveDefinite() {
        return moving(
                "positive definite",
                new JoinedDomain(
                        EntryDomain.EVERYTHING, JoinedEntries::madePositiveDefinite, JoinedEntries::positiveDefinite));
    }

    /** {@return matrices of the last two axes with orthonormal columns, or rows where these are fewer} */
    public static Values orthogonal() {
        return moving("orthogonal", new JoinedDomain(EntryDomain.EVERYTHING, JoinedEntries::orthogonal));
    }

    /**
     * Positive numbers of all magnitudes of a range, none of which is commoner than another; its ends now and then.
     *
     * @param least the least
     * @param most the most, such as {@code 1e12}
     * @return the values
     * @throws IllegalArgumentException if the range is empty, not finite or not above zero
     */
    public static Values logUniform(double least, double most) {
        if (!(least > 0 && least <= most && most < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("values: found the range " + least + " to " + most
                    + ", wanted finite numbers above 0, least <= most");
        }
        return moving(
                        String.format(Locale.ROOT, "log-uniform from %s to %s", least, most),
                        EntryDomain.logUniform(least, most))
                .within(least, most);
    }

    /** {@return angles from -pi to pi; multiples of a right angle, or next to one, now and then} */
    public static Values angles() {
        return moving("angles", EntryDomain.angles());
    }

    /** {@return times in seconds since the beginning of 1970, those of a tensor within days; in milliseconds now and then} */
    public static Values times() {
        return moving("times", EntryDomain.times());
    }

    /** {@return rotations as vectors of three along the last axis, the axis times the angle: 0, tiny angles, pi, near pi} */
    public static Values rotationVector() {
        return moving("rotation vector", RotationVectors.domain());
    }

    /**
     * Points of a manifold, along whose tangents a function is then differentiated by them, as
     * {@link io.gradcheck.subject.manifold.Manifolds#on Manifolds.on} has it. Of each kind of numbers there are
     * {@linkplain Manifold#nearest points near these}, and {@linkplain Manifold#random random} ones; shrinking stays on the
     * manifold.
     *
     * <pre>{@code
     * FunctionSource.of("distance", (s, v) -> Subject.of("distance", v, Distance::value, Distance::gradient))
     *         .input("R", s -> Values.on(Manifolds.rotations(), GradientKind.RIEMANNIAN), s -> new int[] {3, 3});
     * // FAIL if the gradient is not projected onto the tangents
     * }</pre>
     *
     * @param manifold the manifold; that of its shape for the sizes of the case, where it has one
     * @param kind what the gradient by these values is meant to be
     * @return the values
     */
    public static Values on(Manifold manifold, GradientKind kind) {
        return moving("on " + manifold.name(), new ManifoldDomain(manifold)).along(manifold, kind);
    }

    /**
     * The same values, but those of a variable that moves along the tangents of a manifold: for points of a manifold that are
     * drawn otherwise than {@link #on} has it, such as {@code Values.simplex()}, of which none is zero.
     *
     * @param manifold the manifold, to which all that is drawn has to belong; else the case fails and says so
     * @param kind what the gradient by these values is meant to be
     * @return new values
     */
    public Values along(Manifold manifold, GradientKind kind) {
        return moved(motion.along(manifold, kind));
    }

    private Values moved(Motion other) {
        return new Values(name, draw, domain, ofOneKind, other);
    }

    /** The same values, but those of a variable by which a gradient is claimed between bounds. */
    private Values within(double least, double most) {
        return moved(motion.within(least, most));
    }

    /** How a variable of these values moves. */
    Motion motion() {
        return motion;
    }

    /**
     * The same values, but constant: a function is not differentiated by them. What cannot move is constant anyway: whole
     * numbers, labels, lengths, signs, one-hot vectors and masks.
     *
     * @return new values
     */
    public Values constant() {
        return moved(motion.held());
    }

    /**
     * The same values, but those of a variable, by which a function is differentiated: for a mask of weights, or labels that
     * are smoothed.
     *
     * @return new values
     */
    public Values variable() {
        return moved(motion.released());
    }

    /** {@return whether a function is not differentiated by them} */
    public boolean isConstant() {
        return motion.isHeld();
    }

    /**
     * Numbers of the same domain, but of one kind.
     *
     * @param kind the kind
     * @return the values; {@link #normal()} stays what it is, as it is of one kind already
     */
    public Values only(Kind kind) {
        return ofOneKind
                ? this
                : new Values(
                        name + ", " + kind,
                        (tensor, random) -> domain.fill(kind, tensor, random),
                        domain,
                        false,
                        motion);
    }

    /**
     * Draws a tensor.
     *
     * @param random where the numbers come from
     * @param shape its shape
     * @return a new tensor
     */
    public Tensor tensor(RandomGenerator random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        draw.fill(tensor, random);
        return tensor;
    }

    /**
     * Tensors with rounder numbers, all entries at once before one by one.
     *
     * @param tensor the tensor. Not modified.
     * @return makers of the simpler tensors; empty if none is simpler
     */
    public List<Supplier<Tensor>> simpler(Tensor tensor) {
        return domain.simpler(tensor);
    }

    /**
     * The measure by which the tensors of {@link #simpler} are simpler.
     *
     * @param tensor the tensor. Not modified.
     * @return 0 for zeros; the larger, the more digits the entries take
     */
    public static long roughness(Tensor tensor) {
        return SimplerValues.roughness(tensor);
    }

    /** Whether they may be those of a tensor. */
    boolean allow(Tensor tensor) {
        return domain.allows(tensor);
    }

    /** The tensor, or one in which each entry that may not be is replaced by the nearest that may. */
    Tensor fitted(Tensor tensor) {
        return domain.fitted(tensor);
    }

    /** {@return what is drawn, in words} */
    @Override
    public String toString() {
        return name;
    }
}
