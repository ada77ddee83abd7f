package io.gradcheck.check;

import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.finding.Law;
import io.gradcheck.subject.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks hand-written gradients against numeric derivatives whose error is known.
 *
 * <p>Immutable and thread-safe. The same seed gives the same report, bit for bit.
 *
 * <pre>{@code
 * GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::cos, 0.3)).throwIfFailed();   // passes
 * GradientChecker.standard().check(Subject.scalar("sin", Math::sin, Math::sin, 0.3)).throwIfFailed();   // throws
 * }</pre>
 */
public final class GradientChecker {

    private final Options options;
    private final Audience audience;

    private GradientChecker(Options options, Audience audience) {
        this.options = options;
        this.audience = audience;
    }

    private GradientChecker with(Options other) {
        return new GradientChecker(other, audience);
    }

    /** {@return a checker with seed 1, at most 400 evaluations a variable, that does not accept to have seen nothing} */
    public static GradientChecker standard() {
        return new GradientChecker(Options.STANDARD, Audience.EVERYBODY);
    }

    /**
     * The same checker with another seed for its directions.
     *
     * @param seed any number
     * @return a new checker
     */
    public GradientChecker seed(long seed) {
        return with(options.seed(seed));
    }

    /**
     * The same checker with another limit of evaluations.
     *
     * @param evaluations how often the subject may be evaluated for the verdict on one variable, or on one entry where
     *     every entry is checked alone; six times as often for a variable in single precision, whose entries are probed in
     *     groups too, and the more the smaller; naming the wrong entries of a failing variable comes on top
     * @return a new checker
     * @throws IllegalArgumentException if it is below 30, with which hardly any verdict can be reached
     */
    public GradientChecker maxEvaluations(int evaluations) {
        return with(options.maxEvaluations(evaluations));
    }

    /**
     * The same checker, but every entry is checked alone, as a variable of one entry.
     *
     * <p>A check of n entries takes about 10 n evaluations. All wrong entries are listed, and errors that are spread over
     * many entries are seen in each of them or in none. The standard way sees an error of a single entry about as well, at
     * a cost that does not grow with n.
     *
     * <p>A check that is interrupted by {@link Thread#interrupt} of the thread that called {@link #check} ends early: the
     * entries that it did not reach are undecided, the report says so, and the thread stays marked as interrupted.
     *
     * @return a new checker
     */
    public GradientChecker exhaustive() {
        return exhaustive((done, all) -> {});
    }

    /**
     * The same checker, but every entry is checked alone, and a listener is told how far that is.
     *
     * @param progress hears of the entries that are done
     * @return a new checker
     * @see #exhaustive()
     */
    public GradientChecker exhaustive(Progress progress) {
        return with(options.exhaustive(progress));
    }

    /**
     * The same checker, but a subject of which nothing could be seen passes.
     *
     * @return a new checker
     */
    public GradientChecker allowVacuous() {
        return with(options.allowVacuous());
    }

    /**
     * The same checker, but at a kink the reported gradient must be a subgradient, between the one-sided slopes.
     *
     * <p>Without it, {@code relu'(0) = 7} is KINK with a warning, since the code is right around the point. With it, whatever
     * lies outside the one-sided slopes of its coordinate fails, also where the chain rule over several kinks that meet
     * led there.
     *
     * @return a new checker
     */
    public GradientChecker strictAtKinks() {
        return with(options.strict());
    }

    /**
     * The same checker, but every entry may be wrong by a relative error.
     *
     * <p>The standard is exact to rounding: a slope given as {@code float} inside double code is 2e-8 off and is reported.
     *
     * @param error the error that is accepted; the detection limits grow by it
     * @return a new checker
     */
    public GradientChecker accepting(RelativeError error) {
        return with(options.accepting(error));
    }

    /**
     * The same checker, but some variables are taken as constants: they stay where they are, and their gradient is
     * neither checked nor needed.
     *
     * <p>For labels, masks and indices that cannot move, and for what is frozen. The report names them.
     *
     * <pre>{@code
     * GradientChecker.standard().excluding("labels").check(loss);   // PASS, 1 variable excluded
     * GradientChecker.standard().check(loss);                       // FAIL in labels, for which there is no gradient
     * }</pre>
     *
     * @param variables their names; added to those excluded before
     * @return a new checker
     */
    public GradientChecker excluding(String... variables) {
        return with(options.excluding(variables));
    }

    /**
     * The same checker, which leaves out some laws.
     *
     * @param laws the laws that subjects need not keep to, beside those left out already
     * @return a new checker
     */
    public GradientChecker without(Law... laws) {
        return with(options.without(laws));
    }

    /** {@return the variables that are taken as constants} */
    public Set<String> excluded() {
        return Collections.unmodifiableSet(options.excluded());
    }

    /** {@return the laws that it judges, in their order} */
    public Set<Law> laws() {
        Set<Law> judged = EnumSet.allOf(Law.class);
        judged.removeAll(options.skipped());
        return Collections.unmodifiableSet(judged);
    }

    /**
     * The call that makes this checker, as a Java expression. Everything that can change a report is in it.
     *
     * @return such as {@code GradientChecker.standard().seed(1)}; class names are simple, {@link #imports()} names them
     */
    public String code() {
        return options.call();
    }

    /** {@return the classes that {@link #code()} names, by their canonical names} */
    public List<String> imports() {
        return options.imports();
    }

    /**
     * The same checker, whose checks a listener hears of, beside those who hear of them already.
     *
     * @param listener is told of each check as it ends
     * @return a new checker
     */
    public GradientChecker heardBy(CheckListener listener) {
        return new GradientChecker(options, audience.with(Objects.requireNonNull(listener, "listener")));
    }

    /**
     * The same checker, of whose checks no listener hears: for checks that are part of something larger, as those of a
     * campaign are, which tells of them itself.
     *
     * @return a new checker
     */
    public GradientChecker unheard() {
        return new GradientChecker(options, Audience.NOBODY);
    }

    /**
     * Checks the gradient of a subject at its point, variable by variable, and the laws.
     *
     * @param subject what to check. Evaluated on copies of its point.
     * @return what was found
     * @throws IllegalArgumentException if the subject has no variable
     * @throws IllegalArgumentException if a variable is excluded that the subject does not have
     * @throws IllegalArgumentException if every variable is excluded
     * @throws IllegalArgumentException if its gradient lacks a variable, or has another shape than the variable
     * @throws IllegalArgumentException if {@code evaluate} throws at the subject's point; what it threw is the cause. Away
     *     from the point whatever it throws means "outside the domain", as NaN does.
     */
    public GradientReport check(Subject subject) {
        return check(subject, List.of(), null);
    }

    /**
     * Checks the gradient of a subject with several threads: the variables beside each other, or the entries where every
     * entry is checked alone.
     *
     * <p>A subject is used by one thread at a time, so each of the machine's processors gets one of its own. The report is
     * the same, bit for bit, as that of {@link #check(Subject)}.
     *
     * @param subjects makes equal subjects that share nothing that changes
     * @return what was found
     * @throws IllegalArgumentException for the same causes as {@link #check(Subject)}
     */
    public GradientReport check(Supplier<? extends Subject> subjects) {
        return check(subjects, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Checks the gradient of a subject with a number of threads, as {@link #check(Supplier)} does.
     *
     * <p>Also with one thread there is something to gain: where a gradient is right at the point and wrong beside it, an
     * equal subject that nobody has called yet tells whether that is what the first call left.
     *
     * @param subjects makes equal subjects that share nothing that changes
     * @param threads the most that are used
     * @return what was found
     * @throws IllegalArgumentException for the same causes as {@link #check(Subject)}
     */
    public GradientReport check(Supplier<? extends Subject> subjects, int threads) {
        Subject first = subjects.get();
        NamedTensors point = NamedTensors.of(first.point());
        long work = options.exhaustive() ? point.entries() : point.names().size();
        long more = Math.min(threads, work) - 1;
        List<Subject> others = new ArrayList<>();
        for (int k = 0; k < more; k++) {
            others.add(subjects.get());
        }
        return check(first, others, subjects::get);
    }

    private GradientReport check(Subject subject, List<Subject> others, @Nullable Supplier<Subject> anew) {
        long start = System.nanoTime();
        GradientReport report = report(subject, others, anew);
        audience.hear(
                new CompletedCheck(report, subject.classUnderTest(), Duration.ofNanos(System.nanoTime() - start)),
                report.outcome().mishaps());
        report.handOver();
        return report;
    }

    private GradientReport report(Subject subject, List<Subject> others, @Nullable Supplier<Subject> anew) {
        NamedTensors point = NamedTensors.of(subject.point());
        if (point.names().isEmpty()) {
            throw new IllegalArgumentException(
                    "subject " + subject.name() + ": found no variable in its point, wanted at least one to check");
        }
        Set<String> excluded = options.excluded();
        if (excluded.isEmpty()) {
            return new SubjectCheck(subject, others, anew, options, Excluded.NONE).report();
        }
        requireSomeLeft(subject, point.names(), excluded);
        List<Subject> restOfOthers = new ArrayList<>();
        others.forEach(other -> restOfOthers.add(new WithoutVariables(other, excluded)));
        return new SubjectCheck(
                        new WithoutVariables(subject, excluded),
                        restOfOthers,
                        anew == null ? null : () -> new WithoutVariables(anew.get(), excluded),
                        options,
                        Excluded.of(point, excluded))
                .report();
    }

    private static void requireSomeLeft(Subject subject, Set<String> variables, Set<String> excluded) {
        if (!variables.containsAll(excluded)) {
            List<String> unknown = excluded.stream()
                    .filter(variable -> !variables.contains(variable))
                    .toList();
            throw new IllegalArgumentException(
                    "excluding: found " + unknown + ", wanted some of " + variables + " of subject " + subject.name());
        }
        if (excluded.containsAll(variables)) {
            throw new IllegalArgumentException("excluding: found all variables " + variables + " of subject "
                    + subject.name() + ", wanted at least one left to check");
        }
    }
}
