package io.gradcheck.check.probe;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tensors by the names of variables, in a fixed order: a point, or a gradient.
 *
 * <p>What a {@link Subject} is given and returns are maps. Here is what the checker does with them. Names and order never
 * change; the numbers are those of the tensors, which are copied by {@link #copy} alone.
 */
public final class NamedTensors {

    private final Map<String, Tensor> tensors;

    private NamedTensors(Map<String, Tensor> tensors) {
        this.tensors = Objects.requireNonNull(tensors);
    }

    /** The tensors of a map, which is not copied: what a subject does to it is seen. */
    public static NamedTensors of(Map<String, Tensor> tensors) {
        return new NamedTensors(tensors);
    }

    /** Copies of all tensors of a map. */
    public static NamedTensors copyOf(Map<String, Tensor> tensors) {
        return of(tensors).copy();
    }

    /**
     * What a subject returned as its gradient.
     *
     * @param subject the subject
     * @param point where it was asked
     * @param returned what it returned, which may have further names
     * @throws WrongResultException if the gradient is null, lacks a variable, or has another shape than the variable
     */
    public static NamedTensors gradient(Subject subject, NamedTensors point, @Nullable Map<String, Tensor> returned) {
        if (returned == null) {
            throw wrong(subject, "null", "one tensor for each of the variables " + point.names());
        }
        point.forEach((name, value) -> {
            Tensor claimed = returned.get(name);
            if (claimed == null) {
                throw wrong(
                        subject,
                        returned.keySet(),
                        "one tensor for each of the variables " + point.names() + ifConstant(point, returned, name));
            }
            if (!claimed.hasShapeOf(value)) {
                throw wrong(
                        subject,
                        "shape " + claimed.shapeText() + " for variable " + name,
                        "the variable's shape " + value.shapeText());
            }
        });
        return of(returned);
    }

    /** Where others are there, what is missing may be no variable at all, as labels and masks are none. */
    private static String ifConstant(NamedTensors point, Map<String, Tensor> returned, String missing) {
        return point.names().stream().anyMatch(returned::containsKey)
                ? "; if " + missing + " is no variable, say holdingConstant(\"" + missing
                        + "\") of the subject, or in a source Values that are constant, such as labels and masks"
                : "";
    }

    private static WrongResultException wrong(Subject subject, Object returned, String wanted) {
        return new WrongResultException(
                "subject " + subject.name() + ": gradient returned " + returned + ", wanted " + wanted);
    }

    /** The map itself, as a subject takes it; one that breaks its contract may write to it. */
    public Map<String, Tensor> asMap() {
        return tensors;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    public Collection<Tensor> tensors() {
        return Collections.unmodifiableCollection(tensors.values());
    }

    /**
     * The tensor of a variable.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("tensors: found " + names() + ", wanted one named " + name);
        }
        return tensor;
    }

    /** The tensor of a variable; null if there is none of that name. */
    public @Nullable Tensor find(String name) {
        return tensors.get(name);
    }

    /** Whether there are the same names, shapes and numbers, to the bit: what has become of a copy that was handed out. */
    public boolean isCopyOf(NamedTensors other) {
        return tensors.keySet().equals(other.tensors.keySet())
                && tensors.entrySet().stream().allMatch(entry -> {
                    Tensor own = entry.getValue();
                    Tensor wanted = other.get(entry.getKey());
                    return own.hasShapeOf(wanted) && Arrays.equals(own.values(), wanted.values());
                });
    }

    /** The number of entries of all tensors together. */
    public long entries() {
        return tensors.values().stream().mapToLong(Tensor::size).sum();
    }

    public void forEach(BiConsumer<String, Tensor> action) {
        tensors.forEach(action);
    }

    /** Copies of all tensors. */
    public NamedTensors copy() {
        return map((name, tensor) -> tensor.copy());
    }

    /** What a function makes of each tensor, called in their order. */
    public NamedTensors map(BiFunction<String, Tensor, Tensor> function) {
        Map<String, Tensor> made = new LinkedHashMap<>(2 * tensors.size());
        tensors.forEach((name, tensor) -> made.put(name, function.apply(name, tensor)));
        return new NamedTensors(made);
    }

    /** The same tensors, but for one. */
    public NamedTensors with(String name, Tensor tensor) {
        Map<String, Tensor> changed = new LinkedHashMap<>(tensors);
        changed.put(name, tensor);
        return new NamedTensors(changed);
    }

    /** The same tensors, but for those of some names. */
    public NamedTensors without(Set<String> names) {
        Map<String, Tensor> left = new LinkedHashMap<>(tensors);
        left.keySet().removeAll(names);
        return new NamedTensors(left);
    }

    /**
     * The tensors of these names alone, in the order of the names.
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    public NamedTensors only(Iterable<String> names) {
        Map<String, Tensor> chosen = new LinkedHashMap<>();
        names.forEach(name -> chosen.put(name, get(name)));
        return new NamedTensors(chosen);
    }

    /** All of them times a number. */
    NamedTensors times(double factor) {
        return map((name, tensor) -> {
            Tensor product = tensor.copy();
            for (int i = 0; i < product.size(); i++) {
                product.values()[i] *= factor;
            }
            return product;
        });
    }
}
