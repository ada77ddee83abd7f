package io.gradcheck.check.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.Seeds;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients that the checker has called wrong, and that are right: those of differences in 60 digits. */
class SixtyDigitsTest {

    private static final DfpField DIGITS = new DfpField(60);
    private static final int SEEDS = 3;

    /** Some ulps of one: what {@code p - y} and sums of it are rounded by; 1.1e-15 was the most that was seen. */
    private static final double ROUNDING = 2e-15;

    private static final double RELATIVE = 1e-11;

    static Stream<Map.Entry<String, Function<Dfp[], Dfp>>> exact() {
        return EXACT.entrySet().stream();
    }

    /** The values of formulas that the checker has called wrong, in exact terms; outputs added up. */
    private static final Map<String, Function<Dfp[], Dfp>> EXACT = new LinkedHashMap<>();

    static {
        EXACT.put("binary cross-entropy of one sure logit, y = 1", x -> softplus(x[0].negate()));
        EXACT.put(
                "log sigmoid, min(z, 0) - log1p(exp(-|z|)), derivative 1 - sigmoid",
                x -> sum(x, z -> softplus(z.negate()).negate()));
        EXACT.put(
                "focal loss, gamma 2",
                x -> sum(x, z -> {
                    Dfp miss = one().divide(one().add(z.exp()));
                    return softplus(z.negate()).multiply(miss).multiply(miss);
                }));
        EXACT.put("softplus minus its argument, log(1 + exp x) - x", x -> sum(x, z -> softplus(z.negate())));
        EXACT.put(
                "ranking loss over pairs (RankNet)",
                s -> softplus(s[1].subtract(s[0]))
                        .add(softplus(s[2].subtract(s[1])))
                        .add(softplus(s[2].subtract(s[0]))));
        EXACT.put(
                "cross-entropy, log1p of the others' exp(z - z[0])",
                z -> sum(z, Dfp::exp).log().subtract(z[0]));
        EXACT.put(
                "cross-entropy, -log(p[0] + 1e-12)",
                z -> z[0].exp()
                        .divide(sum(z, Dfp::exp))
                        .add(DIGITS.newDfp(1e-12))
                        .log()
                        .negate());
        EXACT.put("entropy of a softmax", z -> {
            Dfp total = sum(z, Dfp::exp);
            return sum(z, v -> v.exp().divide(total).multiply(v.subtract(total.log())))
                    .negate();
        });
        EXACT.put(
                "GELU by tanh",
                x -> sum(x, v -> {
                    Dfp cubic = v.multiply(v).multiply(v).multiply(DIGITS.newDfp(0.044715));
                    Dfp inner = v.add(cubic).multiply(DIGITS.newDfp(0.7978845608028654));
                    return v.divide(one().add(inner.multiply(-2).exp()));
                }));
        EXACT.put("potential of Lennard-Jones, in SI units", x -> {
            Dfp s6 = x[1].divide(x[2]).pow(6);
            return x[0].multiply(4).multiply(s6.multiply(s6).subtract(s6));
        });
        EXACT.put(
                "Coulomb energy of an electron and a proton, in SI units",
                x -> DIGITS.newDfp(8.9875517873681764e9)
                        .multiply(x[0])
                        .multiply(x[1])
                        .divide(x[2]));
        EXACT.put(
                "squared delay between two time stamps, and a small penalty",
                x -> x[0].multiply(x[0])
                        .add(DIGITS.newDfp(0.1).multiply(x[1]).multiply(x[1]))
                        .add(x[1].sin()));
        EXACT.put(
                "smooth term in double beside a sine from a table in float",
                x -> sum(x, v -> v.multiply(v).add(v.sin().multiply(3))));
    }

    private static Dfp one() {
        return DIGITS.getOne();
    }

    private static Dfp softplus(Dfp z) {
        return z.exp().add(one()).log();
    }

    private static Dfp sum(Dfp[] x, Function<Dfp, Dfp> term) {
        return Stream.of(x).map(term).reduce(DIGITS.getZero(), Dfp::add);
    }

    @ParameterizedTest
    @MethodSource("exact")
    void a_gradient_that_was_called_wrong_is_that_of_sixty_digits(Map.Entry<String, Function<Dfp[], Dfp>> value) {
        Formula formula = TextbookSuite.formulas().stream()
                .filter(of -> of.name().equals(value.getKey()))
                .findFirst()
                .orElseThrow();
        boolean units = formula.theme().equals("units");
        for (Regime regime : formula.regimes()) {
            Seeds.of(1, SEEDS).each(seed -> {
                Example example = formula.example().apply(new Draw(regime, new SplittableRandom(seed)));
                double[] x = example.point().get("x").values();
                Tensor ones = example.evaluate(example.point()).copy();
                Arrays.fill(ones.values(), 1);
                double[] claimed =
                        example.gradient(example.point(), ones).get("x").values();
                for (int i = 0; i < x.length; i++) {
                    double truth = derivative(value.getValue(), x, i);
                    assertThat(claimed[i])
                            .as("%s %s, entry %d", formula.name(), regime, i)
                            .isCloseTo(truth, within(RELATIVE * Math.abs(truth) + (units ? 0 : ROUNDING)));
                }
            });
        }
    }

    private static double derivative(Function<Dfp[], Dfp> value, double[] x, int entry) {
        Dfp h = DIGITS.newDfp(1e-20).multiply(DIGITS.newDfp(x[entry] == 0 ? 1 : Math.abs(x[entry])));
        Dfp above = value.apply(moved(x, entry, h));
        Dfp below = value.apply(moved(x, entry, h.negate()));
        return above.subtract(below).divide(h.multiply(2)).toDouble();
    }

    private static Dfp[] moved(double[] x, int entry, Dfp by) {
        Dfp[] moved = new Dfp[x.length];
        for (int i = 0; i < x.length; i++) {
            moved[i] = DIGITS.newDfp(x[i]);
        }
        moved[entry] = moved[entry].add(by);
        return moved;
    }
}
