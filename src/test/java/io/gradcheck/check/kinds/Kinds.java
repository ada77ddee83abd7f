package io.gradcheck.check.kinds;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** The kinds of one theme, as they are told. */
public final class Kinds {

    private final String theme;
    private final List<Kind> all = new ArrayList<>();

    public Kinds(String theme) {
        this.theme = theme;
    }

    public List<Kind> all() {
        return List.copyOf(all);
    }

    /** An element-wise function. */
    public void scalar(
            String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, Places at, Mistake... mistakes) {
        subject(name, random -> Subject.scalar(name, f, derivative, at.draw(random)), mistakes);
    }

    /** A real function of a vector. */
    public void objective(
            String name, ToDoubleFunction<double[]> f, UnaryOperator<double[]> gradient, Places at, Mistake... wrong) {
        subject(name, random -> Subject.objective(name, f, gradient, at.draw(random)), wrong);
    }

    /** A function of a vector to a vector. */
    public void vector(
            String name, UnaryOperator<double[]> f, BinaryOperator<double[]> vjp, Places at, Mistake... mistakes) {
        subject(name, random -> VectorFunctions.vjp(name, f, vjp, at.draw(random)), mistakes);
    }

    public void subject(String name, Function<SplittableRandom, Subject> right, Mistake... mistakes) {
        all.add(new Kind(theme, name, right, List.of(mistakes)));
    }
}
