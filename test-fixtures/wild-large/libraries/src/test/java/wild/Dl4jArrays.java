package wild;

import io.gradcheck.subject.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays of DL4J. */
final class Dl4jArrays {

    private Dl4jArrays() {}

    static INDArray rows(double[] values, int width) {
        return Nd4j.createFromArray(values.clone()).reshape('c', values.length / width, width);
    }

    static double[] flat(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    static INDArray array(Tensor tensor) {
        return Nd4j.createFromArray(tensor.values().clone()).reshape('c', tensor.longShape());
    }

    static Tensor tensor(INDArray array) {
        return Tensor.of(array.shape(), flat(array));
    }
}
