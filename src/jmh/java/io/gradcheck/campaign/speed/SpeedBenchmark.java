package io.gradcheck.campaign.speed;

import com.sun.management.OperatingSystemMXBean;
import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.source.network.Networks;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time for {@link #NETWORKS} random networks, generation and check together, on one thread: by a campaign, and by a
 * hand-written property. An iteration is a single shot with a seed of its own, so that both check the same networks.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
// The first 40,000 networks: compilation is done by then.
@Warmup(iterations = 10)
@Measurement(iterations = 10)
// Collects garbage on the thread that makes it, so that no other core helps.
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
public class SpeedBenchmark {

    static final int NETWORKS = 4_000;

    /** {@return networks of up to 4 hidden layers of up to 8 units, and all values that campaigns draw} */
    static Networks networks() {
        return Networks.any().depth(0, 4).width(1, 8);
    }

    /** The seed of an iteration: 1 in the first, and so on. */
    @State(Scope.Thread)
    public static class Series {
        private long seed;

        @Setup(Level.Iteration)
        public void next() {
            seed++;
        }
    }

    /** What all threads of the JVM have computed in an iteration, compilation and garbage collection included. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Processor {
        private final OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private long start;
        private long end;

        @Setup(Level.Invocation)
        public void start() {
            start = system.getProcessCpuTime();
        }

        @TearDown(Level.Invocation)
        public void end() {
            end = system.getProcessCpuTime();
        }

        /** {@return the seconds, counted by JMH under this name} */
        public double processorSeconds() {
            return 1e-9 * (end - start);
        }
    }

    @Benchmark
    public CampaignReport campaign(Series series, Processor processor) {
        return Campaign.of(networks())
                .seed(series.seed)
                .tries(NETWORKS)
                .threads(1)
                .run();
    }

    @Benchmark
    public int handWrittenProperty(Series series, Processor processor) {
        return HandWrittenProperty.alarms(series.seed);
    }
}
