package wild;

import com.opengamma.strata.collect.array.DoubleArray;
import com.opengamma.strata.market.curve.interpolator.BoundCurveInterpolator;
import com.opengamma.strata.market.curve.interpolator.CurveInterpolator;
import io.gradcheck.subject.Subject;
import java.util.function.Supplier;

/** Interpolators by the place, and by the heights between which they interpolate. */
final class StrataInterpolators {

    private static final double[] T = {0.5, 1, 2, 3.5, 5};
    private static final double[] Y = {0.9, 1.1, 1.05, 0.8, 0.7};

    private StrataInterpolators() {}

    static void fill(Checks checks) {
        for (CurveInterpolator interpolator :
                CurveInterpolator.extendedEnum().lookupAllNormalized().values()) {
            String name = interpolator.getName() + " interpolator";
            Supplier<Subject> slope = () -> {
                BoundCurveInterpolator bound = interpolator.bind(DoubleArray.ofUnsafe(T), DoubleArray.ofUnsafe(Y));
                return Subject.scalar(name, bound::interpolate, bound::firstDerivative, 0.7, 1.9, 2.2, 4.5);
            };
            if (interpolator.getName().startsWith("Step")) {
                checks.inconclusive(name + ", slope", slope);
            } else {
                checks.pass(name + ", slope", slope);
            }
            checks.pass(
                    name + ", sensitivity to its heights",
                    () -> Subject.objective(
                            name,
                            y -> interpolator
                                    .bind(DoubleArray.ofUnsafe(T), DoubleArray.copyOf(y))
                                    .interpolate(2.2),
                            y -> interpolator
                                    .bind(DoubleArray.ofUnsafe(T), DoubleArray.copyOf(y))
                                    .parameterSensitivity(2.2)
                                    .toArray(),
                            Y));
        }
    }
}
