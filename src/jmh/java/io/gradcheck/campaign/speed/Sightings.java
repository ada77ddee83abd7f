package io.gradcheck.campaign.speed;

import io.gradcheck.campaign.WrongEntrySubject;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a way to check finds in the same networks: alarms where the gradient is right, and planted errors of a single
 * weight or bias, drawn uniformly from the entries that are large enough for a relative error to mean something.
 */
final class Sightings {

    /** Of the gradient's entry. */
    private static final double LEAST = 1e-8;

    private final Check check;
    private final List<Double> errors;
    private final int[] seen;
    private long evaluations;
    private int networks;
    private int alarms;
    private int planted;

    /** A way to check a gradient. */
    interface Check {
        /** Checks a subject, the network of a number in its series. */
        Answer of(Subject subject, long number);
    }

    /** Whether the gradient is called wrong, and how often the network ran until that was known. */
    record Answer(boolean wrong, int evaluations) {}

    private record Entry(String variable, int index) {}

    static Answer byGradcheck(Subject subject, long number) {
        GradientReport report = GradientChecker.standard().seed(number).check(subject);
        return new Answer(report.verdict() == Verdict.FAIL, report.evaluations());
    }

    static Answer byFiniteDifferences(Subject subject, long number) {
        FiniteDifferences differences = new FiniteDifferences(subject);
        boolean agree = differences.agree();
        return new Answer(!agree, differences.evaluations());
    }

    private Sightings(Check check, List<Double> errors) {
        this.check = check;
        this.errors = errors;
        this.seen = new int[errors.size()];
    }

    /**
     * Checks the first networks of a series, and again with each of the errors.
     *
     * @param errors relative errors
     */
    static Sightings of(Check check, long seed, int count, List<Double> errors) {
        Sightings sightings = new Sightings(check, errors);
        for (long number = 0; number < count; number++) {
            sightings.look(SpeedBenchmark.networks().at(seed, number), seed, number);
        }
        return sightings;
    }

    private void look(NetworkCase network, long seed, long number) {
        Subject right = network.subject();
        Answer answer = check.of(right, number);
        networks++;
        evaluations += answer.evaluations();
        alarms += answer.wrong() ? 1 : 0;
        List<Entry> entries = entries(right);
        if (entries.isEmpty()) {
            return;
        }
        planted++;
        Entry entry = entries.get(new SplittableRandom(31 * seed + number).nextInt(entries.size()));
        for (int k = 0; k < errors.size(); k++) {
            Subject wrong = new WrongEntrySubject(right, entry.variable(), entry.index(), errors.get(k));
            // Whoever cries out at the right gradient too has not seen the error.
            seen[k] += !answer.wrong() && check.of(wrong, number).wrong() ? 1 : 0;
        }
    }

    private static List<Entry> entries(Subject right) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Tensor> gradient = right.gradient(right.point(), Tensor.scalar(1));
        gradient.forEach((variable, tensor) -> {
            for (int i = 0; i < tensor.size(); i++) {
                if (FiniteDifferences.isParameter(variable) && Math.abs(tensor.values()[i]) > LEAST) {
                    entries.add(new Entry(variable, i));
                }
            }
        });
        return entries;
    }

    int networks() {
        return networks;
    }

    double evaluationsPerNetwork() {
        return (double) evaluations / networks;
    }

    /** In how many networks a right gradient was called wrong. */
    int alarms() {
        return alarms;
    }

    /** In how many networks there was an entry to get wrong. */
    int planted() {
        return planted;
    }

    /** In how many of them the gradient was called wrong with the error, and not without. */
    int seen(int error) {
        return seen[error];
    }
}
