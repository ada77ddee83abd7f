package io.gradcheck.campaign.speed;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.nn.NetworkSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The calls of one network, and its checks: of all variables and laws, of the weights and biases as an opaque function, and on
 * two threads. Nobody hears of the checks, so that no result is recorded.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
// Some five thousand checks of the smallest network: compilation is done by then.
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 6, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
@State(Scope.Benchmark)
public class NetworkBenchmark {

    static final int EXAMPLES = 8;

    private static final int THREADS = 2;

    private final GradientChecker checker = GradientChecker.standard().seed(1).unheard();
    private final Tensor upstream = Tensor.scalar(1);

    @Param
    private MeasuredNetwork network;

    private NetworkSubject subject;
    private Subject opaque;

    @Setup(Level.Trial)
    public void make() {
        subject = network.on(EXAMPLES);
        opaque = OpaqueNetwork.of(subject);
    }

    @Benchmark
    public Tensor evaluation() {
        return subject.evaluate(subject.point());
    }

    @Benchmark
    public Map<String, Tensor> gradient() {
        return subject.gradient(subject.point(), upstream);
    }

    @Benchmark
    public GradientReport check() {
        return checker.check(subject);
    }

    @Benchmark
    public GradientReport opaqueCheck() {
        return checker.check(opaque);
    }

    /** Each thread has a subject of its own; they share the network and the batch, which nobody changes. */
    @Benchmark
    public GradientReport checkOnTwoThreads() {
        return checker.check(() -> subject.network().on(subject.batch()), THREADS);
    }
}
