package wild;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The checks of DL4J, in double precision. */
final class Dl4j {

    private Dl4j() {}

    static Library library() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        return Library.of("deeplearning4j", "1.0.0-M2.1", checks -> {
            Dl4jActivations.fill(checks);
            Dl4jLosses.fill(checks);
            Dl4jNetworks.fill(checks);
        });
    }

    /** Differences of the value by all entries of all variables, where there is no formula. */
    static Evidence sevenPoints(Supplier<Subject> subject, double spacing) {
        return new Evidence(Evidence.sevenPoints(x -> x, 1).kind(), null, at -> {
            Subject made = subject.get();
            Map<String, Tensor> point = made.point();
            return Evidence.sevenPoints(
                            x -> {
                                Map<String, Tensor> moved = new LinkedHashMap<>();
                                int from = 0;
                                for (Map.Entry<String, Tensor> variable : point.entrySet()) {
                                    Tensor values = variable.getValue();
                                    int to = from + values.size();
                                    moved.put(
                                            variable.getKey(),
                                            Tensor.of(values.shape(), Arrays.copyOfRange(x, from, to)));
                                    from = to;
                                }
                                return made.evaluate(moved).values();
                            },
                            spacing)
                    .jacobian()
                    .apply(at);
        });
    }
}
