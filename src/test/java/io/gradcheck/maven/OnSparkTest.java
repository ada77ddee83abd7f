package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnSparkTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"local", "local[2]", "local[*]", "local[4,3]"})
    void cores_of_this_machine_are_a_master(String master) throws MojoExecutionException {
        assertThat(OnSpark.chosen(master, null, null, Optional.empty())
                        .orElseThrow()
                        .arguments())
                .containsExactly("--master", master);
    }

    @Test
    void without_a_master_there_is_no_spark() throws MojoExecutionException {
        assertThat(OnSpark.chosen(null, null, null, Optional.of(new Shard(1, 2))))
                .isEmpty();
        assertThatThrownBy(() -> OnSpark.chosen(null, 4, null, Optional.empty()))
                .hasMessage(
                        "found gradcheck.partitions without gradcheck.master, wanted both: they are for campaigns on Spark");
        assertThatThrownBy(() -> OnSpark.chosen(null, null, 1, Optional.empty()))
                .hasMessage(
                        "found gradcheck.stopAfter without gradcheck.master, wanted both: they are for campaigns on Spark");
    }

    @Test
    void a_cluster_or_a_shard_is_refused() {
        assertThatThrownBy(() -> OnSpark.chosen("spark://host:7077", null, null, Optional.empty()))
                .hasMessage("found gradcheck.master=spark://host:7077, wanted cores of this machine, such as local[2];"
                        + " clusters are given their work by spark-submit");
        assertThatThrownBy(() -> OnSpark.chosen("local[2]", null, null, Optional.of(new Shard(1, 2))))
                .hasMessage("found gradcheck.master together with gradcheck.shard, wanted one of them: on Spark,"
                        + " gradcheck.partitions says how many shards there are");
    }

    @Test
    void what_is_missing_on_the_class_path_is_told_with_what_to_add_to_the_pom() throws IOException {
        assertThatThrownBy(() -> OnSpark.requireOn(List.of(directory.toString())))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        gradcheck.master: found no io.gradcheck.spark.Main on the test class path, wanted these dependencies in the pom, \
                        gradcheck-spark of gradcheck's version:
                          <dependency>
                            <groupId>io.gradcheck</groupId>
                            <artifactId>gradcheck-spark</artifactId>
                            <version>...</version>
                            <scope>test</scope>
                          </dependency>
                          <dependency>
                            <groupId>org.apache.spark</groupId>
                            <artifactId>spark-core_2.13</artifactId>
                            <version>...</version>
                            <scope>test</scope>
                          </dependency>""");

        with("io/gradcheck/spark/Main.class");
        assertThatThrownBy(() -> OnSpark.requireOn(List.of(directory.toString())))
                .hasMessageStartingWith(
                        "gradcheck.master: found no org.apache.spark.SparkContext on the test class path");

        with("org/apache/spark/SparkContext.class");
        assertThatCode(() -> OnSpark.requireOn(List.of(directory.toString()))).doesNotThrowAnyException();
    }

    private void with(String file) throws IOException {
        Files.createDirectories(directory.resolve(file).getParent());
        Files.createFile(directory.resolve(file));
    }
}
