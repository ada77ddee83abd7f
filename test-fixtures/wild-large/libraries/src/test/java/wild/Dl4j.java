package wild;

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
}
