package io.gradcheck.check.diagnose;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.hypothesis.Diagnostics;
import io.gradcheck.check.hypothesis.Evidence;
import io.gradcheck.check.hypothesis.Suspects;
import io.gradcheck.check.jacobian.Claims;
import io.gradcheck.check.jacobian.Jacobian;
import io.gradcheck.check.jacobian.JacobianPatterns;
import io.gradcheck.check.jacobian.JacobianSearch;
import io.gradcheck.check.localise.Localisation;
import io.gradcheck.check.localise.Localised;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.check.probe.Units;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Explains the failures of a check, one variable after the other and then all together. */
public final class Explanations {

    private final Set<String> failing;
    private final Mishaps mishaps;

    /** Asked for once a place, since a subject may spend a gradient on each mistake that it suspects. */
    private final Map<EvaluationPoint, Suspects> suspects = new HashMap<>();

    private final Map<EvaluationPoint, Claims> claims = new HashMap<>();

    /**
     * Prepares explanations.
     *
     * @param failing the variables that failed
     * @param mishaps what fails of them
     */
    public Explanations(Set<String> failing, Mishaps mishaps) {
        this.failing = failing;
        this.mishaps = mishaps;
    }

    /**
     * Explains every failure among some conclusions.
     *
     * @param probers the prober of each variable
     * @param conclusions the conclusion on each variable
     * @param random what the further probes are drawn from
     * @param mishaps what fails of them
     * @return one explanation for each variable; {@link Explanation#NONE} where it did not fail
     */
    public static List<Explanation> of(
            List<Prober> probers, List<Conclusion> conclusions, SplittableRandom random, Mishaps mishaps) {
        Set<String> failing = new LinkedHashSet<>();
        for (int k = 0; k < probers.size(); k++) {
            if (conclusions.get(k).verdict() == Verdict.FAIL) {
                failing.add(probers.get(k).variable());
            }
        }
        if (failing.isEmpty()) {
            return Collections.nCopies(probers.size(), Explanation.NONE);
        }
        Explanations explanations = new Explanations(failing, mishaps);
        List<Explanation> explained = new ArrayList<>();
        for (int k = 0; k < probers.size(); k++) {
            boolean fails = conclusions.get(k).verdict() == Verdict.FAIL;
            explained.add(
                    fails ? explanations.explained(probers.get(k), conclusions.get(k), random) : Explanation.NONE);
        }
        return explanations.ordered(explained);
    }

    /** Puts the diagnoses first that explain most variables. */
    public List<Explanation> ordered(List<Explanation> explained) {
        List<List<Diagnosis>> diagnoses = CommonCauses.first(
                explained.stream().map(Explanation::diagnoses).toList(), failing.size());
        List<Explanation> ordered = new ArrayList<>();
        for (int k = 0; k < explained.size(); k++) {
            ordered.add(explained.get(k).with(diagnoses.get(k)));
        }
        return ordered;
    }

    private Explanation explained(Prober failed, Conclusion conclusion, SplittableRandom random) {
        EvaluationPoint place = conclusion.place();
        String variable = failed.variable();
        Evaluations evaluations = new Evaluations(Integer.MAX_VALUE);
        double noise = failed.of(place).noise(place);
        Prober prober = new Prober(place, variable, noise, random.split(), evaluations);
        Probe probe = conclusion.probe();
        if (probe == null) {
            double[] g = place.gradient(variable).values();
            Entries wrong = Entries.all(g.length).where(i -> !Double.isFinite(g[i]));
            Localised localised = localised(variable, () -> new Localisation(prober, place, 1).find(wrong));
            return new Explanation(localised, Jacobian.NONE, List.of(notFinite(g)), evaluations.spent());
        }
        double stepFactor = probe.firstStep() / place.firstStep(variable, probe.region(), probe.direction());
        Units units = place.f().units();
        Localised localised = localised(
                variable,
                () -> new Localisation(prober, place, stepFactor).find(probe).ofSubject(variable, units));
        Evidence evidence = new Evidence(
                place.ofSubject(),
                variable,
                localised,
                probe.ofSubject(variable, units),
                failing,
                isMoved(variable, failed, place));
        Prober further = units.areOfSubject()
                ? prober
                : new Prober(place.ofSubject(), variable, noise, random.split(), evaluations);
        Jacobian jacobian = jacobian(failed, place, stepFactor, localised, evaluations);
        return new Explanation(localised, jacobian, diagnoses(further, evidence, jacobian), evaluations.spent());
    }

    /**
     * What explains a failure of which all entries were checked singly.
     *
     * @param failed what probed the entry that decides
     * @param concluded what followed for that entry
     * @param singly what was seen of all entries at the point
     * @param wrong the entries that failed
     */
    public Explanation explained(Prober failed, Conclusion concluded, Localised singly, Entries wrong) {
        Conclusion conclusion = concluded.ofSubject(failed.variable());
        EvaluationPoint place = conclusion.place();
        Probe probe = conclusion.probe();
        if (probe == null) {
            return new Explanation(
                    Localised.NONE,
                    Jacobian.NONE,
                    List.of(notFinite(place.gradient(failed.variable()).values())),
                    failed.evaluations().spent());
        }
        Evaluations further = new Evaluations(Integer.MAX_VALUE);
        Prober prober = new Prober(place, failed.variable(), failed.noise(place), failed.random(), further);
        Localised localised = singly;
        if (place != failed.base()) {
            // Nearby every number is another: those of one place are needed.
            localised = localised(failed.variable(), () -> new Localisation(prober, place, 1).find(wrong));
        }
        Evidence evidence = new Evidence(
                place, failed.variable(), localised, probe, failing, isMoved(failed.variable(), failed, place));
        Jacobian jacobian = jacobian(failed, place, 1, localised, further);
        List<Diagnosis> diagnoses = diagnoses(prober, evidence, jacobian);
        return new Explanation(
                localised, jacobian, diagnoses, failed.evaluations().spent() + further.spent());
    }

    private static boolean isMoved(String variable, Prober failed, EvaluationPoint place) {
        double[] at = failed.base().ofSubject().value(variable).values();
        return !Arrays.equals(at, place.ofSubject().value(variable).values());
    }

    /** What to say of entries that are NaN, or infinite where the slope is not. */
    private static Diagnosis notFinite(double[] gradient) {
        long nan = Arrays.stream(gradient).filter(Double::isNaN).count();
        long infinite = Arrays.stream(gradient).filter(Double::isInfinite).count();
        return new Diagnosis(
                Mistake.NOT_FINITE,
                nan > 0 ? "NaN" : "infinite",
                (nan > 0 ? nan : infinite) + " of " + gradient.length + " entries, where the slope is finite");
    }

    private Localised localised(String variable, Supplier<Localised> search) {
        return mishaps.guard("the search for wrong entries of " + variable, Localised.NONE, search);
    }

    /**
     * The outputs of which wrong entries are wrong.
     *
     * @param looked the place as it was looked at, in units of its own maybe
     */
    private Jacobian jacobian(
            Prober failed, EvaluationPoint looked, double stepFactor, Localised localised, Evaluations expense) {
        String variable = failed.variable();
        Prober prober = failed.of(looked);
        return mishaps.guard("the search for wrong outputs of " + variable, Jacobian.NONE, () -> {
            Claims known = claims.computeIfAbsent(looked.ofSubject(), Claims::new);
            return new JacobianSearch(known, looked, variable, stepFactor, prober.noise(looked))
                    .find(localised.probed(), expense);
        });
    }

    private List<Diagnosis> diagnoses(Prober prober, Evidence evidence, Jacobian jacobian) {
        if (evidence.isEmpty()) {
            return List.of();
        }
        return mishaps.guard("the diagnosis of " + evidence.variable(), List.of(), () -> {
            Suspects offered = suspects.computeIfAbsent(evidence.place(), Suspects::new);
            List<Diagnosis> found = new Diagnostics(offered, failing, prober).find(evidence);
            return withOutputs(found, JacobianPatterns.of(jacobian));
        });
    }

    /** A mistake in the whole gradient is none in single outputs; but a multiple of the value may be the penalty's part. */
    private static List<Diagnosis> withOutputs(List<Diagnosis> found, List<Diagnosis> ofOutputs) {
        boolean factor = ofOutputs.stream().anyMatch(diagnosis -> diagnosis.kind() == Mistake.OUTPUT_FACTOR);
        if (factor && found.stream().anyMatch(diagnosis -> diagnosis.kind() == Mistake.REGULARISER)) {
            return ofOutputs;
        }
        return found.stream().allMatch(diagnosis -> diagnosis.kind().saysOnlyWhere())
                ? Stream.concat(found.stream(), ofOutputs.stream()).toList()
                : found;
    }
}
