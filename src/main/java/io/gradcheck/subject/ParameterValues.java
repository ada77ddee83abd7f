package io.gradcheck.subject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a layer or an operation while others' values are written to them; closed, they have their own again. */
final class ParameterValues implements AutoCloseable {

    private final List<Parameter> parameters;
    private final List<Tensor> present = new ArrayList<>();

    ParameterValues(List<Parameter> parameters) {
        this.parameters = parameters;
        parameters.forEach(parameter -> present.add(parameter.value().copy()));
    }

    void write(Map<String, Tensor> at) {
        for (Parameter parameter : parameters) {
            parameter.write(Variables.get(at, parameter.name()));
        }
    }

    void zeroGradients() {
        parameters.forEach(Parameter::zeroGradient);
    }

    /** Copies of the gradients that the last backward pass left, asked for anew: a pass may have made other parameters. */
    static Map<String, Tensor> gradients(List<Parameter> parameters) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        parameters.forEach(parameter ->
                gradients.put(parameter.name(), parameter.gradient().copy()));
        return gradients;
    }

    @Override
    public void close() {
        for (int i = 0; i < present.size(); i++) {
            parameters.get(i).write(present.get(i));
        }
    }
}
