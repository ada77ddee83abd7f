package io.gradcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MergeCommandTest {

    @TempDir
    private Path directory;

    private static String output(Object command, int exitCode, String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(options);
        assertThat(code).as("%s%s", out, err).isEqualTo(exitCode);
        return out.toString() + err;
    }

    private String shard(int number, int seed) {
        String file = directory.resolve(number + "of3.json").toString();
        output(
                new FuzzCommand(),
                0,
                "--tries",
                "31",
                "--seed",
                String.valueOf(seed),
                "--shard",
                number + "/3",
                "--results",
                file);
        return file;
    }

    @Tag("thorough")
    @Test
    void shards_give_the_report_of_one_run() {
        String whole = output(new FuzzCommand(), 0, "--tries", "31", "--seed", "5");

        String merged = output(new MergeCommand(), 0, shard(1, 5), shard(2, 5), shard(3, 5));

        String header = whole.lines().findFirst().orElseThrow();
        assertThat(header + "\n" + merged.strip()).isEqualToNormalizingNewlines(whole.strip());
        assertThat(merged).contains("31 cases of seed 5: ");
    }

    @Test
    void what_does_not_fit_is_named_and_the_rest_is_merged() throws IOException {
        String first = shard(1, 5);
        String same = Files.copy(Path.of(first), directory.resolve("copy.json")).toString();
        String other = shard(2, 6);
        String damaged = Files.writeString(directory.resolve("damaged.json"), "{\"format\"")
                .toString();
        String missing = directory.resolve("missing.json").toString();

        String merged = output(new MergeCommand(), 1, first, same, other, damaged, missing);

        assertThat(merged)
                .contains("left out: " + same + ": merge: found shard 1 of 3 a second time, wanted each once")
                .contains(
                        "left out: " + other
                                + ": merge: found a shard of 3 of cases 0 to 30 of seed 6 of networks, wanted one of 3 of cases 0 to 30 of seed 5 of networks")
                .contains("left out: " + damaged + ": damaged.json: found no JSON")
                .contains("left out: " + missing + ": there is no such file")
                .contains("11 cases of seed 5, shard 1 of 3: ")
                .contains("missing: shards 2, 3");
    }

    @Tag("thorough")
    @Test
    void what_was_found_is_added_to_a_corpus_and_written_again() throws IOException {
        String first = directory.resolve("1of2.json").toString();
        String second = directory.resolve("2of2.json").toString();
        String source = FuzzCommandTest.WrongNegation.class.getName();
        output(new FuzzCommand(), 1, "--tries", "8", "--source", source, "--shard", "1/2", "--results", first);
        output(
                new FuzzCommand(),
                1,
                "--tries",
                "8",
                "--source",
                source,
                "--shard=2",
                "--shards=2",
                "--results",
                second);
        Path corpus = directory.resolve("corpus");
        Path results = directory.resolve("merged.json");
        Path noCorpus = Files.writeString(directory.resolve("file"), "no directory");

        String[] merge = {first, second, "--corpus", corpus.toString(), "--results", results.toString()};
        assertThat(output(new MergeCommand(), 1, merge)).contains("8 cases of seed 1: ");
        assertThat(corpus.toFile().list()).containsExactly("negation-sign-flipped.json");
        assertThat(output(new MergeCommand(), 1, results.toString())).contains("8 cases of seed 1: ");
        assertThat(output(new MergeCommand(), 2, first, second, "--corpus", noCorpus.toString()))
                .contains("--corpus: found " + noCorpus + ", a file, wanted a directory");
        assertThat(output(new MergeCommand(), 2, first, second, "--results", directory.toString()))
                .contains("--results: found " + directory + ", a directory, wanted a file");
    }

    @Test
    void a_part_that_is_none_is_refused() {
        for (String wrong : new String[] {"0/3", "4/3", "2", "1/2/3", "one/3"}) {
            assertThat(output(new FuzzCommand(), 2, "--shard", wrong))
                    .contains("--shard: found " + wrong
                            + ", wanted one of N parts, from 1/N to N/N, or --shard from 1 to N and --shards N");
        }
    }
}
