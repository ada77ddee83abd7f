package io.gradcheck.source;

import io.gradcheck.source.cases.Fill;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Vectors of three whose direction is the axis of a rotation and whose length is its angle, from 0 to pi. */
final class RotationVectors {

    private static final int AXES = 3;
    private static final double DECADES = 12;
    private static final double[] ANGLES = {Math.PI, Math.PI, Math.PI / 2};

    private RotationVectors() {}

    /** The extreme ones are turns by little, half turns, nearly half turns and quarter turns. */
    static Domain domain() {
        EntryDomain entries = new EntryDomain(
                value -> Math.abs(value) <= Math.PI,
                value -> Math.max(-Math.PI, Math.min(Math.PI, value)),
                turns(random -> Math.PI * random.nextDouble()),
                turns(random -> {
                    double small = Math.pow(10, -DECADES * random.nextDouble());
                    return random.nextBoolean() ? small : Math.PI - small;
                }),
                turns(random -> ANGLES[random.nextInt(ANGLES.length)]),
                -Math.PI,
                -Math.PI / 2,
                Math.PI / 2,
                Math.PI);
        return new JoinedDomain(entries, JoinedEntries::rotationVector);
    }

    /** By an angle, about any axis; now and then about one of the coordinates. */
    private static Fill turns(ToDoubleFunction<RandomGenerator> angle) {
        return (tensor, random) -> {
            double[] values = tensor.values();
            for (int from = 0; from + AXES <= values.length; from += AXES) {
                double[] axis = new double[AXES];
                if (random.nextInt(AXES + 1) == 0) {
                    axis[random.nextInt(AXES)] = random.nextBoolean() ? 1 : -1;
                } else {
                    for (int i = 0; i < AXES; i++) {
                        axis[i] = random.nextGaussian();
                    }
                }
                double length = JoinedEntries.length(axis);
                double scale = length == 0 ? 0 : angle.applyAsDouble(random) / length;
                for (int i = 0; i < AXES; i++) {
                    values[from + i] = scale * axis[i];
                }
            }
        };
    }
}
