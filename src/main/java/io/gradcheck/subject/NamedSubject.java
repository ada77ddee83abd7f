package io.gradcheck.subject;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A function of named tensors and its gradient. */
final class NamedSubject implements Subject {

    private final String name;
    private final Map<String, Tensor> point;
    private final Function<Map<String, Tensor>, Tensor> value;
    private final BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> gradient;

    NamedSubject(
            String name,
            Map<String, Tensor> point,
            Function<Map<String, Tensor>, Tensor> value,
            BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> gradient) {
        if (point.isEmpty()) {
            throw new IllegalArgumentException(
                    "point: found no variable, wanted at least one to differentiate " + name + " by");
        }
        this.name = Objects.requireNonNull(name, "name");
        this.value = Objects.requireNonNull(value, "value");
        this.gradient = Objects.requireNonNull(gradient, "gradient");
        this.point = Variables.copy(Variables.ordered(point));
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
        return value.getClass();
    }
}
