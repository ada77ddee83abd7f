package io.gradcheck.maven;

import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the cases one machine of several checks.
 *
 * @param number which part, from 1
 * @param of how many parts there are
 */
record Shard(int number, int of) {

    private static final String SHARD = "gradcheck.shard";
    private static final String SHARDS = "gradcheck.shards";

    /**
     * That which the parameters say; none if they say nothing.
     *
     * @throws MojoExecutionException if one of them is missing, or there is no such part
     */
    static Optional<Shard> chosen(@Nullable Integer number, @Nullable Integer of) throws MojoExecutionException {
        if (number == null && of == null) {
            return Optional.empty();
        }
        if (number == null || of == null || number < 1 || number > of) {
            throw new MojoExecutionException("found " + found(SHARD, number) + " and " + found(SHARDS, of) + ", wanted "
                    + (of == null || of < 1
                            ? SHARD + " from 1 to N and " + SHARDS + "=N"
                            : SHARD + " from 1 to " + of));
        }
        return Optional.of(new Shard(number, of));
    }

    private static String found(String name, @Nullable Integer value) {
        return value == null ? "no " + name : name + "=" + value;
    }

    /** As options of the command line. */
    List<String> arguments() {
        return List.of("--shard", String.valueOf(number), "--shards", String.valueOf(of));
    }

    /** As options of Maven. */
    String properties() {
        return "-D" + SHARD + "=" + number + " -D" + SHARDS + "=" + of;
    }
}
