package io.gradcheck.nn.layers;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that takes its input step by step and carries a state from each step to the next: {@code state_t = step(x_t,
 * state_(t-1))}, from a learned initial state that all sequences share.
 *
 * <p>Backpropagation through time (Werbos 1990) goes back from the last step: the gradient by {@code state_t} is that of
 * the next step by its own state before, plus what comes from output {@code t}. Gradients of the parameters add up over
 * all steps and sequences.
 *
 * <p>The first part of the state, {@code h}, is the output. Input [sequences, steps, inputs], output [sequences, steps,
 * hidden].
 */
abstract class Recurrent implements Layer {

    /** {@code W_ih x + b_ih}, a block of rows for each gate. */
    final Affine input;

    /** {@code W_hh h + b_hh}, a block of rows for each gate. */
    final Affine hidden;

    /** The initial state, a vector for each part. */
    final List<Parameter> initial;

    private Tensor sequences = Tensor.vector();
    private final List<Step> steps = new ArrayList<>();

    /** One step that was taken, and can be gone back. */
    interface Step {

        /** The state after the step, a vector for each part. */
        double[][] after();

        /**
         * Goes back, and adds to the gradients of the parameters.
         *
         * @param dAfter the gradient by the state after the step. Not modified.
         */
        Back backward(double[][] dAfter);
    }

    /** The gradients of one step by its input and by the state before it. */
    record Back(double[] dx, double[][] dBefore) {}

    Recurrent(int gates, Affine input, Affine hidden, Parameter... initial) {
        int width = initial[0].value().size();
        Shapes.require("weight_ih", input.weight.value(), gates * width, Shapes.ANY);
        Shapes.require("weight_hh", hidden.weight.value(), gates * width, width);
        for (Parameter part : initial) {
            Shapes.require(part.name(), part.value(), width);
        }
        this.input = input;
        this.hidden = hidden;
        this.initial = List.of(initial);
    }

    static Affine input(Tensor weight, Tensor bias) {
        return new Affine("weight_ih", weight, "bias_ih", bias);
    }

    static Affine hidden(Tensor weight, Tensor bias) {
        return new Affine("weight_hh", weight, "bias_hh", bias);
    }

    /** Takes a step from the state before it; neither argument is modified. */
    abstract Step step(double[] x, double[][] before);

    @Override
    public Tensor forward(Tensor x) {
        sequences = Shapes.require("input", x, Shapes.ANY, Shapes.ANY, input.inputs());
        Tensor y = Tensor.zeros(x.length(0), x.length(1), hidden.inputs());
        steps.clear();
        for (int n = 0; n < x.length(0); n++) {
            double[][] state =
                    initial.stream().map(part -> part.value().values()).toArray(double[][]::new);
            for (int t = 0; t < x.length(1); t++) {
                Step step = step(Rows.get(x, row(n, t)), state);
                steps.add(step);
                state = step.after();
                Rows.set(y, row(n, t), state[0]);
            }
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor dx = Tensor.zeros(sequences.shape());
        for (int n = 0; n < sequences.length(0); n++) {
            double[][] dState = new double[initial.size()][hidden.inputs()];
            for (int t = sequences.length(1) - 1; t >= 0; t--) {
                Vectors.add(Rows.get(dy, row(n, t)), dState[0]);
                Back back = steps.get(row(n, t)).backward(dState);
                Rows.set(dx, row(n, t), back.dx());
                dState = back.dBefore();
            }
            for (int part = 0; part < dState.length; part++) {
                Vectors.add(dState[part], initial.get(part).gradient().values());
            }
        }
        return dx;
    }

    private int row(int n, int t) {
        return n * sequences.length(1) + t;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(List.of(input.weight, hidden.weight, input.bias, hidden.bias));
        parameters.addAll(initial);
        return parameters;
    }
}
