package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** A step of a long short-term memory with two states; gates are input, forget, cell and output. */
final class LstmStep extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the gradient of the new cell is ignored", "cell", "input", "hidden", "weights", "bias"),
                new Mistake(
                        "the cell goes into the hidden state without its tanh",
                        "cell",
                        "input",
                        "hidden",
                        "weights",
                        "bias"),
                new Mistake("the forget gate meets the new cell", "bias", "input", "hidden", "weights"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int inputs = s.between("inputs", 1, 3);
        int units = s.between("units", 1, 3);
        return ordered(
                "input", new Variable(Values.any(), s.batch(), inputs),
                "hidden", new Variable(Values.any(), s.batch(), units),
                "cell", new Variable(Values.any(), s.batch(), units),
                "weights", new Variable(Values.any(), 4 * units, inputs + units),
                "bias", new Variable(Values.any(), 4 * units));
    }

    @Override
    List<String> parameters() {
        return List.of("weights", "bias");
    }

    @Override
    List<String> batchedInputs() {
        return List.of("input", "hidden", "cell");
    }

    private static double incoming(Map<String, Tensor> in, int n, int k) {
        int inputs = in.get("input").length(1);
        return k < inputs ? in.get("input").get(n, k) : in.get("hidden").get(n, k - inputs);
    }

    /** Of one unit the gates, then the new cell. */
    private static double[] gates(Map<String, Tensor> in, int n, int unit) {
        int units = in.get("cell").length(1);
        double[] gates = new double[5];
        for (int g = 0; g < 4; g++) {
            double sum = in.get("bias").get(g * units + unit);
            for (int k = 0; k < in.get("weights").length(1); k++) {
                sum += in.get("weights").get(g * units + unit, k) * incoming(in, n, k);
            }
            gates[g] = g == 2 ? Math.tanh(sum) : Logarithms.sigmoid(sum);
        }
        gates[4] = gates[1] * in.get("cell").get(n, unit) + gates[0] * gates[2];
        return gates;
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Tensor hidden = Tensor.zeros(in.get("cell").shape());
        Tensor cell = Tensor.zeros(in.get("cell").shape());
        for (int n = 0; n < cell.length(0); n++) {
            for (int unit = 0; unit < cell.length(1); unit++) {
                double[] gates = gates(in, n, unit);
                cell.set(gates[4], n, unit);
                hidden.set(gates[3] * Math.tanh(gates[4]), n, unit);
            }
        }
        return Map.of("newHidden", hidden, "newCell", cell);
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "input", "hidden", "cell", "weights", "bias");
        int inputs = in.get("input").length(1);
        int units = in.get("cell").length(1);
        for (int n = 0; n < in.get("cell").length(0); n++) {
            for (int unit = 0; unit < units; unit++) {
                double[] gates = gates(in, n, unit);
                double old = in.get("cell").get(n, unit);
                double squashed = Math.tanh(gates[4]);
                double byHidden = d.get("newHidden").get(n, unit);
                double slope = mistake == 2 ? 1 : 1 - squashed * squashed;
                double byCell = byHidden * gates[3] * slope
                        + (mistake == 1 ? 0 : d.get("newCell").get(n, unit));
                double[] bySums = {
                    byCell * gates[2] * gates[0] * (1 - gates[0]),
                    byCell * (mistake == 3 ? gates[4] : old) * gates[1] * (1 - gates[1]),
                    byCell * gates[0] * (1 - gates[2] * gates[2]),
                    byHidden * squashed * gates[3] * (1 - gates[3])
                };
                gradients.get("cell").set(byCell * gates[1], n, unit);
                for (int g = 0; g < 4; g++) {
                    int row = g * units + unit;
                    gradients.get("bias").add(bySums[g], row);
                    for (int k = 0; k < inputs + units; k++) {
                        gradients.get("weights").add(bySums[g] * incoming(in, n, k), row, k);
                        double byIncoming = bySums[g] * in.get("weights").get(row, k);
                        if (k < inputs) {
                            gradients.get("input").add(byIncoming, n, k);
                        } else {
                            gradients.get("hidden").add(byIncoming, n, k - inputs);
                        }
                    }
                }
            }
        }
        return gradients;
    }
}
