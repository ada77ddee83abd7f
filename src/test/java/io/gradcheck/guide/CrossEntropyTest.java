package io.gradcheck.guide;

import io.gradcheck.junit.OperationContract;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Tensor;
import java.util.Map;

class CrossEntropyTest extends OperationContract {
    @Override
    protected Operation operation(Sizes s) {
        return Operation.of(
                in -> Map.of(
                        "loss",
                        Tensor.scalar(CrossEntropy.loss(
                                in.get("logits").toRows(), in.get("labels").values()))),
                (in, d) -> Map.of(
                        "logits",
                        Tensor.ofRows(CrossEntropy.gradient(
                                in.get("logits").toRows(),
                                in.get("labels").values(),
                                d.get("loss").get()))));
    }

    @Override
    protected Map<String, Variable> inputs(Sizes s) {
        int classes = s.between("classes", 1, 5);
        return Map.of(
                "logits", new Variable(Values.any(), s.batch(), classes),
                "labels", new Variable(Values.labels(classes), s.batch()));
    }

    @Override
    protected Class<?> classUnderTest() {
        return CrossEntropy.class;
    }
}
