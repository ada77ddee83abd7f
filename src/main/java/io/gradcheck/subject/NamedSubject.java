package io.gradcheck.subject;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A function of named tensors and its gradient. */
final class NamedSubject implements Subject {

    private final String name;
    private final Map<String, Tensor> point;
    private final Function<Map<String, Tensor>, Tensor> value;
    private final BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> gradient;
    private final Class<?> classUnderTest;

    NamedSubject(
            String name,
            Map<String, Tensor> point,
            Function<Map<String, Tensor>, Tensor> value,
            BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> gradient) {
        this(name, point, value, gradient, value.getClass());
    }

    private NamedSubject(
            String name,
            Map<String, Tensor> point,
            Function<Map<String, Tensor>, Tensor> value,
            BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> gradient,
            Class<?> classUnderTest) {
        if (point.isEmpty()) {
            throw new IllegalArgumentException(
                    "point: found no variable, wanted at least one to differentiate " + name + " by");
        }
        this.name = Objects.requireNonNull(name, "name");
        this.value = Objects.requireNonNull(value, "value");
        this.gradient = Objects.requireNonNull(gradient, "gradient");
        this.point = Variables.copy(Variables.ordered(point));
        this.classUnderTest = classUnderTest;
    }

    /** A function with one number as its value, and the gradient of that. */
    static NamedSubject objective(
            String name,
            Map<String, Tensor> point,
            ToDoubleFunction<Map<String, Tensor>> value,
            UnaryOperator<Map<String, Tensor>> gradient) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(gradient, "gradient");
        return new NamedSubject(
                name,
                point,
                at -> Tensor.scalar(value.applyAsDouble(at)),
                (at, upstream) -> times(upstream.get(), gradient.apply(at)),
                value.getClass());
    }

    private static @Nullable Map<String, Tensor> times(double factor, @Nullable Map<String, Tensor> claimed) {
        if (claimed == null) {
            return null;
        }
        Map<String, Tensor> products = new LinkedHashMap<>();
        claimed.forEach((variable, tensor) -> products.put(variable, tensor == null ? tensor : tensor.times(factor)));
        return products;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return WrongResultException.require(name, "evaluate", value.apply(at), "a tensor")
                .copy();
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> claimed = WrongResultException.require(
                name,
                "gradient",
                gradient.apply(at, upstream),
                "one tensor for each of the variables " + point.keySet());
        claimed.forEach((variable, tensor) ->
                WrongResultException.require(name, "gradient", tensor, "a tensor for variable " + variable));
        return Variables.copy(claimed);
    }

    @Override
    public Class<?> classUnderTest() {
        return classUnderTest;
    }
}
