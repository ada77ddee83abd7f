package io.gradcheck.check;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.diagnose.Mishaps;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.EntryDifferences;
import io.gradcheck.finding.Profile;
import io.gradcheck.finding.Verdict;
import io.gradcheck.numeric.DerivativeEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** Looks again at variables that did not pass, at more points than a verdict needs: for those who draw pictures. */
final class Pictures {

    static final Pictures NONE = new Pictures(List.of(), 0, new Mishaps());

    private static final int STEPS = 21;
    private static final double RATIO = 4; // 21 steps reach over twelve decades
    private static final int MOST_ENTRIES = 256;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final List<Variable> variables;
    private final double noise;
    private final Mishaps mishaps;

    /** A variable with what was concluded of it, and the point that was checked. */
    record Variable(String name, EvaluationPoint base, Conclusion conclusion) {

        /** A kink is shown at the point itself, not where it was left behind. */
        private EvaluationPoint place() {
            return conclusion.verdict() == Verdict.FAIL ? conclusion.place() : base;
        }
    }

    Pictures(List<Variable> variables, double noise, Mishaps mishaps) {
        this.mishaps = mishaps;
        this.variables = List.copyOf(variables);
        this.noise = noise;
    }

    List<Profile> profiles() {
        List<Profile> profiles = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.conclusion().verdict() != Verdict.PASS) {
                picture(variable, () -> profiles.add(profile(variable)));
            }
        }
        return profiles;
    }

    List<EntryDifferences> differences() {
        List<EntryDifferences> differences = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.conclusion().verdict() == Verdict.FAIL
                    && variable.base().value(variable.name()).size() <= MOST_ENTRIES) {
                picture(variable, () -> differences.add(differences(variable)));
            }
        }
        return differences;
    }

    /** The check has ended: what a subject throws at other points than those it was checked at is no part of it. */
    private void picture(Variable variable, Supplier<Boolean> look) {
        mishaps.guard("a picture of " + variable.name(), false, () -> {
            // Beside the point what a subject throws is outside its domain; at the point it says that it works no more.
            EvaluationPoint place = variable.place();
            OutsideDomain.call(
                    () -> place.f().subject().evaluate(place.point().copy().asMap()));
            return look.get();
        });
    }

    private Profile profile(Variable variable) {
        EvaluationPoint place = variable.place();
        double unit = place.f().unit();
        Probe probe = variable.conclusion().probe();
        if (probe == null || variable.conclusion().place() != place) {
            probe = prober(variable).probeAtRandom(place, all(variable), 1);
        }
        DerivativeEstimate slope = probe.slope();
        DoubleUnaryOperator phi = place.along(variable.name(), probe.direction(), new Evaluations(UNLIMITED));
        double atZero = phi.applyAsDouble(0);
        List<Profile.Sample> samples = new ArrayList<>();
        for (int k = STEPS - 1; k >= 0; k--) {
            double step = probe.firstStep() / Math.pow(RATIO, k);
            samples.add(new Profile.Sample(
                    step, (phi.applyAsDouble(-step) - atZero) / unit, (phi.applyAsDouble(step) - atZero) / unit));
        }
        return new Profile(
                variable.name(),
                probe.analytic() / unit,
                slope.derivative() / unit,
                probe.bound() / Math.abs(unit),
                samples);
    }

    private EntryDifferences differences(Variable variable) {
        EvaluationPoint place = variable.place();
        double unit = place.f().unit();
        Indices indices = place.indices(variable.name());
        double[] gradient = place.gradient(variable.name()).values();
        Prober prober = prober(variable);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < indices.count(); i++) {
            EntryProbe entry = EntryProbe.of(i, gradient[i], prober.probeEntry(place, i, 1));
            double difference = (entry.analytic() - entry.numeric()) / unit;
            values.add(entry.difference() <= entry.allowed() ? 0 : difference);
        }
        return new EntryDifferences(
                variable.name(), indices.tensor().shape(), indices.names().isEmpty() ? null : indices.names(), values);
    }

    /** Its own randomness, so that a report does not depend on who listens. */
    private Prober prober(Variable variable) {
        return new Prober(variable.base(), variable.name(), noise, new SplittableRandom(1), new Evaluations(UNLIMITED));
    }

    private static Entries all(Variable variable) {
        return Entries.all(variable.base().value(variable.name()).size());
    }
}
