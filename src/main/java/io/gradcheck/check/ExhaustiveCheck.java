package io.gradcheck.check;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.diagnose.Explanation;
import io.gradcheck.check.diagnose.Explanations;
import io.gradcheck.check.diagnose.Mishaps;
import io.gradcheck.check.diagnose.Mutants;
import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.Sums;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.TraceStep;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The check of every entry alone, until all are done or the thread that asked for it is interrupted. */
final class ExhaustiveCheck {

    private final List<EvaluationPoint> places;
    private final Options options;
    private final Workers workers;
    private final List<EntryCheck> checks = new ArrayList<>();
    private final List<Probe> overviews = new ArrayList<>();
    private final @Nullable EntryResult[][] results;

    /** The steps to the verdict on the entry that decides, of variables that failed. */
    private final Map<String, List<TraceStep>> traces = new HashMap<>();

    private boolean jumpSeen;

    /**
     * Prepares the check. Every variable is probed once as a whole: a kink that shows there is known even if the entries
     * that meet it are not reached.
     *
     * @param places the point, once for each thread
     * @param noise the noise of the function's values
     * @param random for the directions
     * @param options what the checker was told
     * @param shared where the probes of whole variables are counted
     */
    ExhaustiveCheck(
            List<EvaluationPoint> places, double noise, SplittableRandom random, Options options, Evaluations shared) {
        this.places = places;
        this.options = options;
        this.workers = new Workers(places.size());
        EvaluationPoint base = places.get(0);
        List<String> variables = List.copyOf(base.point().names());
        this.results = new EntryResult[variables.size()][];
        for (int v = 0; v < results.length; v++) {
            int size = base.value(variables.get(v)).size();
            Prober prober = new Prober(base, variables.get(v), noise, random.split(), shared);
            overviews.add(prober.probeAtRandom(base, Entries.all(size), 1));
            jumpSeen |= prober.jumpSeen();
            checks.add(new EntryCheck(variables.get(v), noise, random.nextLong(), options));
            results[v] = new EntryResult[size];
        }
    }

    /** Checks the entries, and says what follows for each variable. */
    List<EntryResults> run() {
        long[] ends = new long[results.length];
        long all = 0;
        for (int v = 0; v < ends.length; v++) {
            all += results[v].length;
            ends[v] = all;
        }
        ProgressMeter meter = new ProgressMeter(options.progress(), all, System::nanoTime);
        workers.run(all, (thread, k) -> {
            int found = Arrays.binarySearch(ends, k + 1);
            int v = found < 0 ? -found - 1 : found;
            int entry = (int) (k - ends[v]) + results[v].length;
            results[v][entry] = checks.get(v).check(places.get(thread), entry);
            meter.step();
        });
        meter.end();
        secondLook();
        return Arrays.stream(results).map(EntryResults::new).toList();
    }

    /** The one more look that a failure without a jump needs where jumps were seen, be it in another variable. */
    private void secondLook() {
        for (EntryResult[] entries : results) {
            jumpSeen |= new EntryResults(entries).jumpSeen();
        }
        if (!jumpSeen) {
            return;
        }
        for (int v = 0; v < results.length; v++) {
            EntryCheck check = checks.get(v);
            @Nullable EntryResult[] entries = results[v];
            List<EntryResult> failed = Arrays.stream(entries)
                    .filter(entry -> entry != null && entry.smoothFail())
                    .toList();
            failed.forEach(entry -> entries[entry.offset()] =
                    entry.undecided("interrupted before a second look: " + Advice.TO_THE_END));
            workers.run(failed.size(), (thread, k) -> {
                EntryResult entry = failed.get((int) k);
                entries[entry.offset()] = check.checkAgain(places.get(thread), entry);
            });
        }
    }

    /** What to report of each variable. */
    List<Finding> findings(List<EntryResults> entries, Mishaps mishaps) {
        Set<String> failing = new LinkedHashSet<>();
        for (int v = 0; v < entries.size(); v++) {
            if (entries.get(v).verdict() == Verdict.FAIL) {
                failing.add(checks.get(v).variable());
            }
        }
        Explanations explanations = new Explanations(failing, mishaps);
        List<Explanation> explained = new ArrayList<>();
        for (int v = 0; v < entries.size(); v++) {
            explained.add(explanation(checks.get(v), entries.get(v), explanations));
        }
        List<Explanation> ordered = explanations.ordered(explained);
        List<Finding> findings = new ArrayList<>();
        for (int v = 0; v < entries.size(); v++) {
            findings.add(finding(v, entries.get(v), ordered.get(v)));
        }
        return findings;
    }

    private Finding finding(int v, EntryResults entries, Explanation explanation) {
        EvaluationPoint base = places.get(0);
        EntryCheck check = checks.get(v);
        Indices indices = base.indices(check.variable());
        double unit = base.f().unit();
        EntryResult decisive = entries.decisive();
        EntryProbe shown = decisive == null ? EntryProbe.unknown(0, Double.NaN) : decisive.probe();
        String reason = reason(decisive, entries, indices);
        return new Finding(
                check.variable(),
                entries.verdict(),
                reason,
                indices.count(),
                entries.counts(),
                shown.analytic() / unit,
                shown.numeric() / unit,
                shown.allowed() / Math.abs(unit),
                entries.detectionLimit() / Math.abs(unit),
                entries.detectionLimit()
                        / Sums.largest(base.gradient(check.variable()).values()),
                entries.vacuous(),
                entries.subgradient(),
                entries.evaluations(),
                entries.wrongEntries(indices, unit, explanation),
                explanation.diagnoses(),
                Findings.trace(
                        traces.getOrDefault(check.variable(), List.of(shownStep(shown, entries, unit))),
                        entries.verdict(),
                        reason,
                        entries.evaluations()));
    }

    /** What was compared at the entry that decides; its other steps were not kept, as those of all entries would be too many. */
    private static TraceStep shownStep(EntryProbe shown, EntryResults entries, double unit) {
        return new TraceStep(
                TraceStep.Kind.PROBE,
                0,
                1,
                Double.NaN,
                shown.analytic() / unit,
                shown.numeric() / unit,
                shown.allowed() / Math.abs(unit),
                0,
                shown.wrong() ? "disagrees" : "the entry that decides",
                entries.evaluations());
    }

    private static String reason(@Nullable EntryResult decisive, EntryResults entries, Indices indices) {
        String interrupted = "interrupted after " + entries.reached() + " of " + indices.count() + " entries";
        if (decisive == null || decisive.reason().isEmpty()) {
            return entries.reached() == indices.count() ? "" : interrupted + ": " + Advice.TO_THE_END;
        }
        String reason = indices.count() == 1
                ? decisive.reason()
                : entries.count(decisive.verdict()) + " of " + indices.count() + " entries are " + decisive.verdict()
                        + ", such as " + indices.text(decisive.offset()) + ": "
                        + decisive.reason();
        return entries.reached() == indices.count() ? reason : interrupted + ": " + Advice.TO_THE_END + "; " + reason;
    }

    /** What the wrong entries look like. The one that decides is checked once more, since no probe was kept. */
    private Explanation explanation(EntryCheck check, EntryResults entries, Explanations explanations) {
        EntryResult decisive = entries.decisive();
        if (decisive == null || decisive.verdict() != Verdict.FAIL) {
            return Explanation.NONE;
        }
        Prober prober = check.prober(places.get(0), decisive.offset());
        Conclusion concluded = check.conclude(prober, decisive.offset());
        traces.put(check.variable(), prober.trace().steps());
        return explanations.explained(prober, concluded, entries.localised(), entries.wrong());
    }

    /** For mutants: the whole variable, with its entries to judge by. */
    Mutants.Judged judged(int v, EntryResults entries) {
        Conclusion whole = new Conclusion(entries.verdict(), "", places.get(0), overviews.get(v));
        return new Mutants.Judged(checks.get(v).variable(), whole, entries::catches);
    }
}
