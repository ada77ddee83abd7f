package io.gradcheck.campaign.figures;

import io.gradcheck.campaign.WrongEntrySubject;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * Relative errors of one entry, drawn uniformly over the entries of all variables of a network whose gradient is large
 * enough for a relative error to mean something: in how many networks those of each size are seen.
 */
final class EntryErrors {

    /** Of the gradient's entry. */
    private static final double LEAST = 1e-8;

    private final List<SizeOfError> sizes = DoubleStream.of(1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
            .mapToObj(SizeOfError::new)
            .toList();

    static EntryErrors planted(int count, Blocks blocks) throws InterruptedException {
        return blocks.sum(
                count, EntryErrors::new, (errors, index) -> errors.plant(index, count), EntryErrors::addAllOf);
    }

    private record Entry(long network, Subject right, String variable, int index, double gradient) {

        static Optional<Entry> of(long network) {
            Subject right = Drawn.network(network).subject();
            List<Entry> entries = new ArrayList<>();
            Map<String, Tensor> gradient = right.gradient(right.point(), Tensor.scalar(1));
            gradient.forEach((variable, tensor) -> {
                for (int i = 0; i < tensor.size(); i++) {
                    if (Math.abs(tensor.values()[i]) > LEAST) {
                        entries.add(new Entry(network, right, variable, i, tensor.values()[i]));
                    }
                }
            });
            SplittableRandom random = new SplittableRandom(31 * Drawn.SEED + network);
            return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(random.nextInt(entries.size())));
        }
    }

    private void plant(int index, int count) {
        Entry entry = Drawn.first(index, count, Entry::of);
        for (SizeOfError size : sizes) {
            Subject wrong = new WrongEntrySubject(entry.right(), entry.variable(), entry.index(), size.relative);
            size.add(entry, Drawn.check(wrong, entry.network()));
        }
    }

    private void addAllOf(EntryErrors others) {
        for (int k = 0; k < sizes.size(); k++) {
            sizes.get(k).addAllOf(others.sizes.get(k));
        }
    }

    List<SizeOfError> sizes() {
        return sizes;
    }

    SizeOfError of(double relative) {
        return sizes.stream()
                .filter(size -> size.relative == relative)
                .findFirst()
                .orElseThrow();
    }

    /** Errors of one size: a row of the table. */
    static final class SizeOfError {

        private final double relative;
        private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        private final List<String> missed = new ArrayList<>();
        private final List<String> falselyExcluded = new ArrayList<>();
        private final List<String> elsewhere = new ArrayList<>();

        private SizeOfError(double relative) {
            this.relative = relative;
        }

        private void add(Entry entry, GradientReport report) {
            Finding finding = report.finding(entry.variable());
            verdicts.merge(finding.verdict(), 1, Integer::sum);
            double error = Math.abs(relative * entry.gradient());
            String what = "- %s[%d] wrong by %.0e, %.2e: %s, limit %.2e%s; %s, %s"
                    .formatted(
                            entry.variable(),
                            entry.index(),
                            relative,
                            error,
                            finding.verdict(),
                            finding.detectionLimit(),
                            finding.reason().isEmpty() ? "" : ", " + finding.reason(),
                            Drawn.code(entry.network()),
                            entry.right().name());
            if (finding.verdict() != Verdict.FAIL) {
                missed.add(what);
            }
            if (finding.verdict() == Verdict.PASS && error > finding.detectionLimit()) {
                falselyExcluded.add(what);
            }
            for (Finding other : report.findings()) {
                if (!other.name().equals(entry.variable()) && other.verdict() == Verdict.FAIL) {
                    elsewhere.add(what + "; FAIL in " + other.name());
                }
            }
        }

        private void addAllOf(SizeOfError others) {
            others.verdicts.forEach((verdict, count) -> verdicts.merge(verdict, count, Integer::sum));
            missed.addAll(others.missed);
            falselyExcluded.addAll(others.falselyExcluded);
            elsewhere.addAll(others.elsewhere);
        }

        double relative() {
            return relative;
        }

        int count(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0);
        }

        /** In how many of the networks the variable with the wrong entry failed. */
        Share seen() {
            return new Share(
                    count(Verdict.FAIL),
                    verdicts.values().stream().mapToInt(Integer::intValue).sum());
        }

        /** The networks in which the variable with the wrong entry did not fail. */
        List<String> missed() {
            return missed;
        }

        /** The networks in which it passed, and the detection limit was said to be below the error. */
        List<String> falselyExcluded() {
            return falselyExcluded;
        }

        /** The networks in which another variable failed. */
        List<String> elsewhere() {
            return elsewhere;
        }
    }
}
