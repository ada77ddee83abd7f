package io.gradcheck.running;

import io.gradcheck.argument.Argument;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.recording.Recorder;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Operation;
import io.gradcheck.subject.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;

/**
 * Checks gradients inside a running program, at the points that it comes by: an optimiser's objective, a layer in training.
 *
 * <p>Each method named after a kind of code wraps such code under a name. What it returns passes every call through as it is:
 * the same arguments, results and exceptions. Before the call at every n-th new point, one that is not among the last 64, the
 * gradient is checked there, as long as all checks together stay below a share of the time since the start. The first check of
 * each name is always made, so the share is exceeded at most by these and by the last check; where a check had no time, it is
 * made at the next new point that has. Whatever goes wrong inside a check is in the {@link #report()}, and never thrown into
 * the program. What is wrapped under a name that was there before is added to it.
 *
 * <p>{@code -Dgradcheck.running=off} switches all of it off: each method then returns the very object that it was given.
 *
 * <pre>{@code
 * try (RunningChecks checks = RunningChecks.every(10)) {     // its end throws if a gradient was wrong, or none was checked
 *     UnaryOperator<double[]> gradient = checks.gradient("loss", model::loss, model::gradient);
 *     minimise(model::loss, gradient);                       // wrong: "loss: gradient of x is WRONG, in 12 checks"
 * }
 * }</pre>
 *
 * <p>Settings are made first: each makes a new object, whose time begins then. Thread-safe: calls may come from several
 * threads, of which one at a time checks. What a check calls on its own thread is neither counted nor checked.
 */
public final class RunningChecks implements AutoCloseable {

    /** The system property that switches these checks off: {@code off}, or {@code on} as if it were not set. */
    public static final String PROPERTY = "gradcheck.running";

    private final Settings settings;
    private final Budget budget;
    private final RunningReport.Asserted asserted = new RunningReport.Asserted();
    private final AtomicBoolean recorded = new AtomicBoolean();
    private final Map<String, Watch> watches = new LinkedHashMap<>();

    private RunningChecks(Settings settings) {
        this.settings = settings;
        this.budget = new Budget(settings.share(), settings.clock());
    }

    /**
     * Checks at every n-th new point of each name, with the standard checker and 5% of the time.
     *
     * @param points how many new points there are to a check
     * @return checks that have begun
     * @throws IllegalArgumentException if the number is below 1
     * @throws IllegalArgumentException if the system property {@value #PROPERTY} is neither {@code on} nor {@code off}
     */
    public static RunningChecks every(int points) {
        return new RunningChecks(Settings.standard(isOff(), Argument.atLeast("points", points, 1)));
    }

    private static boolean isOff() {
        String property = System.getProperty(PROPERTY, "on");
        if (!property.equals("on") && !property.equals("off")) {
            throw new IllegalArgumentException(
                    "system property " + PROPERTY + ": found \"" + property + "\", wanted \"on\" or \"off\"");
        }
        return property.equals("off");
    }

    /**
     * The same checks with another share of the time.
     *
     * @param share the share of the time since the start that checks may take, from 0 to 1; with 0, each name is checked once
     * @return new checks
     * @throws IllegalArgumentException if the share is outside 0 to 1
     * @throws IllegalStateException if anything is wrapped already
     */
    public RunningChecks share(double share) {
        return with(settings.share(Argument.share("share", share)));
    }

    /**
     * The same checks by another checker, whose {@link GradientChecker#maxEvaluations} limits what a single check takes.
     *
     * @param checker the checker; its seed is replaced by the number of the point, and listeners hear nothing
     * @return new checks
     * @throws IllegalStateException if anything is wrapped already
     */
    public RunningChecks checker(GradientChecker checker) {
        return with(settings.checker(Objects.requireNonNull(checker, "checker")));
    }

    /**
     * The same checks of subjects of which more is known.
     *
     * <pre>{@code
     * RunningChecks.every(100).subjects(subject -> subject.name().equals("attention")
     *         ? subject.holdingConstant("mask")
     *         : subject);
     * }</pre>
     *
     * @param declaration from a subject, named as the code was wrapped, to the one that is checked
     * @return new checks
     * @throws IllegalStateException if anything is wrapped already
     */
    public RunningChecks subjects(UnaryOperator<Subject> declaration) {
        return with(settings.declaration(new Declaration(Objects.requireNonNull(declaration, "declaration"))));
    }

    /** The same checks with another clock, in nanoseconds. */
    RunningChecks clock(LongSupplier clock) {
        return with(settings.clock(clock));
    }

    private RunningChecks with(Settings changed) {
        synchronized (watches) {
            if (!watches.isEmpty()) {
                throw new IllegalStateException("settings: found " + watches.keySet()
                        + " wrapped already, wanted settings before anything is wrapped");
            }
        }
        return new RunningChecks(changed);
    }

    private Calls calls(String name) {
        Objects.requireNonNull(name, "name");
        synchronized (watches) {
            Watch watch = watches.computeIfAbsent(name, any -> new Watch(name, settings.every()));
            return new Calls(watch, budget, settings.checker(), settings.declaration());
        }
    }

    /**
     * Wraps the gradient of a real function of a vector.
     *
     * <p>A check calls value and gradient at copies of points near that of the call, and the value once more at the point
     * itself, so that a gradient that uses what the value has just left finds it. Other interfaces go by method references:
     * {@code checks.gradient("loss", f::value, g::value)::apply}.
     *
     * @param name a name for the report
     * @param value the function
     * @param gradient its gradient, as claimed
     * @return the gradient, to be called in its place
     */
    public UnaryOperator<double[]> gradient(
            String name, ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(gradient, "gradient");
        return settings.off() ? gradient : FunctionCalls.gradient(name, value, gradient, calls(name));
    }

    /**
     * Wraps the gradient of an optimiser of commons-math3.
     *
     * <pre>{@code
     * optimizer.optimize(
     *         function, checks.objectiveGradient("loss", function, gradient), GoalType.MINIMIZE, new InitialGuess(start), ...);
     * }</pre>
     *
     * @param name a name for the report
     * @param function the objective
     * @param gradient its gradient, as claimed
     * @return the gradient, to be handed to {@code optimize} in its place
     */
    public ObjectiveFunctionGradient objectiveGradient(
            String name, ObjectiveFunction function, ObjectiveFunctionGradient gradient) {
        if (settings.off()) {
            return gradient;
        }
        UnaryOperator<double[]> wrapped =
                gradient(name, function.getObjectiveFunction()::value, gradient.getObjectiveFunctionGradient()::value);
        return new ObjectiveFunctionGradient(wrapped::apply);
    }

    /**
     * Wraps a function that returns its value and its gradient together.
     *
     * @param <R> what it returns
     * @param name a name for the report
     * @param function the function
     * @param value takes the value from a result
     * @param gradient takes the gradient from a result
     * @return the function, to be called in its place
     */
    public <R> Function<double[], R> valueAndGradient(
            String name,
            Function<double[], R> function,
            ToDoubleFunction<? super R> value,
            Function<? super R, double[]> gradient) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(gradient, "gradient");
        return settings.off() ? function : FunctionCalls.valueAndGradient(name, function, value, gradient, calls(name));
    }

    /**
     * Wraps a function that returns its value and stores its gradient in an array that it is handed.
     *
     * @param name a name for the report
     * @param function from a point and an array of as many numbers, which takes the gradient, to the value
     * @return the function, to be called in its place; a call without an array is not counted
     */
    public ToDoubleBiFunction<double[], double[]> storedGradient(
            String name, ToDoubleBiFunction<double[], double[]> function) {
        Objects.requireNonNull(function, "function");
        return settings.off() ? function : FunctionCalls.storedGradient(name, function, calls(name));
    }

    /**
     * Wraps the Jacobian {@code J[i][j] = df_i/dx_j} of a function of a vector to a vector.
     *
     * @param name a name for the report
     * @param value the function; always as many outputs
     * @param jacobian its Jacobian, as claimed: a row for each output, a column for each coordinate
     * @return the Jacobian, to be called in its place
     */
    public Function<double[], double[][]> jacobian(
            String name, UnaryOperator<double[]> value, Function<double[], double[][]> jacobian) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(jacobian, "jacobian");
        return settings.off() ? jacobian : FunctionCalls.jacobian(name, value, jacobian, calls(name));
    }

    /**
     * Wraps the model of a least-squares problem of commons-math3.
     *
     * @param name a name for the report
     * @param model the model, with its value and its Jacobian
     * @return the model, to be handed to the problem in its place; it can be evaluated lazily if the model can
     */
    public MultivariateJacobianFunction leastSquares(String name, MultivariateJacobianFunction model) {
        Objects.requireNonNull(model, "model");
        return settings.off() ? model : JacobianCalls.of(name, model, calls(name));
    }

    /**
     * Wraps a layer that can be given back what a check changes.
     *
     * <p>It is checked right before a forward pass, at the input of that. The check calls {@code forward} and {@code backward}
     * of this very layer at other inputs and parameters; then parameters, stored gradients and {@link Layer#state} are given
     * their bits back, and the forward pass that follows leaves for {@code backward} what it always does. So the layer must
     * keep nothing else between calls, in particular not what forward passes before the last one have left; have live tensors
     * as gradients, as {@link io.gradcheck.subject.Parameter Parameter}'s constructor takes them; and be without
     * {@link Layer#seed}, as its generator cannot be set back. If it lacks one of the last two, it is not checked, and the
     * report fails and says so: hand in a function that makes copies. Passes of other threads wait while it is checked. A
     * layer that shares parameters with one that runs in other threads needs copies too.
     *
     * <p>A forward pass comes to a new point if its input is new, by some of its entries, or after a backward pass.
     *
     * @param name a name for the report
     * @param layer the layer
     * @return the layer, to be used in its place
     */
    public Layer layer(String name, Layer layer) {
        Objects.requireNonNull(layer, "layer");
        return settings.off() ? layer : new LayerCalls(name, layer, null, calls(name));
    }

    /**
     * Wraps a layer of any kind: copies of it are checked.
     *
     * @param name a name for the report
     * @param layer the layer
     * @param copies makes a layer with the present values of all parameters, which shares nothing that changes with the layer.
     *     Called before a check, by the thread that is about to call {@code forward}.
     * @return the layer, to be used in its place
     */
    public Layer layer(String name, Layer layer, Supplier<? extends Layer> copies) {
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(copies, "copies");
        return settings.off() ? layer : new LayerCalls(name, layer, copies, calls(name));
    }

    /**
     * Wraps an operation that can be given back what a check changes, as a {@linkplain #layer(String, Layer) layer} is.
     *
     * @param name a name for the report
     * @param operation the operation
     * @return the operation, to be used in its place
     */
    public Operation operation(String name, Operation operation) {
        Objects.requireNonNull(operation, "operation");
        return settings.off() ? operation : new OperationCalls(name, operation, null, calls(name));
    }

    /**
     * Wraps an operation of any kind: copies of it are checked.
     *
     * @param name a name for the report
     * @param operation the operation
     * @param copies makes an operation with the present values of all parameters, which shares nothing that changes with it.
     *     Called before a check, by the thread that is about to call {@code forward}.
     * @return the operation, to be used in its place
     */
    public Operation operation(String name, Operation operation, Supplier<? extends Operation> copies) {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(copies, "copies");
        return settings.off() ? operation : new OperationCalls(name, operation, copies, calls(name));
    }

    /**
     * A callback for whatever else runs, such as training: each time it is called it has come to a new point.
     *
     * <pre>{@code
     * GradientDescent.withLearningRate(0.1).every(1, checks.points("digits", step -> step.network().on(step.batch())));
     * }</pre>
     *
     * @param <S> what the callback is told
     * @param name a name for the report
     * @param subject makes the subject to be checked, which shares nothing that changes with what runs; called only where a
     *     check is made
     * @return the callback; one that does nothing if the checks are switched off
     */
    public <S> Consumer<S> points(String name, Function<? super S, ? extends Subject> subject) {
        Objects.requireNonNull(subject, "subject");
        if (settings.off()) {
            return step -> {};
        }
        Calls calls = calls(name);
        return step -> calls.point(new Visit() {
            @Override
            public Subject subject() {
                return subject.apply(step);
            }

            @Override
            public SubjectCode code(Subject made) {
                return SubjectCode.ofPoint();
            }
        });
    }

    /**
     * What was found up to now.
     *
     * <p>The first report that is asked for is also what a recorded test hears of.
     *
     * @return the report, which later calls do not change
     */
    public RunningReport report() {
        RunningReport report;
        synchronized (watches) {
            report = new RunningReport(
                    settings.off(),
                    watches.values().stream().map(Watch::watched).toList(),
                    budget.times(),
                    asserted);
        }
        if (!settings.off() && !recorded.getAndSet(true)) {
            Recorder.campaign(new RecordedRun(report));
        }
        return report;
    }

    /**
     * Ends the checks, as {@code report().throwIfFailed()}. Where the program throws, this failure is among the suppressed ones
     * of what it threw. Wrapped code may be called further.
     *
     * @throws org.opentest4j.AssertionFailedError if a gradient was wrong, or nothing was proven of something
     */
    @Override
    public void close() {
        report().throwIfFailed();
    }
}
