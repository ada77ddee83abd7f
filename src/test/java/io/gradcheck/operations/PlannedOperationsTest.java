package io.gradcheck.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.operations.PlannedOperation.Mistake;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations of many kinds, as people write them: contracts pass for the right ones, and say what is wrong with the others. */
class PlannedOperationsTest {

    private static final int SEEDS = 5;
    private static final int MISTAKES = 3;

    private static final Pattern HEADLINE = Pattern.compile(": gradient of ([\\w, ]+) is WRONG, in \\d+ case");

    static List<PlannedOperation> operations() {
        return List.of(
                new CtcLoss(),
                new CrfLoss(),
                new MaskedAttention(),
                new RotaryEmbedding(),
                new TripletLoss(),
                new FocalLoss(),
                new CholeskyFactor(),
                new GaussianLogDensity(),
                new KalmanFilter(),
                new DistortedCamera(),
                new LogisticObjective(),
                new LstmStep(),
                new RmsNorm(),
                new CosineEmbeddingLoss(),
                new PairwiseRanking(),
                new WeightedHuber(),
                new QuaternionRotation(),
                new LinearInterpolation(),
                new GaussianLoss(),
                new SmoothedCrossEntropy(),
                new FactorisationMachine());
    }

    static Stream<Arguments> wrongVersions() {
        return operations().stream()
                .flatMap(operation -> IntStream.rangeClosed(
                                1, operation.mistakes().size())
                        .mapToObj(mistake -> Arguments.of(
                                operation, mistake, operation.mistakes().get(mistake - 1))));
    }

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("operations")
    void the_right_version_passes_every_test_of_its_contract(PlannedOperation operation) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            PlannedContract contract = new PlannedContract(operation, 0, seed);

            assertThat(PlannedContract.failures(contract.tests(), false))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, {2}")
    @Tag("thorough")
    @MethodSource("wrongVersions")
    void a_wrong_version_fails_where_it_is_wrong(PlannedOperation operation, int number, Mistake mistake) {
        PlannedContract contract = new PlannedContract(operation, number, 1);

        String failure = String.join(
                "\n", PlannedContract.failures(contract.gradientTests(), true).values());

        assertThat(blamed(failure)).as(failure).contains(mistake.wrong()[0]).isSubsetOf(mistake.wrong());
    }

    /** The inputs that the findings of a campaign name. */
    private static Set<String> blamed(String text) {
        Set<String> blamed = new TreeSet<>();
        Matcher headline = HEADLINE.matcher(text);
        while (headline.find()) {
            blamed.addAll(List.of(headline.group(1).split(", ")));
        }
        return blamed;
    }

    @Test
    void there_are_twenty_with_three_mistakes_each() {
        assertThat(operations()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(operations()).extracting(Object::toString).doesNotHaveDuplicates();
        assertThat(operations())
                .allSatisfy(operation -> assertThat(operation.mistakes())
                        .hasSize(MISTAKES)
                        .extracting(Mistake::what)
                        .doesNotHaveDuplicates());
    }
}
