package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static wild.BigDl.DOUBLE;
import static wild.BigDl.TAG;

import com.intel.analytics.bigdl.nn.BatchNormalization;
import com.intel.analytics.bigdl.nn.Cosine;
import com.intel.analytics.bigdl.nn.ELU;
import com.intel.analytics.bigdl.nn.Linear;
import com.intel.analytics.bigdl.nn.LogSoftMax;
import com.intel.analytics.bigdl.nn.Maxout;
import com.intel.analytics.bigdl.nn.ReLU;
import com.intel.analytics.bigdl.nn.Scale;
import com.intel.analytics.bigdl.nn.SoftMax;
import com.intel.analytics.bigdl.nn.Tanh;
import com.intel.analytics.bigdl.nn.TemporalConvolution;
import com.intel.analytics.bigdl.nn.abstractnn.AbstractModule;
import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Layers of BigDL of random sizes at random inputs and parameters: no finding in right ones, one in a wrong one. */
class LargeCampaignsTest {

    private static final int TRIES = 300;

    private static LayerSource source(
            String name, Function<Sizes, AbstractModule<?, ?, Object>> module, Function<Sizes, int[]> input) {
        return LayerSource.of(name, s -> new BigDlModule(module.apply(s)), input);
    }

    private static int[] rows(Sizes s) {
        return new int[] {s.batch(), s.width()};
    }

    @TestFactory
    Stream<DynamicTest> right_layers_are_right() {
        return Stream.of(
                        source("ReLU", s -> new ReLU<>(false, TAG, DOUBLE), LargeCampaignsTest::rows),
                        source("Tanh", s -> new Tanh<>(TAG, DOUBLE), LargeCampaignsTest::rows),
                        source("ELU", s -> new ELU<>(0.7, false, TAG, DOUBLE), LargeCampaignsTest::rows),
                        source("SoftMax", s -> new SoftMax<>(-1, TAG, DOUBLE), LargeCampaignsTest::rows),
                        source("LogSoftMax", s -> new LogSoftMax<>(TAG, DOUBLE), LargeCampaignsTest::rows),
                        source("Linear", LargeCampaignsTest::linear, LargeCampaignsTest::rows),
                        source("Maxout", LargeCampaignsTest::maxout, LargeCampaignsTest::rows),
                        source("BatchNormalization", LargeCampaignsTest::normalization, s ->
                                new int[] {s.between("rows", 2, 6), s.width()}),
                        source("TemporalConvolution", LargeCampaignsTest::convolution, s ->
                                new int[] {s.batch(), s.between("length", 3, 7), s.channels()}))
                .map(source -> DynamicTest.dynamicTest(source.name(), () -> {
                    CampaignReport report =
                            Campaign.of(source).tries(TRIES).seed(1).run();
                    assertFalse(report.failed(), report::toString);
                    assertEquals(TRIES, report.cases());
                }));
    }

    private static AbstractModule<?, ?, Object> linear(Sizes s) {
        return new Linear<>(s.width(), s.outputs(), true, null, null, null, null, null, null, TAG, DOUBLE);
    }

    private static AbstractModule<?, ?, Object> maxout(Sizes s) {
        int pieces = s.between("pieces", 1, 3);
        return new Maxout<>(s.width(), s.outputs(), pieces, true, null, null, null, null, TAG, DOUBLE);
    }

    private static AbstractModule<?, ?, Object> normalization(Sizes s) {
        return new BatchNormalization<>(s.width(), 1e-5, 0.1, true, null, null, null, null, TAG, DOUBLE);
    }

    private static AbstractModule<?, ?, Object> convolution(Sizes s) {
        int width = s.between("kernel", 1, 3);
        return new TemporalConvolution<>(
                s.channels(), s.outputs(), width, 1, true, null, null, null, null, null, null, TAG, DOUBLE);
    }

    @Test
    void a_wrong_layer_is_one_finding() {
        CampaignReport report = Campaign.of(source(
                        "Scale", s -> new Scale<>(new int[] {1, s.width()}, TAG, DOUBLE), LargeCampaignsTest::rows))
                .tries(TRIES)
                .seed(1)
                .run();

        assertEquals(1, report.findings().size(), report::toString);
        assertEquals(
                "Scale: gradient of p# is WRONG, in 300 cases",
                report.findings().get(0).headline());
    }

    /** Nothing is seen of it where weights are not tiny, or the right gradient is not 0, as that of a single number. */
    @Test
    void an_epsilon_that_counts_twice_in_the_gradient_is_found() {
        CampaignReport report = Campaign.of(source(
                        "Cosine",
                        s -> new Cosine<>(s.width(), s.outputs(), TAG, DOUBLE),
                        LargeCampaignsTest::rows))
                .tries(TRIES)
                .seed(1)
                .run();

        assertEquals(
                List.of("Cosine: gradient of p# is WRONG, in 33 cases", "Cosine: law THROWS_TOGETHER is BROKEN, in 4 cases"),
                report.findings().stream().map(FindingGroup::headline).toList());
        BigDlModule cosine = new BigDlModule(new Cosine<>(1, 1, TAG, DOUBLE));
        Tensor one = Tensor.of(new int[] {1, 1}, 1);
        for (double w : new double[] {1e-6, 1e-3, 0.5, 2}) {
            cosine.parameters().get(0).write(one.times(w));
            assertEquals(w / (w + 1e-12), cosine.forward(one).get(0, 0), 1e-15);
            cosine.parameters().get(0).zeroGradient();
            cosine.backward(one);
            double slope = 1e-12 / Math.pow(w + 1e-12, 2);
            assertEquals(2 * slope, cosine.parameters().get(0).gradient().get(0, 0), 1e-3 * slope);
        }
    }
}
