package io.gradcheck.jqwik;

import io.gradcheck.recording.AssertionWatch;
import io.gradcheck.recording.Recording;
import io.gradcheck.result.TestName;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.JqwikException;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.jspecify.annotations.Nullable;

/**
 * Judges properties of jqwik by the gradients that they check.
 *
 * <p>Found by jqwik through its service file, so that nothing has to be done for it. A property that checks no gradient is
 * left alone; of others it follows every try:
 *
 * <ul>
 *   <li>a try is falsified where a gradient is wrong and nobody asserted anything of the report, and where nothing could be
 *       seen of a subject;
 *   <li>it is discarded where nothing can be said of a gradient; more than a tenth of the tries discarded so fails the
 *       property, and a property of a single try is aborted;
 *   <li>a try whose case is {@linkplain io.gradcheck.source.Case#skip skipped} is discarded too; more than half of the tries,
 *       or what {@link MostSkipped} says, fail the property with the reasons;
 *   <li>while a falsified sample is shrunk, its mistake is kept: a smaller one counts only if it shows the same one;
 *   <li>kinks pass, and a report entry names the first of them;
 *   <li>a failure tells how to repeat it: Java code of an example with the shrunk values or, where that cannot be written,
 *       jqwik's seed; it has the stack of the check and, where the run is recorded, ends with the page that shows it;
 *   <li>the recorded result counts the tries, names jqwik's seed and shows the smallest sample's check.
 * </ul>
 *
 * <pre>{@code
 * @Property
 * void right(@ForAll @DoubleRange(min = -2, max = 2) double x) {
 *     GradientChecker.standard().check(Subject.scalar("swish", Swish::value, Swish::derivative, x));   // passes
 * }
 *
 * @Property
 * void wrong(@ForAll @DoubleRange(min = -2, max = 2) double x) {
 *     GradientChecker.standard().check(Subject.scalar("swish", Swish::value, y -> 1, x));              // fails
 * }
 * }</pre>
 */
public final class GradientHook implements AroundPropertyHook, AroundTryHook {

    // Outside of all others, so that what lifecycle methods check belongs to the property.
    private static final int OUTERMOST = Integer.MIN_VALUE;

    // Outside of methods before and after a try, at -10; inside of jqwik's footnotes, at -20, which are added to tries
    // that
    // are falsified.
    private static final int OUTSIDE_OF_METHODS = -15;

    private static final TestName NO_TEST = new TestName("", "", "", "");

    /** Called by jqwik. */
    public GradientHook() {}

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public boolean appliesTo(Optional<AnnotatedElement> element) {
        return element.filter(Method.class::isInstance).isPresent();
    }

    @Override
    public int aroundPropertyProximity() {
        return OUTERMOST;
    }

    @Override
    public int aroundTryProximity() {
        return OUTSIDE_OF_METHODS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyRun run = PropertyRun.begin(context);
        Store.create(GradientHook.class, Lifespan.PROPERTY, () -> run);
        try {
            return run.judge(property.execute(), context.reporter());
        } finally {
            run.end();
        }
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        PropertyRun run = current();
        return run == null ? aside(aTry, parameters) : run.follow(aTry, parameters);
    }

    /** The largest share of cases that may be impossible, as the running property has it. */
    static double mostSkipped() {
        PropertyRun run = current();
        return run == null ? Discards.MOST_SKIPPED : run.mostSkipped();
    }

    private static @Nullable PropertyRun current() {
        try {
            return Store.<PropertyRun>get(GradientHook.class).get();
        } catch (JqwikException noProperty) {
            return null;
        }
    }

    /**
     * A try of a property that is over. When jqwik's time for shrinking is up it goes on in the background: what that
     * checks belongs to nobody, least of all to the property that runs by then. Nobody waits for it either, and nothing
     * falsified ends it soonest.
     */
    private static TryExecutionResult aside(TryExecutor aTry, List<Object> parameters) {
        AssertionWatch watch = AssertionWatch.beside();
        Recording recording = Recording.beside(NO_TEST);
        watch.enter();
        recording.enter();
        try {
            TryExecutionResult result = aTry.execute(parameters);
            return watch.count() == 0 ? result : TryExecutionResult.satisfied();
        } finally {
            recording.leave();
            watch.leave();
        }
    }
}
