package io.gradcheck.subject;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a subject that evaluates the whole map at each place.
 *
 * <p>All of them share a copy of the point. Where one entry moves alone it is written there, and has its own value back, bit
 * for bit, before the next evaluation writes another; where all do, they are written into a tensor that all lines of the
 * variable share. So the subject is given the point that it would be given by a line of its own, and after an evaluation that
 * point stays as it was, as there. Subjects that make their lines themselves are asked for each.
 */
final class EvaluatedLines implements Lines {

    /** Whether subjects of a class make their lines themselves, so that they are to be asked for every one. */
    private static final ClassValue<Boolean> LINES_OF_ITS_OWN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                Class<?> makes =
                        type.getMethod("along", String.class, Tensor.class).getDeclaringClass();
                return !makes.equals(Subject.class);
            } catch (NoSuchMethodException unknown) {
                return true;
            }
        }
    };

    /** A line that evaluates. */
    private interface Evaluating extends Line {
        @Override
        default boolean beginsWithValue() {
            return true;
        }
    }

    private final Subject subject;
    private final boolean asksForEach;
    private final Map<String, Tensor> point = new LinkedHashMap<>();
    private final Map<String, Standing> standing = new HashMap<>();
    private final Map<String, Tensor> moving = new HashMap<>();
    private Runnable restore = () -> {};

    EvaluatedLines(Subject subject) {
        this.subject = subject;
        this.asksForEach = LINES_OF_ITS_OWN.get(subject.getClass());
    }

    @Override
    public Line along(String variable, Direction direction) {
        return asksForEach ? subject.along(variable, direction.tensor()) : evaluating(variable, direction);
    }

    private Line evaluating(String variable, Direction direction) {
        if (point.isEmpty()) {
            point.putAll(Variables.copy(subject.point()));
        }
        restore.run();
        restore = () -> {};
        Tensor value = moving(subject, point, variable, direction.shape());
        if (direction instanceof Direction.OfOne one) {
            Standing still = standing.computeIfAbsent(variable, name -> Standing.of(value));
            return (Evaluating) (t, output) -> {
                move(variable, still, one, t);
                evaluate(subject, point, output);
            };
        }
        Tensor moved = moving.computeIfAbsent(variable, name -> value.copy());
        double[] d = direction.tensor().values();
        return (Evaluating) (t, output) -> {
            move(variable, value, d, t, moved);
            evaluate(subject, point, output);
        };
    }

    private void move(String variable, Tensor value, double[] direction, double t, Tensor moved) {
        restore.run();
        double[] start = value.values();
        double[] x = moved.values();
        for (int i = 0; i < x.length; i++) {
            x[i] = start[i] + t * direction[i];
        }
        point.put(variable, moved);
        restore = () -> point.put(variable, value);
    }

    private void move(String variable, Standing still, Direction.OfOne one, double t) {
        restore.run();
        int i = one.entry();
        double start = still.behind.values()[i];
        Tensor moved = still.at(t);
        double before = moved.values()[i];
        moved.values()[i] = start + t * one.weight(i);
        point.put(variable, moved);
        restore = () -> {
            moved.values()[i] = before;
            point.put(variable, still.behind);
        };
    }

    /**
     * The entries of a variable that stand still, {@code x + t 0}: to the bit what a line makes of them that moves every
     * entry by its weight, so that it is the same number whichever way an entry moves.
     *
     * @param ahead their values for positive {@code t}, where negative zero becomes zero
     * @param behind their values for negative {@code t}: the variable's own
     */
    private record Standing(Tensor ahead, Tensor behind) {

        static Standing of(Tensor value) {
            Tensor ahead = plus(value, 0.0);
            return new Standing(sameBits(ahead, value) ? value : ahead, value);
        }

        Tensor at(double t) {
            double zero = 0 * t;
            if (Double.isNaN(zero)) {
                return plus(behind, zero);
            }
            return 1 / zero > 0 ? ahead : behind;
        }

        private static Tensor plus(Tensor value, double zero) {
            Tensor sum = value.copy();
            double[] x = sum.values();
            for (int i = 0; i < x.length; i++) {
                x[i] += zero;
            }
            return sum;
        }

        /** Unlike {@code ==}, {@link Arrays#equals(double[], double[])} tells negative zero from zero. */
        private static boolean sameBits(Tensor one, Tensor other) {
            return Arrays.equals(one.values(), other.values());
        }
    }

    /**
     * The variable that moves.
     *
     * @throws IllegalArgumentException if there is no such variable
     * @throws IllegalArgumentException if the shape is not the variable's
     */
    private static Tensor moving(Subject subject, Map<String, Tensor> point, String variable, int... shape) {
        Tensor value = point.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("variable: found " + variable + ", wanted one of " + point.keySet()
                    + " of subject " + subject.name());
        }
        if (!Arrays.equals(value.shape(), shape)) {
            throw new IllegalArgumentException("direction: found shape " + Arrays.toString(shape) + ", wanted "
                    + value.shapeText() + " as variable " + variable + " of subject " + subject.name());
        }
        return value;
    }

    /**
     * Evaluates a subject.
     *
     * @param output receives the result. Overwritten.
     * @throws WrongResultException if the result is null, or has another shape
     */
    private static void evaluate(Subject subject, Map<String, Tensor> point, Tensor output) {
        Tensor result = WrongResultException.require(subject.name(), "evaluate", subject.evaluate(point), "a tensor");
        if (!result.hasShapeOf(output)) {
            throw new WrongResultException("subject " + subject.name() + ": evaluate returned shape "
                    + result.shapeText() + " where it had returned " + output.shapeText()
                    + " before; the output's shape must not depend on the values");
        }
        System.arraycopy(result.values(), 0, output.values(), 0, output.size());
    }

    /** A line by itself that evaluates the whole subject at each place, on a copy of its point that is made when first needed. */
    static final class One implements Evaluating {

        private final Subject subject;
        private final String variable;
        private final Direction direction;
        private @Nullable Line evaluating;

        One(Subject subject, String variable, Tensor direction) {
            moving(subject, subject.point(), variable, direction.shape());
            this.subject = subject;
            this.variable = variable;
            this.direction = Direction.of(direction);
        }

        @Override
        public void at(double t, Tensor output) {
            Line line = evaluating;
            if (line == null) {
                line = new EvaluatedLines(subject).evaluating(variable, direction);
                evaluating = line;
            }
            line.at(t, output);
        }
    }
}
