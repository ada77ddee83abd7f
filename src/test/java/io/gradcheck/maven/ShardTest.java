package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which part of the cases a machine checks. */
class ShardTest {

    @Test
    void it_is_one_from_1_to_their_number_or_none_at_all() throws MojoExecutionException {
        assertThat(Shard.chosen(null, null)).isEmpty();
        assertThat(Shard.chosen(1, 1)).contains(new Shard(1, 1));
        assertThat(Shard.chosen(8, 8)).contains(new Shard(8, 8));
    }

    @Test
    void what_is_none_is_told_with_what_was_wanted() {
        refused(
                2,
                null,
                "found gradcheck.shard=2 and no gradcheck.shards, wanted gradcheck.shard from 1 to N and gradcheck.shards=N");
        refused(null, 8, "found no gradcheck.shard and gradcheck.shards=8, wanted gradcheck.shard from 1 to 8");
        refused(0, 8, "found gradcheck.shard=0 and gradcheck.shards=8, wanted gradcheck.shard from 1 to 8");
        refused(9, 8, "found gradcheck.shard=9 and gradcheck.shards=8, wanted gradcheck.shard from 1 to 8");
        refused(
                1,
                0,
                "found gradcheck.shard=1 and gradcheck.shards=0, wanted gradcheck.shard from 1 to N and gradcheck.shards=N");
    }

    private static void refused(@Nullable Integer number, @Nullable Integer of, String message) {
        assertThatThrownBy(() -> Shard.chosen(number, of))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage(message);
    }

    @Test
    void it_is_told_to_the_command_line_and_in_the_call_that_repeats_it() {
        assertThat(new Shard(2, 8).arguments()).containsExactly("--shard", "2", "--shards", "8");
        assertThat(new Shard(2, 8).properties()).isEqualTo("-Dgradcheck.shard=2 -Dgradcheck.shards=8");
    }
}
