package io.gradcheck.running;

import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation whose forward passes are counted, and checked before they are made. */
final class OperationCalls extends TrainableCalls<Operation> implements Operation {

    private final AtomicLong backwardPasses = new AtomicLong();

    OperationCalls(String name, Operation operation, @Nullable Supplier<? extends Operation> copies, Calls calls) {
        super(name, operation, copies, calls);
    }

    @Override
    public Map<String, Tensor> forward(Map<String, Tensor> inputs) {
        return calls.pass(
                () -> RecentPoints.hash(new TreeMap<>(inputs), backwardPasses.get()),
                new TrainableVisit() {
                    @Override
                    public Subject subject() {
                        return Subject.operation(name, checked(), inputs);
                    }

                    @Override
                    public SubjectCode code(Subject subject) {
                        return SubjectCode.ofOperation(
                                name, subject.point(), List.copyOf(inputs.keySet()), own.parameters());
                    }
                },
                () -> locked(() -> own.forward(inputs)));
    }

    @Override
    public Map<String, Tensor> backward(Map<String, Tensor> outputGradients) {
        backwardPasses.incrementAndGet();
        return locked(() -> own.backward(outputGradients));
    }

    @Override
    public List<String> batchedInputs() {
        return own.batchedInputs();
    }
}
