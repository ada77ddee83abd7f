package io.gradcheck.check.law;

import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where two tensors that should be equal differ most.
 *
 * @param where the entry, such as {@code W[2,3]}, or {@code W[2,fy]} where it has a name
 * @param first its first value
 * @param second its second value
 */
record Difference(String where, double first, double second) {

    static @Nullable Difference between(String name, Tensor first, Tensor second) {
        return between(name, List.of(), first, second);
    }

    /**
     * The largest difference of two tensors.
     *
     * @param name what its entries are called by
     * @param names names for those along the last axis; empty if they have none
     */
    static @Nullable Difference between(String name, List<String> names, Tensor first, Tensor second) {
        return between(name, names, first, second.values());
    }

    /** The same, where the numbers of the second tensor are known. */
    static @Nullable Difference between(String name, List<String> names, Tensor first, double[] b) {
        double[] a = first.values();
        if (Arrays.equals(a, b)) { // to the bit, as most are, and fast
            return null;
        }
        Worst worst = new Worst();
        worst.look(a, 0, a.length, b);
        return worst.of(name, names, first);
    }

    /** The largest difference among stretches of two tensors. */
    static final class Worst {

        private int place = -1;
        private double most;
        private double first;
        private double second;

        /**
         * Looks at a stretch.
         *
         * @param a the first tensor
         * @param from where the stretch begins in it
         * @param length how long it is
         * @param b the same stretch of the second tensor, from its beginning
         */
        void look(double[] a, int from, int length, double[] b) {
            for (int i = 0; i < length; i++) {
                if (!(Math.abs(a[from + i] - b[i]) <= most)) { // also where that is not a number
                    look(from + i, a[from + i], b[i]);
                }
            }
        }

        private void look(int at, double one, double other) {
            double distance = distance(one, other);
            if (distance > most && differ(one, other)) {
                most = distance;
                place = at;
                first = one;
                second = other;
            }
        }

        /** What was found, by names of the first tensor's entries; null if nothing was. */
        @Nullable
        Difference of(String name, List<String> names, Tensor tensor) {
            return place < 0 ? null : new Difference(entry(name, names, tensor, place), first, second);
        }
    }

    /** The largest difference of all variables of the first; those of the second need be no fewer. */
    static @Nullable Difference between(NamedTensors first, NamedTensors second) {
        return between(EntryNames.NONE, first, second);
    }

    /** The same, told by names of entries. */
    static @Nullable Difference between(EntryNames names, NamedTensors first, NamedTensors second) {
        Difference worst = null;
        for (String name : first.names()) {
            Tensor one = first.get(name);
            Tensor other = second.find(name);
            Difference found = other == null || other.size() != one.size()
                    ? new Difference(name, Double.NaN, Double.NaN)
                    : between(name, names.of(name), one, other);
            if (found != null && (worst == null || found.distance() > worst.distance())) {
                worst = found;
            }
        }
        return worst;
    }

    /** Whether two tensors are equal; the size of a difference does not matter. */
    static boolean isNone(Tensor first, Tensor second) {
        double[] a = first.values();
        double[] b = second.values();
        for (int i = 0; i < a.length; i++) {
            if (differ(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }

    static String entry(String name, List<String> names, Tensor tensor, int offset) {
        return name + new Indices(tensor, names).text(offset);
    }

    /** The same difference of tensors that were divided by a number. */
    Difference dividedBy(double unit) {
        return new Difference(where, first / unit, second / unit);
    }

    /** A difference that is not a number counts as infinite. */
    double distance() {
        return distance(first, second);
    }

    private static double distance(double a, double b) {
        double distance = Math.abs(a - b);
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    /** The signs of zeros may differ: no sum is any different for it. */
    private static boolean differ(double a, double b) {
        return a != b && !(Double.isNaN(a) && Double.isNaN(b));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.10g", value);
    }

    /** The distance, or what it is where there is none. */
    String distanceText() {
        return String.format(Locale.ROOT, "%.1e", distance());
    }
}
