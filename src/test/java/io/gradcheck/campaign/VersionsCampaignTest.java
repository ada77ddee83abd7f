package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.source.Versions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Campaigns with the settings that they have by default, of everything that has a derivative. */
class VersionsCampaignTest {

    private static final String SHRUNK = "; shrunk in ";

    @Tag("thorough")
    @ParameterizedTest
    @EnumSource
    void a_right_version_passes(Versions version) {
        Campaign.of(version.right()).run().throwIfFailed();
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_version_is_found_and_shrunk(Versions version) {
        CampaignReport report = Campaign.of(version.wrong()).tries(100).run();

        assertThat(report.failed()).isTrue();
        assertThat(report.findings()).isNotEmpty();
        assertThat(report.toString()).contains("is WRONG", SHRUNK);
    }
}
