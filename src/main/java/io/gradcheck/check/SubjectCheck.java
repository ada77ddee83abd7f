package io.gradcheck.check;

import io.gradcheck.check.decision.Conclusion;
import io.gradcheck.check.decision.FloatGroups;
import io.gradcheck.check.decision.NonFiniteGradient;
import io.gradcheck.check.decision.SmallOutputs;
import io.gradcheck.check.decision.VariableCheck;
import io.gradcheck.check.diagnose.Explanation;
import io.gradcheck.check.diagnose.Explanations;
import io.gradcheck.check.diagnose.Mishaps;
import io.gradcheck.check.diagnose.Mutants;
import io.gradcheck.check.diagnose.OnlyTogether;
import io.gradcheck.check.law.LawCheck;
import io.gradcheck.check.law.ReachDirections;
import io.gradcheck.check.law.SinglePrecision;
import io.gradcheck.check.probe.Advice;
import io.gradcheck.check.probe.Contraction;
import io.gradcheck.check.probe.DefensiveCopies;
import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryLengths;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.GradientThrew;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.check.probe.Prober;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One check of a subject: the point, the noise, every variable, and what the variables say of each other. */
final class SubjectCheck {

    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final double FEW_BITS = 1024;

    private static final String SHAPE_CHANGES = "the output's shape is not always the same: " + Advice.ONE_SHAPE;

    private final Subject subject;
    private final List<Subject> others;
    private final @Nullable Supplier<Subject> anew;
    private final Options options;
    private final Excluded excluded;
    private final SplittableRandom random;
    private final Mishaps mishaps = new Mishaps();
    private final Evaluations shared = new Evaluations(UNLIMITED);
    private boolean computesInFloat;
    private @Nullable SmallOutputs smallOutputs;

    /** Whether both results at the point itself are what they must be, so that only others can be misshapen. */
    private boolean pointHolds;

    /**
     * Prepares a check.
     *
     * @param subject what is left to check
     * @param others equal subjects, one for each further thread
     * @param anew makes an equal subject that nobody has called; null where there is none
     * @param options what the checker was told
     * @param excluded the variables left out, for the report
     */
    SubjectCheck(
            Subject subject,
            List<Subject> others,
            @Nullable Supplier<Subject> anew,
            Options options,
            Excluded excluded) {
        this.others = others;
        this.anew = anew;
        this.subject = subject;
        this.options = options;
        this.excluded = excluded;
        this.random = new SplittableRandom(options.seed());
    }

    /**
     * Checks the subject.
     *
     * @throws IllegalArgumentException if the subject throws at its own point; that exception is its cause
     */
    GradientReport report() {
        try {
            return checked();
        } catch (OutsideDomain atPoint) {
            Throwable thrown = atPoint.thrown();
            if (thrown instanceof WrongResultException wrong) {
                throw wrong;
            }
            throw new IllegalArgumentException(
                    "subject " + subject.name() + ": found that it throws " + thrown
                            + " at its point, wanted a point within its domain",
                    thrown);
        } catch (WrongResultException wrong) {
            if (!pointHolds) {
                throw wrong;
            }
            return undecided(SHAPE_CHANGES, LawCheck.shapeChangesAlong(wrong, options.skipped()));
        }
    }

    private GradientReport checked() {
        shared.spend();
        NamedTensors handed = NamedTensors.copyOf(subject.point());
        Tensor returned = OutsideDomain.call(() -> subject.evaluate(handed.asMap()));
        if (returned == null) {
            throw new WrongResultException("subject " + subject.name() + ": evaluate returned null, wanted a tensor");
        }
        Tensor output = returned.copy();
        Tensor upstream = weighted(upstream(output.size(), output.shape()), output);
        Contraction f = new Contraction(subject, upstream, options.accepted().value());
        if (!output.isFinite()) {
            return undecided(
                    "the function is not finite at the point: " + Advice.ANOTHER_POINT,
                    LawCheck.notFinite(output, f.names(), options.skipped()));
        }
        shared.spend();
        EvaluationPoint base;
        try {
            base = EvaluationPoint.of(f, output, handed);
        } catch (GradientThrew threw) {
            return undecided(
                    "the gradient throws at the point: " + Advice.ANOTHER_POINT,
                    LawCheck.gradientThrew(threw, options.skipped()));
        }
        pointHolds = true;
        ReachDirections directions = new ReachDirections(random);
        LawCheck laws = new LawCheck(
                base, output, handed, directions, options.seed(), shared, Options.STANDARD.maxEvaluations(), anew);
        laws.run();
        if (laws.shapeChanges()) {
            return undecided(SHAPE_CHANGES, laws.findings(options.skipped()));
        }
        if (laws.guardNeeded()) {
            shared.spend();
            base = EvaluationPoint.of(base.f().of(new DefensiveCopies(subject)), output);
        }
        if (laws.isDeterministic()) {
            base.knowValue(output);
        }
        computesInFloat = SinglePrecision.isUndeclared(base, output);
        if (subject.precision() == Precision.DOUBLE) {
            smallOutputs = SmallOutputs.of(upstream, output, options.strictAtKinks());
        }
        double noise = noise(base, directions);
        List<EvaluationPoint> places = new ArrayList<>();
        places.add(base);
        for (Subject other : others) {
            places.add(base.with(laws.guardNeeded() ? new DefensiveCopies(other) : other));
        }
        return options.exhaustive() ? exhaustive(places, noise, laws) : standard(places, noise, laws);
    }

    /** Random weights of the outputs; in single precision of few bits, so that the code computes with these very numbers. */
    private Tensor upstream(int size, int[] shape) {
        Tensor upstream = Entries.all(size).direction(random, shape).tensor();
        if (subject.precision() == Precision.FLOAT) {
            double[] u = upstream.values();
            for (int i = 0; i < u.length; i++) {
                u[i] = Math.rint(FEW_BITS * u[i]) / FEW_BITS;
            }
        }
        return upstream;
    }

    /** The same, times the weights that the subject itself gives its outputs. */
    private Tensor weighted(Tensor upstream, Tensor output) {
        Tensor weights = subject.outputWeights(output.copy());
        if (weights == null || !weights.hasShapeOf(output)) {
            throw new WrongResultException("subject " + subject.name() + ": outputWeights returned "
                    + (weights == null ? "null" : "shape " + weights.shapeText()) + ", wanted the output's shape "
                    + output.shapeText());
        }
        for (int i = 0; i < upstream.size(); i++) {
            upstream.values()[i] *= weights.values()[i];
        }
        return upstream;
    }

    /** Every variable as a whole. */
    private GradientReport standard(List<EvaluationPoint> places, double noise, LawCheck laws) {
        List<String> variables = List.copyOf(places.get(0).point().names());
        Precision known = places.get(0).arithmetic().noiseDecides() ? Precision.FLOAT : Precision.DOUBLE;
        List<Prober> probers = new ArrayList<>();
        for (int k = 0; k < variables.size(); k++) {
            EvaluationPoint place = places.get(k % places.size());
            probers.add(new Prober(
                    place, variables.get(k), noise, random.split(), new Evaluations(options.maxEvaluations(known))));
        }
        List<Conclusion> conclusions = conclude(probers, places.size());
        boolean jumpSeen = probers.stream().anyMatch(Prober::jumpSeen);
        // Where noise decides, jumps that nearly cancel along a direction are lost in it.
        boolean kinkPossible = jumpSeen || places.get(0).arithmetic().noiseDecides();
        for (int k = 0; k < probers.size(); k++) {
            if (conclusions.get(k).smooth() && kinkPossible) {
                conclusions.set(k, reconsidered(probers.get(k), conclusions.get(k), jumpSeen));
            }
            conclusions.set(k, withOtherPoints(laws, variables.get(k), conclusions.get(k)));
        }
        List<Explanation> explanations = Explanations.of(probers, conclusions, random, mishaps);
        List<Mutants.Judged> judged = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (int k = 0; k < probers.size(); k++) {
            String variable = variables.get(k);
            Conclusion failed = conclusions.get(k);
            Conclusion last = OnlyTogether.reconsidered(failed, explanations.get(k), probers.get(k));
            judged.add(new Mutants.Judged(variable, last.ofSubject(variable)));
            findings.add(Findings.of(
                    probers.get(k),
                    judged.get(k).conclusion(),
                    last.verdict() == failed.verdict() ? explanations.get(k) : Explanation.NONE,
                    places.get(0).f().unit()));
        }
        return report(findings, judged, laws, places.get(0), noise);
    }

    /** Every entry of every variable alone. */
    private GradientReport exhaustive(List<EvaluationPoint> places, double noise, LawCheck laws) {
        ExhaustiveCheck check = new ExhaustiveCheck(places, noise, random, options, shared);
        List<EntryResults> entries = check.run();
        List<Mutants.Judged> judged = new ArrayList<>();
        for (int k = 0; k < entries.size(); k++) {
            judged.add(check.judged(k, entries.get(k)));
        }
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : check.findings(entries, mishaps)) {
            findings.add(withOtherPoints(laws, finding, places.get(0), noise));
        }
        return report(findings, judged, laws, places.get(0), noise);
    }

    /** What the laws have seen at other points of a variable that is right here, unless they are not to be judged. */
    private Conclusion withOtherPoints(LawCheck laws, String variable, Conclusion here) {
        return options.skipped().contains(Law.GRADIENT_ALONE) ? here : laws.elsewhere(variable, here);
    }

    /** The same where every entry was checked alone: a gradient that is wrong at another point is told as a whole. */
    private Finding withOtherPoints(LawCheck laws, Finding here, EvaluationPoint base, double noise) {
        Conclusion right = new Conclusion(here.verdict(), here.reason(), base, null);
        Conclusion there = withOtherPoints(laws, here.name(), right);
        if (there.equals(right)) {
            return here;
        }
        if (there.verdict() != Verdict.FAIL) {
            return Findings.because(here, there.reason());
        }
        Prober prober = new Prober(base, here.name(), noise, random.split(), new Evaluations(UNLIMITED));
        Explanation explanation = Explanations.of(List.of(prober), List.of(there), random, mishaps)
                .get(0);
        return Findings.of(prober, there, explanation, base.f().unit());
    }

    /** Where nothing can be seen of a variable because it cannot move, the reason is that. */
    private List<Finding> withPinned(List<Finding> findings) {
        Map<String, String> pinned = subject.pinned();
        return findings.stream()
                .map(finding -> {
                    String where = pinned.get(finding.name());
                    return where == null || !finding.vacuous()
                            ? finding
                            : Findings.because(finding, Advice.nothingToMoveAlong(where));
                })
                .toList();
    }

    private GradientReport report(
            List<Finding> findings, List<Mutants.Judged> judged, LawCheck laws, EvaluationPoint base, double noise) {
        List<Pictures.Variable> pictured = judged.stream()
                .map(one -> new Pictures.Variable(one.variable(), base, one.conclusion()))
                .toList();
        return new GradientReport(new CheckOutcome(
                subject.name(),
                options,
                shared.spent(),
                new FindingsBesideLaws(laws, options.skipped(), computesInFloat).of(withPinned(findings)),
                laws.findings(options.skipped()),
                excluded,
                new Mutants(judged, mishaps),
                new Pictures(pictured, noise, mishaps),
                mishaps));
    }

    private GradientReport undecided(String reason, List<LawFinding> laws) {
        List<Finding> findings = Findings.undecided(subject, reason);
        return new GradientReport(new CheckOutcome(
                subject.name(),
                options,
                shared.spent(),
                findings,
                laws,
                excluded,
                new Mutants(List.of(), mishaps),
                Pictures.NONE,
                mishaps));
    }

    /** The largest noise along two variables: those by which the function moves most, if the gradient is right. */
    private double noise(EvaluationPoint base, ReachDirections directions) {
        return ReachDirections.variables(base).stream()
                .mapToDouble(variable -> {
                    Entries all = Entries.all(base.value(variable).size());
                    Entries.Drawn drawn = directions.take(base, variable);
                    EvaluationPoint place = EntryLengths.mixed(base.sizes(variable))
                            ? base.in(EntryLengths.units(base, variable, null))
                            : base;
                    double reach = place.firstStep(variable, all, drawn);
                    return place.noise(variable, drawn.direction(), reach, shared)
                            .level();
                })
                .max()
                .orElse(0);
    }

    /** Every thread takes the variables of one subject; the same order, whoever is faster. */
    private List<Conclusion> conclude(List<Prober> probers, int threads) {
        Conclusion[] conclusions = new Conclusion[probers.size()];
        IntStream each = IntStream.range(0, threads);
        (threads == 1 ? each : each.parallel()).forEach(thread -> {
            for (int k = thread; k < conclusions.length; k += threads) {
                conclusions[k] = conclude(probers.get(k));
            }
        });
        return new ArrayList<>(List.of(conclusions));
    }

    private Conclusion conclude(Prober prober) {
        Conclusion whole = concludeWhole(prober);
        return smallOutputs == null ? whole : smallOutputs.sharpen(whole, prober);
    }

    private Conclusion concludeWhole(Prober prober) {
        EvaluationPoint base = prober.base();
        try {
            if (!base.gradientSizes(prober.variable()).areFinite()) {
                return NonFiniteGradient.conclude(prober, options.strictAtKinks());
            }
            VariableCheck check = new VariableCheck(prober, options.strictAtKinks());
            Conclusion whole = check.conclude();
            return base.arithmetic().noiseDecides() ? new FloatGroups(prober, check).sharpen(whole) : whole;
        } catch (Evaluations.Exhausted exhausted) {
            return Conclusion.exhausted(prober);
        }
    }

    private Conclusion reconsidered(Prober prober, Conclusion conclusion, boolean jumpSeen) {
        try {
            Conclusion again = new VariableCheck(prober, options.strictAtKinks()).reconsider(conclusion, jumpSeen);
            return conclusion.undecided() > 0 && again.verdict() != Verdict.FAIL
                    ? NonFiniteGradient.incomparable(prober, Entries.all(size(prober)))
                            .worse(again)
                    : again;
        } catch (Evaluations.Exhausted exhausted) {
            return Conclusion.exhausted(prober);
        }
    }

    private static int size(Prober prober) {
        return prober.base().value(prober.variable()).size();
    }
}
