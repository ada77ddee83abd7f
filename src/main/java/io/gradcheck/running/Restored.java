package io.gradcheck.running;

import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.Trainable;
import java.util.Arrays;
import java.util.List;

/** Parameters, stored gradients and state of a layer or an operation, to be given back after a check. */
final class Restored {

    private static final String COPIES = "; hand in a function that makes copies of it, which are then checked instead";

    private final Trainable trainable;
    private final List<Tensor> values;
    private final List<Tensor> gradients;
    private final List<Tensor> state;

    private Restored(Trainable trainable) {
        this.trainable = trainable;
        this.values = values(trainable.parameters());
        this.gradients = gradients(trainable.parameters());
        this.state = values(trainable.state());
    }

    /**
     * What there is to be given back.
     *
     * @param trainable the layer or operation
     * @throws NotRestorableException if not all of it could be
     */
    static Restored of(Trainable trainable) {
        if (seeds(trainable)) {
            throw new NotRestorableException(
                    "not checked: it is seeded, and what it would have drawn next cannot be given"
                            + " back after a check" + COPIES);
        }
        for (Parameter parameter : trainable.parameters()) {
            double[] once = parameter.gradient().values();
            if (once != parameter.gradient().values()) {
                throw new NotRestorableException("not checked: the gradient of " + parameter.name()
                        + " is handed out as a copy, so that what it has stored cannot be given back after a check"
                        + COPIES);
            }
        }
        return new Restored(trainable);
    }

    private static boolean seeds(Trainable trainable) {
        try {
            return trainable.getClass().getMethod("seed", long.class).getDeclaringClass() != Trainable.class;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Tensor> values(List<Parameter> parameters) {
        return parameters.stream().map(parameter -> parameter.value().copy()).toList();
    }

    private static List<Tensor> gradients(List<Parameter> parameters) {
        return parameters.stream().map(parameter -> parameter.gradient().copy()).toList();
    }

    /**
     * Gives all back.
     *
     * @throws NotRestorableException if the same bits cannot be read afterwards
     */
    void giveBack() {
        List<Parameter> parameters = trainable.parameters();
        for (int k = 0; k < values.size(); k++) {
            parameters.get(k).write(values.get(k));
            double[] gradient = gradients.get(k).values();
            System.arraycopy(gradient, 0, parameters.get(k).gradient().values(), 0, gradient.length);
        }
        List<Parameter> states = trainable.state();
        for (int k = 0; k < state.size(); k++) {
            states.get(k).write(state.get(k));
        }
        requireSame("parameters", values, values(trainable.parameters()));
        requireSame("stored gradients", gradients, gradients(trainable.parameters()));
        requireSame("state", state, values(trainable.state()));
    }

    private static void requireSame(String what, List<Tensor> before, List<Tensor> after) {
        for (int k = 0; k < before.size(); k++) {
            if (!Arrays.equals(before.get(k).values(), after.get(k).values())) {
                throw new NotRestorableException("DISTURBED by a check, and not checked any more: its " + what
                        + " could not be given back" + COPIES);
            }
        }
    }
}
