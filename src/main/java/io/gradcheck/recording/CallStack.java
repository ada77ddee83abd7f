package io.gradcheck.recording;

import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where gradcheck was called, kept for what is told only after the call has returned, so that its stack leads to the code of
 * a user.
 */
public final class CallStack {

    private static final ProtectionDomain OWN = CallStack.class.getProtectionDomain();
    private static final String ROOT = "io.gradcheck.";
    private static final int UNKNOWN_LINE = -1;

    private final StackTraceElement[] frames;
    private final String caller;

    private CallStack(StackTraceElement[] frames, String caller) {
        this.frames = frames;
        this.caller = caller;
    }

    /** {@return the stack of the calling thread, from the method of gradcheck that was called from outside} */
    public static CallStack here() {
        List<StackWalker.StackFrame> all = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(Stream::toList);
        int called = 0;
        int caller = 0;
        while (caller < all.size()
                && (isOwn(all.get(caller)) || isOfJava(all.get(caller).getDeclaringClass()))) {
            called = isOwn(all.get(caller)) ? caller : called;
            caller++;
        }
        return new CallStack(
                all.subList(called, all.size()).stream()
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .toArray(StackTraceElement[]::new),
                caller == all.size() ? "" : all.get(caller).getClassName());
    }

    private static boolean isOwn(StackWalker.StackFrame frame) {
        return frame.getDeclaringClass().getProtectionDomain().equals(OWN);
    }

    private static boolean isOfJava(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    /**
     * Lets a failure look as if it were thrown by this call.
     *
     * @param failure the failure, whose stack is replaced
     * @return the failure
     */
    public <T extends Throwable> T of(T failure) {
        failure.setStackTrace(frames.clone());
        return failure;
    }

    /**
     * Adds this call to the stack of what gradcheck has thrown, unless it leads to the caller anyhow. What other code has
     * thrown stays as it is.
     *
     * @param thrown what was thrown
     * @return the same
     */
    public <T extends Throwable> T leadingTo(T thrown) {
        if (!caller.isEmpty()) {
            insert(thrown, caller, frames);
        }
        return thrown;
    }

    /**
     * Adds a frame of a test to the stack of what gradcheck has thrown, unless it leads to the test's class anyhow: of a
     * test that is over, or calls nothing itself. What other code has thrown stays as it is.
     *
     * @param thrown what was thrown
     * @param test stands for the test
     * @return the same
     */
    public static <T extends Throwable> T leadingTo(T thrown, StackTraceElement test) {
        insert(thrown, test.getClassName(), test);
        return thrown;
    }

    /**
     * A frame that stands for a method without a call of it.
     *
     * @param type the class
     * @param method the name of the method
     * @return a frame without a file and a line
     */
    public static StackTraceElement frame(Class<?> type, String method) {
        return new StackTraceElement(type.getName(), method, null, UNKNOWN_LINE);
    }

    /** Behind gradcheck's own frames, where a caller would be. */
    private static void insert(Throwable thrown, String caller, StackTraceElement... frames) {
        List<StackTraceElement> stack = new ArrayList<>(Arrays.asList(thrown.getStackTrace()));
        int own = 0;
        while (own < stack.size() && stack.get(own).getClassName().startsWith(ROOT)) {
            own++;
        }
        boolean leads = stack.stream().anyMatch(frame -> (frame.getClassName() + "$").startsWith(caller + "$"));
        if (own > 0 && !leads) {
            stack.addAll(own, Arrays.asList(frames));
            thrown.setStackTrace(stack.toArray(StackTraceElement[]::new));
        }
    }
}
