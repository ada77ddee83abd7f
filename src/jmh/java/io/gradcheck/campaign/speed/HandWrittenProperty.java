package io.gradcheck.campaign.speed;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.gradcheck.source.network.NetworkCase;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * The property that users write by hand, run by jqwik's engine: every parameter of a random network by finite
 * differences. The networks are those of a campaign, in its order. Alarms are counted rather than thrown, since the first
 * one would end the property.
 */
class HandWrittenProperty {

    private static final String ENGINE = "jqwik";
    private static final AtomicLong SEED = new AtomicLong();
    private static final AtomicLong DRAWN = new AtomicLong();
    private static final AtomicInteger ALARMS = new AtomicInteger();

    /**
     * Runs the property on the networks of a seed.
     *
     * @throws IllegalStateException if the engine did not run it on all of them
     */
    static synchronized int alarms(long seed) {
        SEED.set(seed);
        DRAWN.set(0);
        ALARMS.set(0);
        EngineExecutionResults results = EngineTestKit.engine(ENGINE)
                .selectors(selectClass(HandWrittenProperty.class))
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .execute();
        long succeeded = results.testEvents().succeeded().count();
        if (succeeded != 1 || DRAWN.get() != SpeedBenchmark.NETWORKS) {
            throw new IllegalStateException("property: found " + succeeded + " runs that succeeded and " + DRAWN.get()
                    + " networks, wanted 1 and " + SpeedBenchmark.NETWORKS);
        }
        return ALARMS.get();
    }

    @Provide
    Arbitrary<NetworkCase> networks() {
        return Arbitraries.fromGenerator(
                random -> Shrinkable.unshrinkable(SpeedBenchmark.networks().at(SEED.get(), DRAWN.getAndIncrement())));
    }

    @Property(
            tries = SpeedBenchmark.NETWORKS,
            generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF)
    void finite_differences_agree_with_the_gradient(@ForAll("networks") NetworkCase network) {
        if (!new FiniteDifferences(network.subject()).agree()) {
            ALARMS.incrementAndGet();
        }
    }
}
