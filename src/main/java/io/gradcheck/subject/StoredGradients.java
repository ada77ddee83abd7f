package io.gradcheck.subject;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What single backward passes leave in the parameters, whether these set their gradients to zero when asked to, overwrite them,
 * or add each one to those before: which of them is found out by a second pass, for each parameter.
 *
 * <p>Of those that are added up it is the difference between after and before a pass. What is there before it is kept small by
 * passes with the negative upstream gradient, but not zero, so that its last bits depend on it: where they are all that is new,
 * the ones that were seen first are handed out again.
 */
final class StoredGradients {

    /** Far above the rounding of sums in single precision over a batch, and far below one gradient more or less. */
    private static final double ALIKE = 1e-4;

    /** As of a gradient of its own precision, whose bits are not its own. */
    private static final double LAST_BITS = 1e-9;

    private static final double LAST_BITS_IN_SINGLE = 1e-5;

    /** How many roundings of what is stored may part two gradients that were added to it: as many as a batch has terms. */
    private static final double ROUNDINGS = 32;

    private static final double UNIT = 0x1p-53;
    private static final double UNIT_IN_SINGLE = 0x1p-24;
    private static final int REMEMBERED = 12;

    private final Trainable trainable;
    private final Map<String, Keeping> keeping = new LinkedHashMap<>();
    private final Map<Call, Map<String, Tensor>> earlier = new LinkedHashMap<>();

    /** What was stored behind the last pass. */
    private Map<String, Tensor> last = Map.of();

    /** What becomes of the gradient of the last pass before the next one. */
    private enum Keeping {
        /** It is set to zero by {@link Parameter#zeroGradient}. */
        CLEARED,
        /** It is overwritten. */
        OVERWRITTEN,
        /** The next one is added to it. */
        ADDED,
        /** None of these, which law DETERMINISTIC tells. */
        UNCLEAR
    }

    /** The arguments of a pass. */
    private record Call(Map<String, double[]> numbers) {

        static Call of(Map<String, Tensor> at, Map<String, Tensor> upstream) {
            Map<String, double[]> numbers = new LinkedHashMap<>();
            at.forEach(
                    (name, tensor) -> numbers.put("at " + name, tensor.values().clone()));
            upstream.forEach(
                    (name, tensor) -> numbers.put("by " + name, tensor.values().clone()));
            return new Call(numbers);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Call call
                    && numbers.keySet().equals(call.numbers.keySet())
                    && numbers.entrySet().stream()
                            .allMatch(one -> Arrays.equals(
                                    one.getValue(), Objects.requireNonNull(call.numbers.get(one.getKey()))));
        }

        @Override
        public int hashCode() {
            int hash = 1;
            for (double[] one : numbers.values()) {
                hash = 31 * hash + Arrays.hashCode(one);
            }
            return hash;
        }
    }

    StoredGradients(Trainable trainable) {
        this.trainable = trainable;
    }

    /**
     * The gradients of one pass.
     *
     * @param at its arguments. Not modified.
     * @param upstream the upstream gradients. Not modified.
     * @param pass does a forward and a backward pass: that of the upstream gradients for null, one more with them times a sign
     *     else
     * @return new tensors
     */
    Map<String, Tensor> of(Map<String, Tensor> at, Map<String, Tensor> upstream, Consumer<@Nullable Double> pass) {
        Map<String, Tensor> before = cleared();
        pass.accept(null);
        Map<String, Tensor> after = gradients();
        last = after;
        Set<String> unchanged = isFinite(after) ? find(before, after, pass) : Set.of();
        Map<String, Tensor> own = new LinkedHashMap<>();
        after.forEach((name, tensor) -> own.put(
                name,
                is(name, Keeping.ADDED) || unchanged.contains(name)
                        ? minus(tensor, Variables.get(before, name))
                        : tensor));
        if (!keeping.containsValue(Keeping.ADDED)) {
            return own;
        }
        pass.accept(-1.0);
        return withEarlierBits(Call.of(at, upstream), own, after);
    }

    /**
     * Of differences of two gradients, without those of which rounding leaves nothing: what was added is rounded as the sum is.
     *
     * @param differences the differences. Modified.
     * @return them, zero where they are no more than rounding
     */
    Map<String, Tensor> withoutRounding(Map<String, Tensor> differences) {
        differences.forEach((name, tensor) -> {
            Tensor sum = last.get(name);
            if (is(name, Keeping.ADDED) && sum != null && sum.hasShapeOf(tensor)) {
                double unit = unit(sum);
                for (int i = 0; i < tensor.size(); i++) {
                    double rounding = ROUNDINGS * unit * Math.abs(sum.values()[i]);
                    tensor.values()[i] = Math.abs(tensor.values()[i]) <= rounding ? 0 : tensor.values()[i];
                }
            }
        });
        return differences;
    }

    private boolean is(String name, Keeping how) {
        return keeping.get(name) == how;
    }

    /** Asks all parameters to set their gradients to zero; those that are there nevertheless, where they matter. */
    private Map<String, Tensor> cleared() {
        trainable.parameters().forEach(Parameter::zeroGradient);
        return areAllKnown() && !keeping.containsValue(Keeping.ADDED) ? Map.of() : gradients();
    }

    private boolean areAllKnown() {
        return trainable.parameters().stream().allMatch(parameter -> keeping.containsKey(parameter.name()));
    }

    /** Copies of the stored gradients, asked for anew: a pass may have made other parameters. */
    private Map<String, Tensor> gradients() {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (Parameter parameter : trainable.parameters()) {
            gradients.put(parameter.name(), parameter.gradient().copy());
        }
        return gradients;
    }

    private static boolean isFinite(Map<String, Tensor> gradients) {
        return gradients.values().stream().allMatch(Tensor::isFinite);
    }

    /**
     * Finds out what is not known of the parameters whose gradients are not zero.
     *
     * @return those that no pass changes: zero is added to what is there
     */
    private Set<String> find(Map<String, Tensor> before, Map<String, Tensor> after, Consumer<@Nullable Double> pass) {
        Map<String, Tensor> open = new LinkedHashMap<>(after);
        open.entrySet()
                .removeIf(one -> keeping.containsKey(one.getKey())
                        || isZero(one.getValue())
                        || !hasShape(before.get(one.getKey()), one.getValue()));
        if (open.isEmpty()) {
            return Set.of();
        }
        trainable.parameters().forEach(Parameter::zeroGradient);
        gradients().forEach((name, asked) -> {
            if (open.containsKey(name) && isZero(asked)) {
                keeping.put(name, Keeping.CLEARED);
                open.remove(name);
            }
        });
        Set<String> unchanged = new TreeSet<>(open.keySet());
        unchanged.removeIf(name -> !isSame(Variables.get(before, name), Variables.get(open, name)));
        if (!unchanged.isEmpty()) {
            pass.accept(-1.0);
            gradients().forEach((name, turned) -> {
                if (unchanged.contains(name) && !isSame(turned, Variables.get(open, name))) {
                    keeping.put(name, Keeping.OVERWRITTEN);
                    unchanged.remove(name);
                    open.remove(name);
                }
            });
            unchanged.forEach(open::remove);
        }
        if (!open.isEmpty()) {
            judge(open, before, pass);
        }
        return unchanged;
    }

    private void judge(Map<String, Tensor> open, Map<String, Tensor> before, Consumer<@Nullable Double> pass) {
        Map<String, Tensor> once = gradients();
        pass.accept(1.0);
        Map<String, Tensor> again = gradients();
        open.forEach((name, one) -> keeping.put(
                name, keeping(Variables.get(before, name), one, Variables.get(once, name), again.get(name))));
        if (keeping.containsValue(Keeping.UNCLEAR)) {
            pass.accept(1.0); // two in all, so that what alternates shows
        }
    }

    private static boolean isSame(Tensor one, Tensor other) {
        return Arrays.equals(one.values(), other.values());
    }

    private static Keeping keeping(Tensor before, Tensor after, Tensor asked, @Nullable Tensor again) {
        if (again == null || !again.hasShapeOf(after)) {
            return Keeping.UNCLEAR;
        }
        if (isSame(again, after)) {
            return Keeping.OVERWRITTEN;
        }
        return isNear(minus(again, asked), minus(after, before), ALIKE, 0) ? Keeping.ADDED : Keeping.UNCLEAR;
    }

    private static boolean hasShape(@Nullable Tensor one, Tensor other) {
        return one != null && one.hasShapeOf(other);
    }

    private static boolean isZero(Tensor tensor) {
        return Arrays.stream(tensor.values()).allMatch(value -> value == 0);
    }

    private static Tensor minus(Tensor one, Tensor other) {
        Tensor difference = one.copy();
        for (int i = 0; i < difference.size(); i++) {
            difference.values()[i] -= other.values()[i];
        }
        return difference;
    }

    /** Whether two tensors are apart by no more than a share of the largest entry, and a number beside it. */
    private static boolean isNear(Tensor one, Tensor other, double share, double more) {
        double apart = 0;
        for (int i = 0; i < one.size(); i++) {
            apart = Math.max(apart, Math.abs(one.values()[i] - other.values()[i]));
        }
        return apart <= share * largest(one) + more;
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (double value : tensor.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private Map<String, Tensor> withEarlierBits(Call call, Map<String, Tensor> own, Map<String, Tensor> stored) {
        Map<String, Tensor> first = earlier.get(call);
        if (first == null) {
            if (earlier.size() == REMEMBERED) {
                earlier.remove(earlier.keySet().iterator().next());
            }
            earlier.put(call, copies(own));
            return own;
        }
        Map<String, Tensor> handedOut = new LinkedHashMap<>(own);
        copies(first).forEach((name, tensor) -> {
            Tensor now = own.get(name);
            if (is(name, Keeping.ADDED)
                    && now != null
                    && now.hasShapeOf(tensor)
                    && areSameButForRounding(tensor, now, Variables.get(stored, name))) {
                handedOut.put(name, tensor);
            }
        });
        return handedOut;
    }

    /** What was added is rounded as the sum is, of which it may be a small part. */
    private boolean areSameButForRounding(Tensor one, Tensor other, Tensor stored) {
        double rounding = ROUNDINGS * unit(stored) * largest(stored);
        return isNear(one, other, isSingle(stored) ? LAST_BITS_IN_SINGLE : LAST_BITS, rounding);
    }

    private double unit(Tensor stored) {
        return isSingle(stored) ? UNIT_IN_SINGLE : UNIT;
    }

    /** Whether sums are kept in single precision, which a subject or a source may say instead of the layer, or nobody. */
    private boolean isSingle(Tensor stored) {
        return trainable.precision() == Precision.FLOAT
                || Arrays.stream(stored.values()).allMatch(value -> value == (float) value);
    }

    private static Map<String, Tensor> copies(Map<String, Tensor> tensors) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.copy()));
        return copies;
    }
}
