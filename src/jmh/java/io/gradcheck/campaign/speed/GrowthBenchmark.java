package io.gradcheck.campaign.speed;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Mutant;
import io.gradcheck.subject.Line;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How the time of the checker itself grows with the entries that it checks one by one, and that of the mutants with the
 * variables. An evaluation takes as long for many as for few.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
public class GrowthBenchmark {

    /** One variable of many entries. */
    @State(Scope.Thread)
    public static class Entries {

        @Param({"1000", "10000", "100000", "1000000"})
        private int entries;

        private Subject subject;

        @Setup(Level.Trial)
        public void make() {
            subject = new FirstAndLast(entries);
        }
    }

    /** A report on many variables of one entry each, of which no mutant has been made yet. */
    @State(Scope.Thread)
    public static class Report {

        @Param({"1000", "10000"})
        private int variables;

        private GradientReport report;

        @Setup(Level.Iteration)
        public void check() {
            report = GradientChecker.standard().check(new Squares(variables));
        }
    }

    @Benchmark
    public GradientReport exhaustive(Entries entries) {
        return GradientChecker.standard().exhaustive().check(entries.subject);
    }

    @Benchmark
    public List<Mutant> mutants(Report report) {
        return report.report.mutants();
    }

    /** {@code x_1^2 + x_n^2 / 2}, which reads two entries of all. */
    private record FirstAndLast(Tensor x) implements Subject {

        FirstAndLast(int entries) {
            this(Tensor.zeros(entries));
            for (int i = 0; i < entries; i++) {
                x.values()[i] = 1 + 0.5 * Math.sin(i);
            }
        }

        @Override
        public String name() {
            return "first and last";
        }

        @Override
        public Map<String, Tensor> point() {
            return Map.of("x", x);
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double[] values = at.get("x").values();
            double first = values[0];
            double last = values[values.length - 1];
            return Tensor.scalar(first * first + last * last / 2);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            double[] values = at.get("x").values();
            Tensor gradient = Tensor.zeros(values.length);
            gradient.values()[0] = 2 * upstream.get() * values[0];
            gradient.values()[values.length - 1] = upstream.get() * values[values.length - 1];
            return Map.of("x", gradient);
        }
    }

    /** {@code sum x_i^2} by variables of one entry each, along whose lines one square is added to the others. */
    private static final class Squares implements Subject {

        private final Map<String, Tensor> point = new LinkedHashMap<>();
        private final double sum;

        Squares(int variables) {
            for (int i = 0; i < variables; i++) {
                point.put("x" + i, Tensor.scalar(1 + 0.5 * Math.sin(i)));
            }
            this.sum = evaluate(point).get();
        }

        @Override
        public String name() {
            return "squares";
        }

        @Override
        public Map<String, Tensor> point() {
            return point;
        }

        @Override
        public Tensor evaluate(Map<String, Tensor> at) {
            double squares = 0;
            for (Tensor x : at.values()) {
                squares += x.get() * x.get();
            }
            return Tensor.scalar(squares);
        }

        @Override
        public Map<String, Tensor> gradient(Map<String, Tensor> at, Tensor upstream) {
            Map<String, Tensor> gradient = new LinkedHashMap<>();
            at.forEach((variable, x) -> gradient.put(variable, Tensor.scalar(2 * upstream.get() * x.get())));
            return gradient;
        }

        @Override
        public Line along(String variable, Tensor direction) {
            double x = point.get(variable).get();
            double others = sum - x * x;
            return (t, output) -> {
                double moved = x + t * direction.get();
                output.values()[0] = others + moved * moved;
            };
        }
    }
}
