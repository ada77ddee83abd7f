package io.gradcheck.check;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.decision.NonFiniteGradient;
import io.gradcheck.check.decision.VariableCheck;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Verdict;
import java.util.SplittableRandom;

/** Checks the entries of one variable one by one, each by the procedure of a whole variable. */
final class EntryCheck {

    private final String variable;
    private final double noise;
    private final long seed;
    private final Options options;

    /**
     * Prepares the checks.
     *
     * @param variable the variable
     * @param noise the noise of the function's values
     * @param seed of the first entry; every further one adds 1, so that it makes no difference who checks which
     * @param options what the checker was told
     */
    EntryCheck(String variable, double noise, long seed, Options options) {
        this.variable = variable;
        this.noise = noise;
        this.seed = seed;
        this.options = options;
    }

    String variable() {
        return variable;
    }

    EntryResult check(EvaluationPoint base, int entry) {
        Prober prober = prober(base, entry);
        return single(entry, conclude(prober, entry), prober, 0);
    }

    /**
     * The verdict on an entry that failed without a jump, where other probes saw jumps. The check is done once more for
     * its probe, since the probes of all entries would take too much memory.
     */
    EntryResult checkAgain(EvaluationPoint base, EntryResult failed) {
        Prober prober = prober(base, failed.offset());
        Conclusion conclusion = conclude(prober, failed.offset());
        try {
            conclusion = new VariableCheck(prober, options.strictAtKinks()).reconsider(conclusion, true);
        } catch (Evaluations.Exhausted exhausted) {
            conclusion = Conclusion.exhausted(prober);
        }
        return single(failed.offset(), conclusion, prober, failed.evaluations());
    }

    /** Probes of one entry, the same at every call. */
    Prober prober(EvaluationPoint base, int entry) {
        return prober(base, entry, options.maxEvaluations());
    }

    private Prober prober(EvaluationPoint base, int entry, int evaluations) {
        return new Prober(base, variable, noise, new SplittableRandom(seed + entry), new Evaluations(evaluations));
    }

    Conclusion conclude(Prober prober, int entry) {
        EvaluationPoint base = prober.base();
        Entries single = Entries.single(base.value(variable).size(), entry);
        try {
            return Double.isFinite(base.gradient(variable).values()[entry])
                    ? new VariableCheck(prober, options.strictAtKinks()).conclude(single)
                    : NonFiniteGradient.conclude(prober, options.strictAtKinks(), single);
        } catch (Evaluations.Exhausted exhausted) {
            return Conclusion.exhausted(prober);
        }
    }

    private EntryResult single(int entry, Conclusion concluded, Prober prober, int evaluations) {
        Conclusion conclusion = concluded.ofSubject(variable);
        double analytic = conclusion.place().gradient(variable).values()[entry];
        int spent = evaluations + prober.evaluations().spent();
        Probe probe = conclusion.probe();
        if (probe != null) {
            return EntryResult.of(conclusion, EntryProbe.of(entry, analytic, probe), prober, spent);
        }
        if (conclusion.verdict() != Verdict.FAIL) {
            return EntryResult.of(conclusion, EntryProbe.unknown(entry, analytic), prober, spent);
        }
        // NaN, or infinite where the slope is not: what it should be is shown beside it.
        Prober further = prober(prober.base(), entry, Integer.MAX_VALUE);
        EntryProbe shown = EntryProbe.of(entry, analytic, further.probeEntry(prober.base(), entry, 1));
        return EntryResult.of(
                conclusion, shown, prober, spent + further.evaluations().spent());
    }
}
