package io.gradcheck.guide;

import io.gradcheck.junit.SourceContract;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.manifold.GradientKind;
import io.gradcheck.subject.manifold.Manifolds;
import java.util.Map;

class RotatedPointTest extends SourceContract {
    @Override
    protected TensorSource source() {
        return FunctionSource.of("distance", (s, v) -> {
                    double[] p = v.get("p").values();
                    double[] q = v.get("q").values();
                    return Subject.of(
                            "distance",
                            v,
                            at -> Tensor.scalar(RotationTest.value(at.get("R"), p, q)),
                            (at, u) -> Map.of("R", RotationTest.gradient(at.get("R"), p, q, u.get())));
                })
                .input("p", s -> Values.normal().constant(), s -> new int[] {3})
                .input("q", s -> Values.normal().constant(), s -> new int[] {3})
                .input("R", s -> Values.on(Manifolds.rotations(), GradientKind.AMBIENT), s -> new int[] {3, 3});
    }
}
