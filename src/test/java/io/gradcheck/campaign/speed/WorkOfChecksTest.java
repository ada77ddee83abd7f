package io.gradcheck.campaign.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.AllocatedBytes;
import io.gradcheck.check.CountedSubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.nn.NetworkSubject;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a check of all variables and laws costs, in calls of the subject and in memory: what time is spent on, without a clock.
 * Whoever changes a number here changes what {@code speed.md} says.
 */
class WorkOfChecksTest {

    private static final int EXAMPLES = 8;
    private static final int PLACES = 200;

    /** Of the smallest of the networks one array of a hidden layer has 1,280 bytes. */
    private static final int BYTES_OF_A_PLACE = 256;

    @ParameterizedTest
    @CsvSource({
        "SMALL, 119, 7, 6, 16, 106",
        "DIGITS, 103, 9, 6, 14, 88",
        "SIGMOID, 105, 7, 6, 16, 92",
        "LARGE, 133, 9, 6, 20, 118",
    })
    void a_check_asks_for_so_much(
            MeasuredNetwork network, int evaluations, int values, int gradients, int lines, int places) {
        CountedSubject counted = new CountedSubject(network.on(EXAMPLES));

        GradientReport report = GradientChecker.standard().seed(1).check(counted);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.evaluations()).as("as the report has it").isEqualTo(evaluations);
        assertThat(counted.evaluations() - counted.places())
                .as("values, those of two parts of the batch too")
                .isEqualTo(values);
        assertThat(counted.gradients()).as("gradients").isEqualTo(gradients);
        assertThat(counted.linesOfItsOwn()).as("lines").isEqualTo(lines);
        assertThat(counted.places()).as("places on these lines").isEqualTo(places);
    }

    @ParameterizedTest
    @CsvSource({"DIGITS, 20", "SIGMOID, 15", "LARGE, 17"})
    void a_check_allocates_so_many_copies_of_the_parameters_at_most(MeasuredNetwork network, int copies) {
        NetworkSubject subject = network.on(EXAMPLES);
        GradientChecker checker = GradientChecker.standard().seed(1);
        checker.check(subject); // what is made once for all

        long bytes = AllocatedBytes.of(() -> checker.check(subject));

        assertThat(bytes / (Double.BYTES * (double) subject.network().parameterCount()))
                .as("copies of %,d parameters in %,d bytes", subject.network().parameterCount(), bytes)
                .isLessThan(copies);
    }

    @ParameterizedTest
    @EnumSource
    void a_place_on_a_line_allocates_nothing_that_grows_with_the_network(MeasuredNetwork network) {
        NetworkSubject subject = network.on(EXAMPLES);
        Tensor output = Tensor.scalar(0);
        subject.point().forEach((variable, value) -> {
            Line line = subject.along(variable, value.copy());
            line.at(0, output); // lays out what the others share

            long bytes = AllocatedBytes.of(() -> {
                for (int k = 1; k <= PLACES; k++) {
                    line.at(1e-3 * k, output);
                }
            });

            assertThat(bytes)
                    .as("bytes of %d places along %s", PLACES, variable)
                    .isLessThan(PLACES * BYTES_OF_A_PLACE);
        });
    }
}
