package io.gradcheck.junit;

import io.gradcheck.campaign.count.Skips;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.check.InconclusiveError;
import io.gradcheck.recording.CallStack;
import io.gradcheck.recording.Recorder;
import io.gradcheck.recording.Recording;
import io.gradcheck.recording.SameFailure;
import io.gradcheck.source.SkippedCaseException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Gradient checks in tests of Jupiter, 5.13 or newer.
 *
 * <p>It gives a {@link GradientChecker} and a {@link Random} with the test's seed to constructors, lifecycle methods and
 * tests of every kind, and follows what they check:
 *
 * <ul>
 *   <li>a test fails where a gradient is wrong and nobody asserted anything of the report, where nothing could be seen of
 *       a subject, and where it took a checker and checked nothing;
 *   <li>it is aborted with the reason where nothing can be said of a gradient, and where its case is
 *       {@linkplain io.gradcheck.source.Case#skip skipped}; a {@link GradientTest} of which every try is skipped fails;
 *   <li>kinks pass, and are published as report entries;
 *   <li>a failure has the stack of the check, and ends with the {@link GradientSeed} that repeats it and, where the run is
 *       recorded, with the page that shows it.
 * </ul>
 *
 * <pre>{@code
 * @ExtendWith(GradientExtension.class)
 * class SwishTest {
 *     @Test
 *     void right(GradientChecker checker) {
 *         checker.check(Subject.scalar("swish", Swish::value, Swish::derivative, -2, 0, 0.5));    // passes
 *     }
 *
 *     @Test
 *     void wrong(GradientChecker checker) {
 *         checker.check(Subject.scalar("swish", Swish::value, x -> 1, -2, 0, 0.5));               // fails
 *     }
 * }
 * }</pre>
 *
 * <p>{@link GradientTest} brings it along. Without state of its own, and so fit for tests that run in parallel.
 */
public final class GradientExtension
        implements ParameterResolver,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(GradientExtension.class);
    private static final String INVOCATION = "-invocation";
    private static final String SESSION = "session of ";
    private static final String CLASS = "checks of ";

    /** Called by Jupiter. */
    public GradientExtension() {}

    /** What the tests of a class have checked and met, and whether its constructor took a checker. */
    private static final class ClassChecks {
        private final AtomicLong checks = new AtomicLong();
        private final MetMistakes met = new MetMistakes();
        private final Map<String, Skips> skipped = new ConcurrentHashMap<>();
        private volatile boolean checkerTaken;
    }

    /** A constructor's parameters are those of the test that the object is made for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == GradientChecker.class || type == Random.class || type == RandomGenerator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        boolean checker = parameter.getParameter().getType() == GradientChecker.class;
        if (checker && parameter.getDeclaringExecutable() instanceof Constructor) {
            classChecks(context).ifPresent(ofClass -> ofClass.checkerTaken = true);
        }
        GradientSession session = session(context);
        return checker ? session.checker() : session.random();
    }

    private static GradientSession session(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        SESSION + context.getUniqueId(), // a store looks into those of its ancestors too
                        key -> new GradientSession(
                                Seeds.of(context).ofInvocation(invocation(context)),
                                name(context),
                                classChecks(context).map(ofClass -> ofClass.met).orElseGet(MetMistakes::new)),
                        GradientSession.class);
    }

    /** The name of a test among those of its class. */
    private static String name(ExtensionContext context) {
        String method = context.getTestMethod().map(Method::getName).orElse("what is not in a test");
        boolean isInvocation =
                context.getParent().flatMap(ExtensionContext::getTestMethod).isPresent();
        return isInvocation ? method + ", " + context.getDisplayName() : method;
    }

    /** Which invocation of a template this is, by its identifier; 1 for a test that is none. */
    private static int invocation(ExtensionContext context) {
        String id = context.getUniqueId();
        int at = id.lastIndexOf(INVOCATION + ":#");
        return at < 0 ? 1 : Integer.parseInt(id.substring(at + INVOCATION.length() + 2, id.indexOf(']', at)));
    }

    /** The checks of the class that a context belongs to. */
    private static Optional<ClassChecks> classChecks(ExtensionContext context) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent() && at.get().getTestMethod().isPresent()) {
            at = at.get().getParent();
        }
        return at.filter(ofClass -> ofClass.getTestClass().isPresent())
                .map(ofClass -> ofClass.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                CLASS + ofClass.getUniqueId(), key -> new ClassChecks(), ClassChecks.class));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        session(context);
        int tries = AnnotationSupport.findAnnotation(context.getElement(), GradientTest.class)
                .map(GradientTest::tries)
                .orElse(1);
        if (tries > 1) {
            Recorder.recording().ifPresent(Recording::series);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        GradientSession session = session(context);
        classChecks(context).ifPresent(ofClass -> ofClass.checks.addAndGet(session.checks()));
        session.kinks().forEach(kink -> context.publishReportEntry("gradcheck", kink.text()));
        if (context.getExecutionException().isEmpty()) {
            session.judge(test(context));
            if (session.checks() == 0 && hasToCheck(context)) {
                throw CallStack.leadingTo(
                        new AssertionFailedError(
                                "nothing was checked: "
                                        + context.getRequiredTestMethod().getName()
                                        + " made no check; call check(...) of its GradientChecker, or make it a @Test that takes none"),
                        test(context));
            }
        }
    }

    /** Stands for the method of the test, or for the class where there is none. */
    private static StackTraceElement test(ExtensionContext context) {
        return CallStack.frame(
                context.getRequiredTestClass(),
                context.getTestMethod().map(Method::getName).orElse("<init>"));
    }

    private static boolean hasToCheck(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), GradientTest.class)
                || Arrays.asList(context.getRequiredTestMethod().getParameterTypes())
                        .contains(GradientChecker.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ClassChecks ofClass = classChecks(context).orElseThrow();
        GradientSession session =
                context.getStore(NAMESPACE).get(SESSION + context.getUniqueId(), GradientSession.class);
        if (session != null) { // of methods before and after all tests, and of the constructor of an object for all
            ofClass.checks.addAndGet(session.checks());
            session.judge(test(context));
        }
        context.getParent()
                .flatMap(GradientExtension::classChecks)
                .ifPresent(ofOuter -> ofOuter.checks.addAndGet(ofClass.checks.get()));
        if (ofClass.checkerTaken && ofClass.checks.get() == 0) {
            throw CallStack.leadingTo(
                    new AssertionFailedError("nothing was checked: the constructor of "
                            + context.getRequiredTestClass().getName()
                            + " takes a GradientChecker, and no test of the class made a check"),
                    test(context));
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw SkippedCaseException.in(thrown)
                .flatMap(impossible -> onlyImpossible(context, impossible))
                .orElseGet(() -> judged(session(context), thrown));
    }

    /** The failure of a test that ends with the last of its tries, each of which was skipped; empty for all others. */
    private static Optional<Throwable> onlyImpossible(ExtensionContext context, SkippedCaseException impossible) {
        GradientTest test = AnnotationSupport.findAnnotation(context.getElement(), GradientTest.class)
                .orElse(null);
        ClassChecks ofClass = classChecks(context).orElse(null);
        if (test == null || ofClass == null) {
            return Optional.empty();
        }
        int tries = Seeds.of(context).isFixed() ? 1 : test.tries();
        String template = context.getParent().map(ExtensionContext::getUniqueId).orElse("");
        Skips skips = ofClass.skipped.computeIfAbsent(template, any -> Skips.none(1));
        synchronized (skips) { // tries can run beside each other
            skips.add(impossible.reason());
            return skips.count() < tries
                    ? Optional.empty()
                    : Optional.of(CallStack.leadingTo(
                            new AssertionFailedError(
                                    "nothing was checked: "
                                            + (tries == 1 ? "the only try was" : "all " + tries + " tries were")
                                            + " skipped, wanted a possible case: " + skips.commonest(),
                                    impossible),
                            test(context)));
        }
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw judged(session(context), thrown);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw judged(session(context), thrown);
    }

    /**
     * What a test that threw ends with: where its case is impossible or nothing can be said it is aborted; else the failure, and
     * what is added to it.
     */
    private static Throwable judged(GradientSession session, Throwable thrown) {
        Throwable impossible = SkippedCaseException.in(thrown).orElse(null);
        if (impossible != null) {
            return impossible;
        }
        if (thrown instanceof InconclusiveError undecided && !undecided.isVacuous()) {
            TestAbortedException aborted =
                    new TestAbortedException(session.withRepetition(String.valueOf(undecided.getMessage())), undecided);
            aborted.setStackTrace(undecided.getStackTrace());
            return aborted;
        }
        if (thrown.getClass() == AssertionFailedError.class || thrown instanceof InconclusiveError) {
            AssertionFailedError failure = (AssertionFailedError) thrown;
            return SameFailure.saying(session.failure(String.valueOf(failure.getMessage())), failure);
        }
        if (!(thrown instanceof TestAbortedException) && session.dependsOnSeed()) {
            thrown.addSuppressed(new AssertionFailedError(session.repetition()));
        }
        return thrown;
    }
}
