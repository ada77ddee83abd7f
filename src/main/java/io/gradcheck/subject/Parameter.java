package io.gradcheck.subject;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A named, learned tensor of a layer together with its gradient.
 *
 * <p>A parameter made by the constructor holds live tensors. {@link #of(String, Supplier, Consumer, Supplier)} adapts
 * code that keeps its numbers elsewhere: {@code float[]}, {@code double[][]}, getters that copy.
 */
public final class Parameter {

    /** The name that no parameter may have, since the layer's input has it among the variables of a subject. */
    public static final String INPUT = "input";

    private final String name;
    private final Supplier<Tensor> read;
    private final Consumer<Tensor> write;
    private final Supplier<Tensor> gradient;
    private final Runnable zeroGradient;

    private Parameter(
            String name,
            Supplier<Tensor> read,
            Consumer<Tensor> write,
            Supplier<Tensor> gradient,
            Runnable zeroGradient) {
        this.name = Objects.requireNonNull(name, "name");
        this.read = Objects.requireNonNull(read, "read");
        this.write = Objects.requireNonNull(write, "write");
        this.gradient = Objects.requireNonNull(gradient, "gradient");
        this.zeroGradient = Objects.requireNonNull(zeroGradient, "zeroGradient");
    }

    /**
     * A parameter whose value and gradient are live tensors.
     *
     * @param name its name within the layer
     * @param value its value. Wrapped: {@link #write} changes it.
     */
    public Parameter(String name, Tensor value) {
        this(name, value, Tensor.zeros(value.shape()));
    }

    private Parameter(String name, Tensor value, Tensor gradient) {
        this(
                name,
                () -> value,
                from -> System.arraycopy(from.values(), 0, value.values(), 0, value.size()),
                () -> gradient,
                () -> Arrays.fill(gradient.values(), 0));
    }

    /**
     * Adapts a parameter that is kept in another form.
     *
     * <p>Before each backward pass the entries of the tensor that {@code gradient} returns are set to zero. Where that
     * tensor is a copy, and the layer adds each gradient to those before, as is found out by a second pass, a further pass
     * with the negative upstream gradient takes it back. Where that is not exact, or too slow, say how to clear it with
     * {@link #clearedBy}.
     *
     * @param name its name within the layer
     * @param read makes a tensor of the present value
     * @param write stores the entries of a tensor of the same shape as the value
     * @param gradient makes a tensor of the gradient that the last backward pass left
     * @return the parameter
     */
    public static Parameter of(String name, Supplier<Tensor> read, Consumer<Tensor> write, Supplier<Tensor> gradient) {
        return new Parameter(
                name, read, write, gradient, () -> Arrays.fill(gradient.get().values(), 0));
    }

    /**
     * The same parameter with another way to set its gradient to zero.
     *
     * @param zeroGradient sets the stored gradient to zero; called before each backward pass
     * @return a new parameter
     */
    public Parameter clearedBy(Runnable zeroGradient) {
        return new Parameter(name, read, write, gradient, zeroGradient);
    }

    /** {@return the name within the layer} */
    public String name() {
        return name;
    }

    /** {@return the value: live if made by the constructor, else what {@code read} makes of it} */
    public Tensor value() {
        return read.get();
    }

    /** {@return the gradient: live if made by the constructor, else what {@code gradient} makes of it} */
    public Tensor gradient() {
        return gradient.get();
    }

    /**
     * Stores a new value.
     *
     * @param value the entries to store. Not modified.
     * @throws IllegalArgumentException if its shape is not the shape of this parameter
     */
    public void write(Tensor value) {
        Tensor present = read.get();
        if (!present.hasShapeOf(value)) {
            throw new IllegalArgumentException("parameter " + name + ": found a value of shape " + value.shapeText()
                    + ", wanted " + present.shapeText());
        }
        write.accept(value);
    }

    /** Sets the stored gradient to zero. */
    public void zeroGradient() {
        zeroGradient.run();
    }
}
