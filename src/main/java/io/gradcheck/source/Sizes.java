package io.gradcheck.source;

import io.gradcheck.argument.Argument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of one random case: numbers with names, each drawn when it is first asked for and the same ever after.
 *
 * <p>What reveals a mistake is often a size: 1, or two that are equal. So the harness places those kinds: some cases have
 * every size as small as it can be, some have all sizes equal where their ranges allow it, and in the others each size is
 * the least of its range more often than chance would have it, where the range is
 * wide.
 *
 * <pre>{@code
 * Layer layer = new Convolution(sizes.channels(), sizes.between("kernel", 1, 3));
 * int[] inputShape = {sizes.batch(), sizes.channels(), sizes.length()};
 * }</pre>
 */
public final class Sizes {

    private static final double ALL_LEAST = 0.04;
    private static final double ALL_EQUAL = 0.12;
    private static final double LEAST = 0.15;
    private static final double ALL_LEAST_OF_SMALL = 0.2;
    private static final double ONE_MORE = 0.5;
    private static final int MANY = 5;

    private static final int LARGEST_BATCH = 5;
    private static final int LARGEST_WIDTH = 8;
    private static final int MOST_CHANNELS = 4;
    private static final int LONGEST = 9;

    private final Chooser chooser;
    private final Map<String, Integer> chosen = new LinkedHashMap<>();
    private @Nullable Set<String> closed;

    @FunctionalInterface
    private interface Chooser {
        int choose(String name, int least, int most);
    }

    private Sizes(Chooser chooser) {
        this.chooser = chooser;
    }

    /**
     * Sizes drawn at random.
     *
     * @param random gives one number, from which all sizes follow
     * @return sizes, none of them chosen yet
     */
    public static Sizes drawnFrom(RandomGenerator random) {
        SplittableRandom own = new SplittableRandom(random.nextLong());
        double kind = own.nextDouble();
        if (kind < ALL_LEAST) {
            return new Sizes((name, least, most) -> least);
        }
        if (kind < ALL_LEAST + ALL_EQUAL) {
            int common = own.nextInt(1, LARGEST_WIDTH + 1);
            return new Sizes((name, least, most) -> Math.max(least, Math.min(most, common)));
        }
        // Of a few sizes the least comes often enough by chance.
        return new Sizes((name, least, most) ->
                most - least >= MANY && own.nextDouble() < LEAST ? least : own.nextInt(least, most + 1));
    }

    /**
     * Small sizes: each is the least of its range, or one more; in some cases all of them are the least.
     *
     * @param random gives one number, from which all sizes follow
     * @return sizes, none of them chosen yet
     */
    public static Sizes smallFrom(RandomGenerator random) {
        SplittableRandom own = new SplittableRandom(random.nextLong());
        double more = own.nextDouble() < ALL_LEAST_OF_SMALL ? 0 : ONE_MORE;
        return new Sizes((name, least, most) -> own.nextDouble() < more ? Math.min(most, least + 1) : least);
    }

    /**
     * Sizes that are known.
     *
     * @param chosen the sizes by name. Copied. One that is missing is the least of its range, so that a case which was
     *     written down outlives a new size.
     * @return sizes with these numbers
     */
    public static Sizes of(Map<String, Integer> chosen) {
        Map<String, Integer> known = Map.copyOf(chosen);
        return new Sizes((name, least, most) -> {
            int size = known.getOrDefault(name, least);
            if (size < least || size > most) {
                throw new IllegalArgumentException(
                        "size " + name + ": found " + size + ", wanted " + least + ".." + most);
            }
            return size;
        });
    }

    /** {@return the number of examples, 1 to 5} */
    public int batch() {
        return between("batch", 1, LARGEST_BATCH);
    }

    /** {@return the number of inputs, 1 to 8} */
    public int width() {
        return between("width", 1, LARGEST_WIDTH);
    }

    /** {@return the number of outputs, 1 to 8} */
    public int outputs() {
        return between("outputs", 1, LARGEST_WIDTH);
    }

    /** {@return the number of channels, 1 to 4} */
    public int channels() {
        return between("channels", 1, MOST_CHANNELS);
    }

    /** {@return the length of a sequence, or of one side of an image, 1 to 9} */
    public int length() {
        return between("length", 1, LONGEST);
    }

    /**
     * A size of a name and range of its own.
     *
     * @param name the name; a second call with it gives the same size
     * @param least the least it may be
     * @param most the most it may be
     * @return the size
     * @throws IllegalArgumentException if the range is empty
     * @throws IllegalArgumentException if the size is known and outside the range
     * @throws IllegalStateException if it is asked for the first time when the case is made already
     */
    public int between(String name, int least, int most) {
        Argument.range("size " + name, least, most);
        Integer size = chosen.get(name);
        if (size == null) {
            if (closed != null && !closed.contains(name)) {
                throw new IllegalStateException("size " + name + ": found that it is asked for the first time when its"
                        + " case is made already, wanted this where the source says its shapes or makes its layer or"
                        + " subject, so that the size is drawn, shrunk and written down with the case; sizes so far "
                        + closed);
            }
            size = chooser.choose(name, least, most);
            chosen.put(name, size);
        } else if (size < least || size > most) {
            throw new IllegalArgumentException("size " + name + ": asked for in " + least + ".." + most + ", but it is "
                    + size + " already; wanted one range for each name");
        }
        return size;
    }

    /**
     * A choice that is drawn as a size is: whether a layer has a bias, or is in training.
     *
     * <pre>{@code
     * LayerSource.of("norm", s -> new NormAdapter(new Norm(s.width()), s.flag("training")), s -> new int[] {s.batch(), s.width()});
     * }</pre>
     *
     * @param name its name, of which there must be no size
     * @return true or false; shrunk cases prefer false
     */
    public boolean flag(String name) {
        return between(name, 0, 1) == 1;
    }

    /** From now on only these sizes are asked for, and those that were asked for before. */
    void close(Set<String> names) {
        closed = new TreeSet<>(names);
        closed.addAll(chosen.keySet());
    }

    /** {@return the sizes asked for so far, in the order in which they were} */
    public Map<String, Integer> chosen() {
        return Collections.unmodifiableMap(chosen);
    }
}
