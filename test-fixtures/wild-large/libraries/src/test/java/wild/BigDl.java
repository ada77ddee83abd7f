package wild;

import com.intel.analytics.bigdl.tensor.ArrayStorage;
import com.intel.analytics.bigdl.tensor.DenseTensor;
import com.intel.analytics.bigdl.tensor.TensorNumericMath;
import com.intel.analytics.bigdl.utils.Table;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.apache.log4j.BasicConfigurator;
import org.apache.log4j.varia.NullAppender;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Tensors of BigDL, in double precision. */
final class BigDl {

    static final ClassTag<Object> TAG = ClassTag$.MODULE$.Double();

    @SuppressWarnings("unchecked")
    static final TensorNumericMath.TensorNumeric<Object> DOUBLE = (TensorNumericMath.TensorNumeric<Object>)
            (Object) com.intel.analytics.bigdl.tensor.TensorNumericMath$TensorNumeric$NumericDouble$.MODULE$;

    private BigDl() {}

    static Library library() {
        BasicConfigurator.configure(new NullAppender());
        return Library.of("bigdl", "0.13.0", checks -> {
            BigDlLayers.fill(checks);
            BigDlCriterions.fill(checks);
        });
    }

    static com.intel.analytics.bigdl.tensor.Tensor<Object> array(Tensor tensor) {
        int[] lengths = tensor.shape();
        int[] strides = new int[lengths.length];
        int stride = 1;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= lengths[axis];
        }
        return new DenseTensor<>(
                new ArrayStorage<>(tensor.values().clone(), TAG), 0, lengths, strides, lengths.length, TAG, DOUBLE);
    }

    static Tensor tensor(com.intel.analytics.bigdl.tensor.Tensor<?> array) {
        com.intel.analytics.bigdl.tensor.Tensor<?> dense = array.contiguous();
        int from = dense.storageOffset() - 1;
        double[] values = (double[]) dense.storage().array();
        return Tensor.of(dense.size(), Arrays.copyOfRange(values, from, from + dense.nElement()));
    }

    static Table table(Tensor first, Tensor second) {
        return new Table(new Object[] {array(first), array(second)});
    }

    static Tensor numbers(int... shape) {
        Random random = new Random(shape.length);
        Tensor numbers = Tensor.zeros(shape);
        Arrays.setAll(numbers.values(), k -> random.nextGaussian());
        return numbers;
    }

    /** Above 0.1 and below 0.9. */
    static Tensor probabilities(int... shape) {
        Tensor numbers = numbers(shape);
        Arrays.setAll(numbers.values(), k -> 0.1 + 0.8 / (1 + Math.exp(-numbers.values()[k])));
        return numbers;
    }
}
