package io.gradcheck.subject.manifold;

import io.gradcheck.subject.ForwardingSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.DoubleFunction;

/**
 * A subject of which one variable moves along the tangents of a manifold: {@code F(w) = f(R(x, T(w - x)))} in place of
 * {@code f(w)}, with the gradient {@code T' D' g} in place of {@code g}, where {@code D} is the derivative of the retraction.
 *
 * <p>That is a function of all of the ambient space, and this its gradient everywhere, so that it can be checked like any
 * other; and at the point itself its partial derivatives are those of {@code f} along the tangents.
 */
final class OnManifold extends ForwardingSubject {

    private static final double FITS = 1e-6;
    private static final int DIRECTIONS = 2;
    private static final int CLOSER = 4;

    private final String variable;
    private final Chart chart;

    OnManifold(Subject subject, String variable, Chart chart) {
        super(subject);
        this.variable = variable;
        this.chart = chart;
    }

    @Override
    public String name() {
        return super.name() + " (" + variable + " along tangents of "
                + chart.manifold().name() + ")";
    }

    @Override
    public double accuracy() {
        return chart.amplification() * super.accuracy();
    }

    /** Along the tangents a variable keeps to its manifold. */
    @Override
    public Map<String, Range> ranges() {
        Map<String, Range> ranges = new LinkedHashMap<>(super.ranges());
        ranges.remove(variable);
        return ranges;
    }

    @Override
    public Map<String, String> pinned() {
        if (!chart.isSinglePoint()) {
            return super.pinned();
        }
        Map<String, String> pinned = new LinkedHashMap<>(super.pinned());
        pinned.put(
                variable,
                chart.manifold().name() + " of shape " + value(point()).shapeText());
        return pinned;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        Tensor sum = null;
        for (Displacement.Place place : chart.places(value(point))) {
            Tensor output = super.evaluate(with(point, chart.point(place.to())));
            if (output == null) {
                throw new WrongResultException("subject " + name() + ": evaluate returned null, wanted a tensor");
            }
            sum = sum == null ? Tensors.map(output, y -> place.weight() * y) : sum(sum, place.weight(), output);
        }
        return Objects.requireNonNull(sum);
    }

    private Tensor sum(Tensor sum, double weight, Tensor output) {
        if (!output.hasShapeOf(sum)) {
            throw new WrongResultException("subject " + name() + ": evaluate returned shape " + output.shapeText()
                    + " where it had returned " + sum.shapeText()
                    + " before; the output's shape must not depend on the values");
        }
        return Tensors.plus(sum, weight, output);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        return gradient(point, upstream, (y, claimed) -> claimed);
    }

    /** The gradient by displacements where the reported one is changed before anything else. */
    private Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream, BinaryOperator<Tensor> change) {
        Map<String, Tensor> sum = new LinkedHashMap<>();
        for (Displacement.Place place : chart.places(value(point))) {
            Tensor y = chart.point(place.to());
            Map<String, Tensor> claimed = super.gradient(with(point, y), upstream);
            if (claimed == null) {
                throw new WrongResultException(
                        "subject " + name() + ": gradient returned null, wanted a tensor for " + point.keySet());
            }
            claimed.forEach((name, g) -> {
                Tensor own = name.equals(variable) ? byDisplacement(place, y, g, change) : g;
                sum.merge(name, Tensors.map(own, entry -> place.weight() * entry), (a, b) -> Tensors.plus(a, 1, b));
            });
        }
        return sum;
    }

    private Tensor byDisplacement(Displacement.Place place, Tensor y, Tensor claimed, BinaryOperator<Tensor> change) {
        if (claimed == null || !claimed.hasShapeOf(y)) {
            throw new WrongResultException("subject " + name() + ": gradient returned "
                    + (claimed == null ? "null" : "shape " + claimed.shapeText()) + " for " + variable + ", wanted "
                    + y.shapeText());
        }
        Tensor g = chart.gradient(place.to(), y, change.apply(y, claimed));
        for (int i = 0; i < g.size(); i++) {
            g.values()[i] *= place.slopes()[i];
        }
        return g;
    }

    private Tensor value(Map<String, Tensor> point) {
        Tensor value = point.get(variable);
        if (value == null) {
            throw new IllegalArgumentException(
                    "point: found variables " + point.keySet() + ", wanted one named " + variable);
        }
        return value;
    }

    private Map<String, Tensor> with(Map<String, Tensor> point, Tensor value) {
        Map<String, Tensor> changed = new LinkedHashMap<>(point);
        changed.put(variable, value);
        return changed;
    }

    /** What the subject itself suspects, and the gradients of other conventions: told apart by differences of the value. */
    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        Map<String, Tensor> reported = gradient(point, upstream);
        boolean right = fits(point, upstream, reported);
        for (Convention convention : chart.conventions()) {
            if (right) {
                suspects.putIfAbsent(convention.name(), own(gradient(point, upstream, convention.made())));
            } else if (fits(point, upstream, gradient(point, upstream, convention.undone()))) {
                suspects.putIfAbsent(convention.name(), own(reported));
            }
        }
        List<Displacement.Place> places = chart.places(value(point));
        if (places.size() == 1) {
            Tensor y = chart.point(places.get(0).to());
            super.suspects(with(point, y), upstream).forEach((mistake, gradients) -> {
                Map<String, Tensor> own = new LinkedHashMap<>(gradients);
                own.computeIfPresent(
                        variable, (name, g) -> byDisplacement(places.get(0), y, g, (at, claimed) -> claimed));
                suspects.put(mistake, own);
            });
        }
        return suspects;
    }

    /** A convention is one of this variable: of others it says nothing. */
    private Map<String, Tensor> own(Map<String, Tensor> gradients) {
        return Map.of(variable, value(gradients));
    }

    /** Whether a gradient by the variable is that of the value, as far as differences along some directions tell. */
    private boolean fits(Map<String, Tensor> point, Tensor upstream, Map<String, Tensor> gradient) {
        double longest = Differences.longest(value(point));
        for (int k = 0; k < CLOSER; k++) {
            if (fits(point, upstream, value(gradient), longest)) {
                return true;
            }
            longest /= Differences.RANGE;
        }
        return false;
    }

    private boolean fits(Map<String, Tensor> point, Tensor upstream, Tensor g, double longest) {
        Tensor w = value(point);
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < DIRECTIONS; k++) {
            Tensor d = Tensors.map(w, entry -> 2 * random.nextDouble() - 1);
            DoubleFunction<Tensor> line = t -> evaluate(with(point, Tensors.plus(w, t, d)));
            double size = Tensors.dot(Tensors.map(g, Math::abs), Tensors.map(d, Math::abs));
            double slope = slope(line, upstream, longest);
            if (!(Math.abs(Tensors.dot(g, d) - slope) <= FITS * size)) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("PMD.AvoidCatchingGenericException") // libraries have exceptions of their own for "outside"
    private static double slope(DoubleFunction<Tensor> line, Tensor upstream, double longest) {
        try {
            return Tensors.dot(upstream, Differences.derivative(line, longest));
        } catch (RuntimeException outsideTheDomain) {
            return Double.NaN;
        }
    }

    /** The same of each part; none where the variable is itself divided among them. */
    @Override
    public List<Subject> parts() {
        Tensor value = value(point());
        List<Subject> parts = subject().parts();
        return parts.stream().allMatch(part -> value(part.point()).hasShapeOf(value))
                ? parts.stream()
                        .<Subject>map(part -> new OnManifold(part, variable, chart))
                        .toList()
                : List.of();
    }
}
