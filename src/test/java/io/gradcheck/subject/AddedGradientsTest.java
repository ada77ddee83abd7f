package io.gradcheck.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Layers that add up the gradients of single examples in arrays of their own, and hand out copies. */
class AddedGradientsTest {

    private static final double DECAY = 0.01;

    /** {@code y = x W + b} as people write it. */
    private static class Dense implements Layer {

        final double[][] w;
        final double[] b;
        final double[][] dw;
        final double[] db;
        double[][] x = {};

        Dense(int inputs, int outputs) {
            w = new double[inputs][outputs];
            b = new double[outputs];
            dw = new double[inputs][outputs];
            db = new double[outputs];
        }

        @Override
        public Tensor forward(Tensor input) {
            x = input.toRows();
            double[][] y = new double[x.length][];
            for (int e = 0; e < x.length; e++) {
                y[e] = b.clone();
                for (int i = 0; i < w.length; i++) {
                    for (int j = 0; j < b.length; j++) {
                        y[e][j] += x[e][i] * w[i][j];
                    }
                }
            }
            return Tensor.ofRows(y);
        }

        @Override
        public Tensor backward(Tensor outputGradient) {
            double[][] dy = outputGradient.toRows();
            double[][] dx = new double[x.length][w.length];
            begin();
            for (int e = 0; e < x.length; e++) {
                for (int j = 0; j < b.length; j++) {
                    db[j] += dy[e][j];
                    for (int i = 0; i < w.length; i++) {
                        dw[i][j] = sum(dw[i][j], ofWeight(x[e][i] * dy[e][j]));
                        dx[e][i] += w[i][j] * dy[e][j];
                    }
                }
            }
            return Tensor.ofRows(dx);
        }

        void begin() {
            // adds to what is there
        }

        double ofWeight(double gradient) {
            return gradient;
        }

        double sum(double before, double gradient) {
            return before + gradient;
        }

        @Override
        public boolean isBatched() {
            return true;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    Parameter.of("w", () -> Tensor.ofRows(w), this::setWeights, () -> Tensor.ofRows(dw)),
                    Parameter.of(
                            "b",
                            () -> Tensor.vector(b.clone()),
                            from -> System.arraycopy(from.values(), 0, b, 0, b.length),
                            () -> Tensor.vector(db.clone())));
        }

        private void setWeights(Tensor from) {
            double[][] rows = from.toRows();
            for (int i = 0; i < rows.length; i++) {
                w[i] = rows[i].clone();
            }
        }
    }

    /** The same, with a weight decay that every backward pass adds. */
    private static class Decayed extends Dense {

        Decayed(int inputs, int outputs) {
            super(inputs, outputs);
        }

        @Override
        void begin() {
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < b.length; j++) {
                    dw[i][j] = sum(dw[i][j], decay() * w[i][j]);
                }
            }
        }

        double decay() {
            return DECAY;
        }

        @Override
        public OptionalDouble penalty() {
            return OptionalDouble.of(DECAY
                    / 2
                    * Arrays.stream(w)
                            .flatMapToDouble(Arrays::stream)
                            .map(one -> one * one)
                            .sum());
        }
    }

    private static CampaignReport campaign(Function<Sizes, Layer> layer) {
        return Campaign.of(LayerSource.of("dense", layer, s -> new int[] {s.batch(), s.width()}))
                .tries(300)
                .run();
    }

    private static void assertRight(Function<Sizes, Layer> layer) {
        CampaignReport report = campaign(layer);

        assertThat(report.failures()).as("%s", report).isEmpty();
        assertThat(report.tally().count(Verdict.PASS)).isGreaterThan(700);
    }

    @Test
    void gradients_of_single_examples_that_add_up_are_right_without_a_word() {
        assertRight(s -> new Dense(s.width(), s.outputs()));
    }

    @Test
    void one_parameter_may_be_overwritten_beside_another_that_adds_up() {
        assertRight(s -> new Dense(s.width(), s.outputs()) {
            @Override
            void begin() {
                Arrays.fill(db, 0);
            }
        });
    }

    @Test
    void so_they_are_in_single_precision() {
        assertRight(s -> new Dense(s.width(), s.outputs()) {
            @Override
            double ofWeight(double gradient) {
                return (float) gradient;
            }

            @Override
            public Precision precision() {
                return Precision.FLOAT;
            }
        });
    }

    /** The same, with sums in single precision, of which the layer itself says nothing. */
    private static class SingleSums extends Dense {

        SingleSums(int inputs, int outputs) {
            super(inputs, outputs);
        }

        @Override
        double sum(double before, double gradient) {
            return (float) (before + gradient);
        }
    }

    @Test
    void so_they_are_where_the_source_says_that_it_computes_in_single_precision() {
        CampaignReport report = Campaign.of(LayerSource.of("dense", s -> new SingleSums(s.width(), s.outputs()), s ->
                                new int[] {s.batch(), s.width()})
                        .withPrecision(Precision.FLOAT))
                .tries(300)
                .run();

        assertThat(report.failures()).as("%s", report).isEmpty();
    }

    @Test
    void so_they_are_with_a_weight_decay_that_is_declared() {
        assertRight(s -> new Decayed(s.width(), s.outputs()));
    }

    /** The decay grows in the sums, and their rounding with it, beside gradients that are zero or small. */
    private static LayerSource decayedInSingle(double decay) {
        return LayerSource.of(
                        "dense",
                        s -> new Decayed(s.width(), s.outputs()) {
                            @Override
                            double sum(double before, double gradient) {
                                return (float) (before + gradient);
                            }

                            @Override
                            double decay() {
                                return decay;
                            }
                        },
                        s -> new int[] {s.batch(), s.width()})
                .withPrecision(Precision.FLOAT);
    }

    @Tag("thorough")
    @Test
    void a_decay_beside_sums_in_single_precision_leaves_no_rounding_behind() {
        CampaignReport report =
                Campaign.of(decayedInSingle(DECAY)).seed(15838).tries(2000).run();

        assertThat(report.failures()).as("%s", report).isEmpty();
    }

    @Tag("thorough")
    @Test
    void a_wrong_decay_beside_sums_in_single_precision_is_wrong() {
        CampaignReport report =
                Campaign.of(decayedInSingle(1.01 * DECAY)).tries(300).run();

        assertThat(report.findings()).isNotEmpty();
        assertThat(report.findings().get(0).variables()).containsExactly("w");
    }

    @Test
    void what_is_added_wrongly_is_wrong() {
        CampaignReport report = campaign(s -> new Dense(s.width(), s.outputs()) {
            @Override
            double ofWeight(double gradient) {
                return 1.001 * gradient;
            }
        });

        assertThat(report.findings()).singleElement().satisfies(group -> {
            assertThat(group.variables()).containsExactly("w");
            assertThat(group.signature()).contains("constant factor");
        });
    }

    @Test
    void a_decay_that_is_declared_wrongly_is_wrong() {
        CampaignReport report = campaign(s -> new Decayed(s.width(), s.outputs()) {
            @Override
            double decay() {
                return 2 * DECAY;
            }
        });

        assertThat(report.findings()).isNotEmpty();
        assertThat(report.findings().get(0).variables()).contains("w");
    }

    @Test
    void what_is_random_is_not_taken_for_a_sum() {
        Random random = new Random(7);
        CampaignReport report = campaign(s -> new Dense(s.width(), s.outputs()) {
            @Override
            double ofWeight(double gradient) {
                return gradient * (1 + 0.1 * random.nextGaussian());
            }
        });

        assertThat(report.failures()).isNotEmpty();
        assertThat(report).asString().contains("DETERMINISTIC");
    }

    /** Each example has a mask of its own, drawn from the seed. */
    private static LayerSource dropout(boolean seeded) {
        return LayerSource.of(
                "dropout", s -> seeded ? new SeededDropout() : new Dropout(), s -> new int[] {s.batch(), s.width()});
    }

    private static class Dropout implements Layer {

        Random random = new Random(5);
        private boolean[] kept = {};

        @Override
        public Tensor forward(Tensor x) {
            kept = new boolean[x.size()];
            Tensor y = x.copy();
            for (int i = 0; i < kept.length; i++) {
                kept[i] = random.nextBoolean();
                y.values()[i] *= kept[i] ? 2 : 0;
            }
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor dx = dy.copy();
            for (int i = 0; i < kept.length; i++) {
                dx.values()[i] *= kept[i] ? 2 : 0;
            }
            return dx;
        }

        @Override
        public boolean isBatched() {
            return true;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    private static final class SeededDropout extends Dropout {
        @Override
        public void seed(long seed) {
            random = new Random(seed);
        }
    }

    @Test
    void examples_that_draw_numbers_are_not_asked_to_add_up_to_the_batch() {
        CampaignReport seeded = Campaign.of(dropout(true)).tries(200).run();

        assertThat(seeded.failures()).as("%s", seeded).isEmpty();
        assertThat(Campaign.of(dropout(false)).tries(200).run().failures()).isNotEmpty();
    }
}
