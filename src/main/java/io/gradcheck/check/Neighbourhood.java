package io.gradcheck.check;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Generic points near a point: every variable is moved, so that no kink passes through them by design. */
final class Neighbourhood {

    private static final double RADIUS = 1e-2;

    private final Place centre;
    private final SplittableRandom random;
    private boolean careful;

    Neighbourhood(Place centre, SplittableRandom random) {
        this.centre = centre;
        this.random = random;
    }

    /**
     * The next point nearby; null where the function is not finite there.
     *
     * <p>After the first such point each entry is moved by a hundredth of its own size at most, to stay in the domain.
     */
    @Nullable
    Place next(Evaluations evaluations) {
        Map<String, Tensor> moved = new LinkedHashMap<>();
        centre.point().forEach((name, tensor) -> moved.put(name, moved(tensor)));
        Subject subject = centre.f().subject();
        evaluations.spend();
        try {
            Tensor output = subject.evaluate(Place.copy(moved));
            if (output.isFinite()) {
                evaluations.spend();
                return Place.of(centre.f().of(new SubjectAt(subject, moved)), output);
            }
        } catch (IllegalArgumentException | ArithmeticException outsideTheDomain) {
            // as not finite
        }
        careful = true;
        return null;
    }

    private Tensor moved(Tensor tensor) {
        double scale = Region.all(tensor.size()).scale(tensor);
        Tensor moved = tensor.copy();
        double[] x = moved.values();
        for (int i = 0; i < x.length; i++) {
            double reach = careful ? Math.min(scale, Math.abs(x[i])) : scale;
            x[i] += RADIUS * reach * (2 * random.nextDouble() - 1);
        }
        return moved;
    }
}
