package io.gradcheck.jqwik;

import io.gradcheck.campaign.Signatures;
import io.gradcheck.check.CompletedCheck;
import io.gradcheck.check.GradientReport;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.jqwik.FollowedTry.Judged;
import io.gradcheck.recording.AssertionWatch;
import io.gradcheck.recording.CallStack;
import io.gradcheck.recording.Recorder;
import io.gradcheck.recording.Recording;
import io.gradcheck.recording.ReportedPage;
import io.gradcheck.recording.SameFailure;
import io.gradcheck.recording.Unasserted;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import net.jqwik.api.Reporter;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * One run of a property: its tries, what was discarded, and the mistake that is being shrunk.
 *
 * <p>Thread-safe, since jqwik shrinks on a thread of its own, and goes on there when its time is up.
 */
final class PropertyRun {

    private static final String ENGINE = "jqwik";
    private static final String NO_CHECK = "";

    private final @Nullable Recording recording;
    private final boolean series;
    private final StackTraceElement property;
    private final AssertionWatch beside = AssertionWatch.beside();
    private final double mostSkipped;
    private final Discards discards;
    private final RepeatedSample repeated;
    private final IdentityHashMap<Throwable, Kept> falsified = new IdentityHashMap<>();
    private int calls;
    private long checks;
    private int kinks;
    private @Nullable String firstKink;
    private @Nullable String mistake;
    private @Nullable Kept smallest;

    /**
     * A sample that shows the mistake.
     *
     * @param check what it failed
     * @param values of the property's parameters, as they were before
     */
    private record Kept(CompletedCheck check, List<@Nullable Object> values) {}

    private PropertyRun(
            @Nullable Recording recording,
            boolean series,
            StackTraceElement property,
            RepeatedSample repeated,
            double mostSkipped) {
        this.repeated = repeated;
        this.mostSkipped = mostSkipped;
        this.discards = new Discards(mostSkipped);
        this.recording = recording;
        this.series = series;
        this.property = property;
    }

    /**
     * Begins to follow a property on the calling thread.
     *
     * @param context the property
     */
    static PropertyRun begin(PropertyLifecycleContext context) {
        Recording recording = Recorder.recording()
                .filter(one -> isOf(one, context.targetMethod()))
                .orElse(null);
        boolean series = context.attributes().tries().orElse(Integer.MAX_VALUE) > 1;
        if (recording != null && series) {
            recording.series();
        }
        PropertyRun run = new PropertyRun(
                recording,
                series,
                CallStack.frame(context.containerClass(), context.targetMethod().getName()),
                RepeatedSample.of(context),
                mostSkipped(context));
        run.beside.enter();
        return run;
    }

    private static double mostSkipped(PropertyLifecycleContext context) {
        double share = AnnotationSupport.findAnnotation(context.targetMethod(), MostSkipped.class)
                .or(() -> AnnotationSupport.findAnnotation(context.containerClass(), MostSkipped.class))
                .map(MostSkipped::value)
                .orElse(Discards.MOST_SKIPPED);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("@MostSkipped on "
                    + context.targetMethod().toGenericString() + ": found " + share + ", wanted a number from 0 to 1");
        }
        return share;
    }

    /** The largest share of its cases that may be impossible. */
    double mostSkipped() {
        return mostSkipped;
    }

    /** Whether a recording is this method's; it is another test's where that runs an engine within. */
    private static boolean isOf(Recording recording, Method property) {
        return recording.test().engine().equals(ENGINE)
                && recording.test().method().equals(property.getName())
                && recording
                        .test()
                        .testClass()
                        .equals(property.getDeclaringClass().getName());
    }

    /** Leaves the thread that it began on. */
    void end() {
        beside.leave();
    }

    /**
     * Runs a try.
     *
     * @param aTry the try
     * @param parameters its parameters
     * @return its result, judged by what it checks
     */
    TryExecutionResult follow(TryExecutor aTry, List<Object> parameters) {
        FollowedTry followed = new FollowedTry();
        List<@Nullable Object> values = new ArrayList<>();
        parameters.forEach(one -> values.add(ValueCode.kept(one)));
        Judged judged = followed.run(aTry, parameters, recording);
        synchronized (this) {
            return mistake == null ? tried(followed, judged, values) : shrunk(judged, values, mistake);
        }
    }

    private TryExecutionResult tried(FollowedTry followed, Judged judged, List<@Nullable Object> values) {
        calls++;
        checks += followed.checks();
        Throwable thrown = judged.result().throwable().orElse(null);
        if (series && judged.isBlind()) {
            discards.blind(thrown);
            return TryExecutionResult.invalid(new TestAbortedException(thrown == null ? "" : thrown.getMessage()));
        }
        followed.kinks().forEach(kink -> {
            kinks++;
            if (firstKink == null) { // its first line, as jqwik prints what is published of properties that pass too
                firstKink = kink.text().lines().findFirst().orElseThrow();
            }
        });
        TryExecutionResult result = judged.result();
        if (judged.skipped() != null) {
            discards.skipped(judged.skipped());
        } else if (judged.isDiscarded()) {
            discards.discarded(judged.check(), thrown);
        } else if (!result.isInvalid()) {
            discards.decided();
        }
        if (result.isFalsified()) { // the last try: from now on jqwik makes it small
            mistake = mistake(judged);
            keep(judged, values);
            if (recording != null) {
                recording.shrinking();
            }
        }
        return result;
    }

    private static String mistake(Judged judged) {
        return judged.check() == null
                ? NO_CHECK
                : Signatures.of(judged.check().report()).main();
    }

    /**
     * A step that makes the sample small. One that fails for another mistake must not be taken for a smaller example of the
     * first one, as jqwik would, which compares the exceptions' classes and places only.
     *
     * <p>Such a step is answered with "satisfied". With "invalid", as for samples that do not belong to the property, jqwik
     * goes on from the step as if it led somewhere, and ends at the same sample: after 623 tries instead of 65 for the
     * networks of the tests. A step of which nothing can be said is answered likewise, and one whose case is impossible.
     */
    private TryExecutionResult shrunk(Judged judged, List<@Nullable Object> values, String ofFirst) {
        TryExecutionResult result = judged.result();
        if (judged.isDiscarded() || judged.skipped() != null || (result.isFalsified() && !shows(judged, ofFirst))) {
            return TryExecutionResult.satisfied();
        }
        if (result.isFalsified()) {
            keep(judged, values);
        }
        return result;
    }

    private boolean shows(Judged judged, String ofFirst) {
        CompletedCheck check = judged.check();
        return check == null
                ? ofFirst.equals(NO_CHECK)
                : Signatures.of(check.report()).show(ofFirst)
                        && (smallest == null
                                || Signatures.areAsPlain(check.report(), smallest.check.report(), ofFirst));
    }

    private void keep(Judged judged, List<@Nullable Object> values) {
        CompletedCheck check = judged.check();
        if (check != null) {
            Kept kept = new Kept(check, values);
            smallest = kept;
            judged.result().throwable().ifPresent(thrown -> falsified.put(thrown, kept));
        }
    }

    /**
     * Ends what is recorded, and judges the property by its tries, and by what was checked between them.
     *
     * @param result jqwik's result
     * @param reporter where kinks are published
     * @return the result, the same one if there is nothing to add
     */
    synchronized PropertyExecutionResult judge(PropertyExecutionResult result, Reporter reporter) {
        record(result);
        if (firstKink != null) {
            reporter.publishValue(
                    "gradcheck",
                    kinks == 1 ? firstKink : firstKink + ", and " + (kinks - 1) + " more in this property");
        }
        return told(judged(result));
    }

    private PropertyExecutionResult judged(PropertyExecutionResult result) {
        if (mistake != null) {
            return result;
        }
        boolean passed = result.status() == PropertyExecutionResult.Status.SUCCESSFUL;
        Unasserted worst = beside.unasserted().orElse(null);
        if (passed && worst != null) {
            return worst.isFailure()
                    ? result.mapToFailed(worst.from().of(new AssertionFailedError(worst.text())))
                    : result.mapToAborted(worst.from().of(new TestAbortedException(worst.text())));
        }
        return discards.areTooMany() && (passed || isExhausted(result)) ? discarded(result) : result;
    }

    /** Whether jqwik itself found that too few tries were left, and says so with an error of this class. */
    private static boolean isExhausted(PropertyExecutionResult result) {
        return result.status() == PropertyExecutionResult.Status.FAILED
                && result.throwable()
                        .filter(thrown -> thrown.getClass() == AssertionFailedError.class)
                        .isPresent();
    }

    private PropertyExecutionResult discarded(PropertyExecutionResult result) {
        Throwable exhausted = result.throwable().orElse(null);
        return calls == 1 && !discards.areBlind()
                ? result.mapToAborted(discards.aborted(exhausted))
                : result.mapToFailed(discards.failure(exhausted));
    }

    /** The same, with a failure that leads to the property and names the page that shows it. */
    private PropertyExecutionResult told(PropertyExecutionResult result) {
        Throwable thrown = result.throwable().orElse(null);
        if (thrown == null || checks + beside.count() == 0) {
            return result;
        }
        CallStack.leadingTo(thrown, property);
        boolean plain = thrown.getClass() == AssertionFailedError.class || thrown instanceof InconclusiveError;
        if (result.status() != PropertyExecutionResult.Status.FAILED || !plain) {
            return result;
        }
        AssertionFailedError failure = (AssertionFailedError) thrown;
        AssertionFailedError told = told(failure, result);
        return told == failure ? result : result.mapToFailed(told);
    }

    private AssertionFailedError told(AssertionFailedError failure, PropertyExecutionResult result) {
        ReportedPage page = ReportedPage.ofRun();
        Kept shown = shown(result);
        if (shown == null) {
            return page.endOf(failure);
        }
        String text = page.without(String.valueOf(failure.getMessage()));
        if (!page.isNone()) {
            GradientReport report = shown.check.report();
            text = text.replace(report.toString(), report.brief());
        }
        return SameFailure.saying(page.endOf(text + repeated.text(shown.values, result.seed())), failure);
    }

    private void record(PropertyExecutionResult result) {
        if (recording == null) {
            return;
        }
        if (series) {
            result.seed().map(PropertyRun::number).ifPresent(recording::seed);
        }
        Kept shown = shown(result);
        if (shown != null) {
            recording.show(shown.check);
        }
    }

    /** The sample that the property failed with. */
    private @Nullable Kept shown(PropertyExecutionResult result) {
        return result.throwable().map(falsified::get).orElse(smallest);
    }

    /** The seed as a number; null where a property that could not begin has another one. */
    private static @Nullable Long number(String seed) {
        try {
            return Long.valueOf(seed);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
