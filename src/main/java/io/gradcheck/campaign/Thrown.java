package io.gradcheck.campaign;

import io.gradcheck.result.Look;
import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a subject threw, or returned though it is no result, in place of a report.
 *
 * @param surfaced what the check ended with
 */
record Thrown(Throwable surfaced) {

    private static final int MOST_FRAMES = 20;
    private static final int FRAMES_IN_SHORT = 2;

    /** Whose code threw: tensors and arguments throw on behalf of who called them. */
    private static final Predicate<String> OF_USER = Pattern.compile(
                    "^(java|jdk|io\\.gradcheck\\.(argument|subject|source))\\.")
            .asPredicate()
            .negate();

    private static final Predicate<String> OF_CHECK =
            Pattern.compile("^io\\.gradcheck\\.(check\\.|campaign\\.Outcome$)").asPredicate();
    private static final String NAME = "^subject .*?: ";

    /** What the subject threw itself: a check that ends at the subject's point tells it as the cause. */
    private Throwable own() {
        return Objects.requireNonNullElse(surfaced.getCause(), surfaced);
    }

    private boolean isWrongResult() {
        return own() instanceof WrongResultException;
    }

    /** What it is, in cases of any sizes: a wrong result, or the exception and where the subject threw it. */
    String signature() {
        if (isWrongResult()) {
            return Look.withoutNumbers(message());
        }
        return "throws " + own().getClass().getSimpleName()
                + frames().findFirst()
                        .map(frame -> " at " + frame.getClassName() + "." + frame.getMethodName())
                        .orElseGet(() -> ": " + Look.withoutNumbers(message()));
    }

    /** The exception and where it was thrown, in lines that lead there; of a wrong result what it was. */
    List<String> summary() {
        return lines(FRAMES_IN_SHORT);
    }

    /** The same with all of the subject's frames. */
    String text() {
        return String.join("\n", lines(MOST_FRAMES));
    }

    private List<String> lines(int frames) {
        return isWrongResult()
                ? List.of(message())
                : Stream.concat(
                                Stream.of(own().toString()),
                                frames().limit(frames).map(frame -> "  at " + frame))
                        .toList();
    }

    private String message() {
        return String.valueOf(own().getMessage()).replaceFirst(NAME, "");
    }

    /** Those of the subject, from where it threw to where the check called it. */
    private Stream<StackTraceElement> frames() {
        return Arrays.stream(own().getStackTrace())
                .takeWhile(frame -> !OF_CHECK.test(frame.getClassName()))
                .filter(frame -> OF_USER.test(frame.getClassName()));
    }
}
