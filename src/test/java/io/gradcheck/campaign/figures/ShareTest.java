package io.gradcheck.campaign.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    @Test
    void limits_of_all_and_of_none_are_powers() {
        // All of n: the true share p for which p^n = 0.05.
        assertThat(new Share(20, 20).lowerLimit()).isCloseTo(Math.pow(0.05, 1 / 20.0), within(1e-9));
        assertThat(new Share(20, 20).upperLimit()).isEqualTo(1);
        assertThat(new Share(0, 20).upperLimit()).isCloseTo(1 - Math.pow(0.05, 1 / 20.0), within(1e-9));
        assertThat(new Share(0, 20).lowerLimit()).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "7, 10", "1990, 2000", "19_990, 20_000"})
    void a_true_share_at_a_limit_gives_such_a_count_once_in_twenty(String successes, String trials) {
        int k = Integer.parseInt(successes.replace("_", ""));
        int n = Integer.parseInt(trials.replace("_", ""));
        Share share = new Share(k, n);

        assertThat(1 - new BinomialDistribution(n, share.lowerLimit()).cumulativeProbability(k - 1))
                .isCloseTo(0.05, within(1e-4));
        assertThat(new BinomialDistribution(n, share.upperLimit()).cumulativeProbability(k))
                .isCloseTo(0.05, within(1e-4));
    }

    @Test
    void percents_are_rounded_down() {
        assertThat(Share.percent(1)).isEqualTo("100%");
        assertThat(Share.percent(0.999_99)).isEqualTo("99.99%");
        assertThat(Share.percent(0.75)).isEqualTo("75.00%");
    }

    @Test
    void a_share_of_nothing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Share(0, 0))
                .withMessage("share: found 0 of 0, wanted 0 <= successes <= trials, some trials");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Share(3, 2))
                .withMessage("share: found 3 of 2, wanted 0 <= successes <= trials, some trials");
    }
}
