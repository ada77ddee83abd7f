package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.gradcheck.recording.Recording;
import io.gradcheck.result.TestName;
import io.gradcheck.source.Sizes;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** A contract of a layer that never comes back ends by JUnit's limit of time, although the layer heeds no interrupt. */
class HangingContractTest {

    private static final CountDownLatch OVER = new CountDownLatch(1);

    @AfterAll
    static void whatever_still_waits_may_go_on() {
        OVER.countDown();
    }

    private abstract static class Identity extends LayerContract {

        @Override
        protected Layer layer(Sizes sizes) {
            return new Layer() {
                @Override
                public Tensor forward(Tensor x) {
                    if (waits()) {
                        awaitWhateverHappens();
                    }
                    return x.copy();
                }

                @Override
                public Tensor backward(Tensor outputGradient) {
                    return outputGradient.copy();
                }

                @Override
                public List<Parameter> parameters() {
                    return List.of();
                }
            };
        }

        abstract boolean waits();

        private static void awaitWhateverHappens() {
            while (true) {
                try {
                    OVER.await();
                    return;
                } catch (InterruptedException heededByNobody) {
                    // once more
                }
            }
        }

        @Override
        protected int[] inputShape(Sizes sizes) {
            return new int[] {sizes.width()};
        }

        @Override
        protected Class<?> classUnderTest() {
            return Layer.class;
        }
    }

    @Timeout(1)
    static class Waiting extends Identity {
        @Override
        boolean waits() {
            return true;
        }
    }

    @Timeout(60)
    static class Prompt extends Identity {
        @Override
        boolean waits() {
            return false;
        }
    }

    private static EngineExecutionResults ordinary(Class<?> contract) {
        Recording noReport = Recording.beside(new TestName("", "", "", ""));
        noReport.enter();
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(selectMethod(contract, "gradients_are_right_at_ordinary_values"))
                    .execute();
        } finally {
            noReport.leave();
        }
    }

    @Test
    void it_fails_by_its_limit_of_time() {
        Event failed = ordinary(Waiting.class).testEvents().failed().stream()
                .findFirst()
                .orElseThrow();

        assertThat(Runs.thrown(failed)).hasMessageContaining("timed out after 1 second");
        assertThat(Runs.thrown(failed).getSuppressed()[0])
                .hasMessageContaining("was given up after")
                .hasMessageContaining("when the campaign was to stop");
    }

    @Test
    void one_that_comes_back_passes() {
        assertThat(ordinary(Prompt.class).testEvents().succeeded().count()).isEqualTo(1);
    }
}
