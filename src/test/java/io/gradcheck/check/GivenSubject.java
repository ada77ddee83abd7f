package io.gradcheck.check;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A subject put together from functions. */
public record GivenSubject(
        String name,
        Map<String, Tensor> point,
        Precision precision,
        Function<Map<String, Tensor>, Tensor> value,
        BiFunction<Map<String, Tensor>, Tensor, Map<String, Tensor>> derivative)
        implements Subject {

    /** A real function of two real variables {@code x} and {@code y}. */
    public static Subject ofTwo(double x, double y, Real2 f, Real2 byX, Real2 byY) {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("x", Tensor.scalar(x));
        point.put("y", Tensor.scalar(y));
        return new GivenSubject(
                "f",
                point,
                Precision.DOUBLE,
                at -> Tensor.scalar(f.of(at.get("x").get(), at.get("y").get())),
                (at, upstream) -> Map.of(
                        "x",
                        Tensor.scalar(upstream.get()
                                * byX.of(at.get("x").get(), at.get("y").get())),
                        "y",
                        Tensor.scalar(upstream.get()
                                * byY.of(at.get("x").get(), at.get("y").get()))));
    }

    /** The same subject, but an amount is added to one entry of the gradient by one variable. */
    static Subject withError(Subject subject, String variable, int entry, double error) {
        return new GivenSubject(
                subject.name(), subject.point(), subject.precision(), subject::evaluate, (at, upstream) -> {
                    Map<String, Tensor> gradient = new LinkedHashMap<>(subject.gradient(at, upstream));
                    Tensor wrong = gradient.get(variable).copy();
                    wrong.values()[entry] += error;
                    gradient.put(variable, wrong);
                    return gradient;
                });
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        return value.apply(at);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        return derivative.apply(at, upstream);
    }

    public interface Real2 {
        double of(double x, double y);
    }
}
