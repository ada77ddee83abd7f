package wild;

import com.intel.analytics.bigdl.nn.abstractnn.AbstractModule;
import com.intel.analytics.bigdl.nn.abstractnn.Activity;
import com.intel.analytics.bigdl.utils.Table;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import scala.Tuple2;

/** A module of one input, or of a table of two; its parameters are told by their places. */
final class BigDlModule implements Layer {

    private final AbstractModule<Activity, Activity, Object> module;
    private final List<Parameter> parameters = new ArrayList<>();
    private Activity input;

    @SuppressWarnings("unchecked")
    BigDlModule(AbstractModule<?, ?, Object> module) {
        this.module = (AbstractModule<Activity, Activity, Object>) module;
        Tuple2<com.intel.analytics.bigdl.tensor.Tensor<Object>[], com.intel.analytics.bigdl.tensor.Tensor<Object>[]>
                both = module.parameters();
        Random random = new Random(3);
        for (int k = 0; both != null && k < both._1().length; k++) {
            com.intel.analytics.bigdl.tensor.Tensor<Object> value = both._1()[k];
            com.intel.analytics.bigdl.tensor.Tensor<Object> gradient = both._2()[k];
            Tensor first = BigDl.tensor(value);
            for (int j = 0; j < first.size(); j++) {
                first.values()[j] = k - 1 + 0.4 * random.nextGaussian();
            }
            value.copy(BigDl.array(first));
            parameters.add(Parameter.of(
                            "p" + k,
                            () -> BigDl.tensor(value),
                            from -> value.copy(BigDl.array(from)),
                            () -> BigDl.tensor(gradient))
                    .clearedBy(module::zeroGradParameters));
        }
    }

    static Subject of(String name, AbstractModule<?, ?, Object> module, Tensor input) {
        return Subject.layer(name, new BigDlModule(module), input);
    }

    /** One of which each pass gets its own. */
    static Subject anew(String name, Supplier<AbstractModule<?, ?, Object>> module, Tensor input) {
        return Subject.layer(name, Layer.fresh(() -> new BigDlModule(module.get())), input);
    }

    /** One that makes one tensor of two. */
    static Subject ofTwo(String name, AbstractModule<?, ?, Object> module, Tensor a, Tensor b) {
        BigDlModule layer = new BigDlModule(module);
        Operation operation =
                Operation.of(in -> Map.of("out", layer.run(BigDl.table(in.get("a"), in.get("b")))), (in, upstream) -> {
                    layer.run(BigDl.table(in.get("a"), in.get("b")));
                    Table both = (Table) layer.module.backward(layer.input, BigDl.array(upstream.get("out")));
                    return Map.of("a", BigDl.tensor(both.apply(1)), "b", BigDl.tensor(both.apply(2)));
                });
        return Subject.operation(name, operation, Map.of("a", a, "b", b));
    }

    private Tensor run(Activity at) {
        input = at;
        return BigDl.tensor((com.intel.analytics.bigdl.tensor.Tensor<?>) module.forward(at));
    }

    @Override
    public Tensor forward(Tensor at) {
        return run(BigDl.array(at));
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return BigDl.tensor((com.intel.analytics.bigdl.tensor.Tensor<?>) module.backward(input, BigDl.array(upstream)));
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }
}
