package io.gradcheck.subject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An operation at its inputs: the variables are the inputs and the operation's parameters. */
final class OperationSubject implements Subject {

    private final String name;
    private final Operation operation;
    private final Map<String, Tensor> inputs;
    private final Map<String, Tensor> point;
    private final Passes passes;
    private @Nullable JoinedOutputs layout;

    OperationSubject(String name, Operation operation, Map<String, Tensor> inputs) {
        this.name = Objects.requireNonNull(name, "name");
        this.operation = own(Objects.requireNonNull(operation, "operation"));
        this.inputs = Variables.copy(Variables.ordered(inputs));
        this.point = new LinkedHashMap<>(this.inputs);
        for (Parameter parameter : operation.parameters()) {
            if (point.put(parameter.name(), parameter.value().copy()) != null) {
                throw new IllegalArgumentException("operation " + name + ": found two variables named "
                        + parameter.name() + ", wanted parameters and inputs with different names");
            }
        }
        if (point.isEmpty()) {
            throw new IllegalArgumentException(
                    "inputs: found none, and no parameter, wanted at least one to differentiate " + name + " by");
        }
        int[] first = null;
        for (String batched : operation.batchedInputs()) {
            Tensor input = this.inputs.get(batched);
            if (input == null || input.rank() == 0 || (first != null && input.length(0) != first[0])) {
                throw new IllegalArgumentException("operation " + name + ": found batched input " + batched
                        + (input == null ? " among inputs " + this.inputs.keySet() : " of shape " + input.shapeText())
                        + ", wanted inputs whose first axes are of the same length");
            }
            first = input.shape();
        }
        this.passes = new Passes(this.operation, point);
    }

    /** Two functions have no state but the inputs that are kept for them, so several subjects may be made of them. */
    private static Operation own(Operation operation) {
        return operation instanceof OfFunctions functions
                ? new OfFunctions(functions.forward, functions.backward)
                : operation;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Tensor> point() {
        return point;
    }

    @Override
    public Precision precision() {
        return operation.precision();
    }

    @Override
    public List<String> outputNames() {
        return layout().names();
    }

    @Override
    public Tensor outputWeights(Tensor output) {
        return layout().weights(output);
    }

    /** The layout of the outputs, which are computed once for it. */
    private JoinedOutputs layout() {
        if (layout == null) {
            layout = new JoinedOutputs(name, outputs(point), examples());
        }
        return layout;
    }

    private int examples() {
        List<String> batched = operation.batchedInputs();
        return batched.isEmpty() ? 0 : Variables.get(inputs, batched.get(0)).length(0);
    }

    private Map<String, Tensor> outputs(Map<String, Tensor> at) {
        return passes.forward(at, all -> {
            Map<String, Tensor> inputs = inputs(all);
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            Variables.ordered(WrongResultException.require(
                            name, "forward", operation.forward(inputs), "a tensor for each output"))
                    .forEach((output, tensor) -> outputs.put(output, owned(output, tensor, inputs)));
            return outputs;
        });
    }

    /** What is handed on as it was handed over is right, as long as arguments are left alone; the copy makes it its own. */
    private Tensor owned(String what, Tensor result, Map<String, Tensor> arguments) {
        WrongResultException.require(name, "an operation", result, "a tensor for " + what);
        boolean handedOn = arguments.values().stream().anyMatch(one -> one.values() == result.values());
        return handedOn ? result.copy() : result;
    }

    private Map<String, Tensor> inputs(Map<String, Tensor> at) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        inputs.keySet().forEach(input -> own.put(input, Variables.get(at, input)));
        return own;
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> at) {
        Map<String, Tensor> outputs = outputs(at);
        if (layout == null) {
            layout = new JoinedOutputs(name, outputs, examples());
        }
        return layout.join(outputs);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
        Map<String, Tensor> byOutput = layout().split(upstream);
        return passes.arePenalised()
                ? passes.penalised(byOutput, ofOutputs -> passed(at, ofOutputs))
                : passed(at, byOutput);
    }

    private Map<String, Tensor> passed(Map<String, Tensor> at, Map<String, Tensor> byOutput) {
        return passes.gradient(at, byOutput, all -> operation.forward(inputs(all)), upstream -> {
            Map<String, Tensor> byInput = WrongResultException.require(
                    name, "backward", operation.backward(upstream), "the gradients by the inputs " + inputs.keySet());
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            byInput.forEach((input, tensor) -> gradient.put(input, owned(input, tensor, upstream)));
            return gradient;
        });
    }

    @Override
    public List<Subject> parts() {
        int examples = examples();
        return examples < 2 || passes.arePenalised() || passes.areSeeded()
                ? List.of()
                : List.of(rows(0, 1), rows(1, examples));
    }

    private OperationSubject rows(int from, int to) {
        Map<String, Tensor> some = new LinkedHashMap<>(inputs);
        for (String batched : operation.batchedInputs()) {
            some.computeIfPresent(batched, (input, tensor) -> tensor.rows(from, to));
        }
        return new OperationSubject(name, operation, some);
    }

    @Override
    public Class<?> classUnderTest() {
        return operation.getClass();
    }

    /** An operation whose backward pass is a function of the inputs, and so is handed those of the last forward pass. */
    static final class OfFunctions implements Operation {

        private final UnaryOperator<Map<String, Tensor>> forward;
        private final BiFunction<Map<String, Tensor>, Map<String, Tensor>, Map<String, Tensor>> backward;
        private Map<String, Tensor> last = Map.of();

        OfFunctions(
                UnaryOperator<Map<String, Tensor>> forward,
                BiFunction<Map<String, Tensor>, Map<String, Tensor>, Map<String, Tensor>> backward) {
            this.forward = forward;
            this.backward = backward;
        }

        @Override
        public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
            last = inputs;
            return forward.apply(inputs);
        }

        @Override
        public Map<String, Tensor> backward(Map<String, Tensor> outputGradients) {
            return backward.apply(last, outputGradients);
        }
    }
}
