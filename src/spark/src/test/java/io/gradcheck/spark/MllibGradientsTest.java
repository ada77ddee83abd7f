package io.gradcheck.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MllibGradientsTest {

    @Test
    void the_gradients_of_the_library_are_right() {
        Fuzz spark = Fuzz.local(SparkFuzzTest.options(
                List.of(MllibGradients.Logistic.class, MllibGradients.LeastSquares.class, MllibGradients.Hinge.class),
                "--tries",
                600,
                "--partitions",
                4));

        assertThat(spark.out()).contains("600 cases of seed 1: ").contains("Nothing was found.");
        assertThat(spark.code()).isZero();
    }
}
