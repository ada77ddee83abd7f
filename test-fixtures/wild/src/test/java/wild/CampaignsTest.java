package wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Values;
import java.util.List;
import java.util.function.Supplier;
import org.encog.engine.network.activation.ActivationElliottSymmetric;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.engine.network.activation.ActivationTANH;
import org.junit.jupiter.api.Test;

/** Networks of Encog of random sizes at random weights and data: right of one activation, one finding of two. */
class CampaignsTest {

    private static final int TRIES = 300;

    private static CampaignReport campaign(
            Supplier<ActivationFunction> hidden, Supplier<ActivationFunction> output) {
        FunctionSource networks = FunctionSource.of(
                        "Encog network",
                        (s, v) -> Encog.network(
                                hidden.get(),
                                output.get(),
                                s.between("units", 1, 5),
                                v.get("in").toRows(),
                                v.get("out").toRows(),
                                v.get("weights").values()))
                .input("in", s -> Values.any().constant(), s -> new int[] {s.batch(), s.width()})
                .input("out", s -> Values.any().constant(), s -> new int[] {s.batch(), 1})
                .input("weights", s -> Values.any(), s -> new int[] {(s.width() + 2) * s.between("units", 1, 5) + 1});
        return Campaign.of(networks).tries(TRIES).seed(1).run();
    }

    @Test
    void networks_of_one_activation_are_right() {
        for (Supplier<ActivationFunction> one : List.<Supplier<ActivationFunction>>of(
                ActivationTANH::new, ActivationSigmoid::new, ActivationLinear::new, ActivationElliottSymmetric::new)) {
            CampaignReport report = campaign(one, one);

            assertFalse(report.failed(), report::toString);
            assertEquals(TRIES, report.cases());
        }
    }

    @Test
    void networks_of_two_activations_are_one_finding() {
        CampaignReport report = campaign(ActivationSigmoid::new, ActivationTANH::new);

        assertEquals(1, report.findings().size(), report::toString);
        FindingGroup finding = report.findings().get(0);
        assertEquals("Encog network: gradient of x is WRONG, in 277 cases", finding.headline());
        assertTrue(finding.toString().contains("1 of 4 entries differ"), finding::toString);
    }
}
