package io.gradcheck.guide;

import io.gradcheck.guide.Rodrigues.Coefficients;
import io.gradcheck.junit.SourceContract;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;

class RotationVectorTest extends SourceContract {
    @Override
    protected TensorSource source() {
        return FunctionSource.of("rotated", (s, v) -> {
                    double[] p = v.get("p").values();
                    return Subject.of(
                            "rotated",
                            v,
                            at -> Tensor.vector(Rodrigues.rotated(at.get("w").values(), p)),
                            (at, u) -> Map.of("w", gradient(at.get("w").values(), p, u.values())));
                })
                .input("p", s -> Values.normal().constant(), s -> new int[] {3})
                .input("w", s -> Values.rotationVector(), s -> new int[] {3});
    }

    private static Tensor gradient(double[] w, double[] p, double[] u) {
        return Tensor.vector(Rodrigues.gradient(w, p, u, Coefficients.of(Rodrigues.angle(w))));
    }
}
