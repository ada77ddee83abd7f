package io.gradcheck.running;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A layer whose forward passes are counted, and checked before they are made. */
final class LayerCalls extends TrainableCalls<Layer> implements Layer {

    private final AtomicLong backwardPasses = new AtomicLong();

    LayerCalls(String name, Layer layer, @Nullable Supplier<? extends Layer> copies, Calls calls) {
        super(name, layer, copies, calls);
    }

    @Override
    public Tensor forward(Tensor input) {
        return calls.pass(
                () -> RecentPoints.hash(Map.of(Parameter.INPUT, input), backwardPasses.get()),
                new TrainableVisit() {
                    @Override
                    public Subject subject() {
                        return Subject.layer(name, checked(), input);
                    }

                    @Override
                    public SubjectCode code(Subject subject) {
                        return SubjectCode.ofLayer(name, subject.point(), own.parameters());
                    }
                },
                () -> locked(() -> own.forward(input)));
    }

    @Override
    public Tensor backward(Tensor outputGradient) {
        backwardPasses.incrementAndGet();
        return locked(() -> own.backward(outputGradient));
    }

    @Override
    public boolean isBatched() {
        return own.isBatched();
    }
}
