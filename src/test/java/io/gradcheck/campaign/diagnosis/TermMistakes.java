package io.gradcheck.campaign.diagnosis;

import io.gradcheck.campaign.diagnosis.PlantedMistake.Plant;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Mistakes in one term of an objective that is a sum of two. */
final class TermMistakes {

    private static final double[] FACTORS = {0, 0.5, 2, -1};

    /**
     * A function of an entry.
     *
     * @param derivative the derivative as text, of {@code v}
     * @param value the function
     * @param slope its derivative
     */
    private record Term(String derivative, DoubleUnaryOperator value, DoubleUnaryOperator slope) {}

    private static final List<Term> TERMS = List.of(
            new Term("exp(v)", Math::exp, Math::exp),
            new Term("exp(-v)", v -> -Math.exp(-v), v -> Math.exp(-v)),
            new Term("exp(2 v)", v -> Math.exp(2 * v) / 2, v -> Math.exp(2 * v)),
            new Term("v^2", v -> v * v * v / 3, v -> v * v),
            new Term("v^3", v -> v * v * v * v / 4, v -> v * v * v),
            new Term("1/v", Math::log, v -> 1 / v),
            new Term("1/v^2", v -> -1 / v, v -> 1 / (v * v)),
            new Term("log(|v|)", v -> v * Math.log(v) - v, Math::log),
            new Term("sqrt(|v|)", v -> v * Math.sqrt(v) / 1.5, Math::sqrt),
            new Term("1/sqrt(|v|)", v -> 2 * Math.sqrt(v), v -> 1 / Math.sqrt(v)),
            new Term("sin(v)", v -> -Math.cos(v), Math::sin),
            new Term("tanh(v)", v -> Math.log(Math.cosh(v)), Math::tanh),
            new Term("sigmoid(v)", v -> Math.log1p(Math.exp(v)), v -> 1 / (1 + Math.exp(-v))));

    private TermMistakes() {}

    static List<PlantedMistake> all() {
        return List.of(new PlantedMistake("factor of one term", (right, random) -> {
            TwoTerms subject = (TwoTerms) right;
            double factor = FACTORS[random.nextInt(FACTORS.length)];
            return Plant.of(
                    right,
                    "another factor at a term whose derivative is " + subject.term.derivative,
                    (at, upstream) -> subject.gradient(at, upstream, factor));
        }));
    }

    static Subject subject(long seed, long index) {
        SplittableRandom random = new SplittableRandom(seed * 61 + index);
        int size = 4 + random.nextInt(47);
        return new TwoTerms(
                Tensor.vector(random.doubles(size, 0.2, 2.2).toArray()),
                CustomLayers.normal(random, size),
                TERMS.get(random.nextInt(TERMS.size())),
                random.nextDouble(0.1, 2));
    }

    /** {@code sum log(1 + exp(d_i v_i)) + weight term(v_i)}. */
    private record TwoTerms(Tensor v, Tensor d, Term term, double weight) implements Subject {

        @Override
        public String name() {
            return "two terms";
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("v", v);
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double sum = 0;
            for (int i = 0; i < v.size(); i++) {
                double x = at.get("v").get(i);
                sum += Math.log1p(Math.exp(d.get(i) * x)) + weight * term.value.applyAsDouble(x);
            }
            return Tensor.scalar(sum);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            return gradient(at, upstream, 1);
        }

        Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream, double factor) {
            Tensor g = at.get("v").copy();
            for (int i = 0; i < g.size(); i++) {
                double x = g.get(i);
                double logistic = d.get(i) / (1 + Math.exp(-d.get(i) * x));
                g.set(upstream.get() * (logistic + factor * weight * term.slope.applyAsDouble(x)), i);
            }
            return Map.of("v", g);
        }
    }
}
