package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.FunctionSource;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A variable that is decided in no case was not shown to be right, whatever is seen of others. */
class UndecidedVariablesTest {

    /** The angle between a fixed axis and a unit vector, for unit vectors only where that is demanded; its gradient is off by a factor. */
    private static FunctionSource angles(boolean demanding, double factor) {
        return FunctionSource.of(
                        "angle",
                        (sizes, values) -> Subject.objective(
                                "angle",
                                x -> {
                                    double square = x[0] * x[0] + x[1] * x[1];
                                    if (demanding && Math.abs(square - 1) > 1e-12) {
                                        throw new IllegalArgumentException("no unit vector: " + square);
                                    }
                                    return 3 * x[0] + x[1];
                                },
                                x -> new double[] {3 * factor, factor},
                                values.get("x").values()))
                .input("x", sizes -> Values.unitNorm(), sizes -> new int[] {2});
    }

    @Test
    void a_campaign_in_which_a_variable_was_never_decided_fails_with_share_and_reason() {
        CampaignReport report = Campaign.of(angles(true, 17)).tries(200).run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.failures())
                .singleElement()
                .asString()
                .matches(
                        "angle: the gradient of x could be decided in only 0 of 200 cases, wanted 50% or more \\(the function is not finite "
                                + "around the point: .+draw and move it there: Values.on\\(manifold\\)\\); see leastSeen");
    }

    @Test
    void where_it_is_decided_nothing_is_said() {
        assertThat(Campaign.of(angles(false, 1)).tries(200).run().failures()).isEmpty();
        assertThat(Campaign.of(angles(false, 17)).tries(200).run().findings()).hasSize(1);
    }

    @Test
    void counts_of_shards_add_up_in_files_too(@TempDir Path directory) throws IOException {
        Campaign campaign = Campaign.of(angles(true, 17)).tries(200);
        CampaignReport first = campaign.shard(1, 2).run();
        Path file = directory.resolve("second.json");
        campaign.shard(2, 2).run().write(file);

        assertThat(first.merge(CampaignReport.read(file)).failures())
                .isEqualTo(campaign.run().failures());
    }
}
