package io.gradcheck.campaign;

import io.gradcheck.campaign.crew.DoesNotEnd;
import io.gradcheck.campaign.crew.DoesNotEnd.Kind;
import io.gradcheck.result.Look;
import io.gradcheck.subject.WrongResultException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    private static final Predicate<String> OF_CHECK = Pattern.compile(
                    "^io\\.gradcheck\\.(check\\.|campaign\\.(Outcome|CampaignRun\\$CaseJob)$)")
            .asPredicate();
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
        Optional<String> where =
                frames().findFirst().map(frame -> " at " + frame.getClassName() + "." + frame.getMethodName());
        if (own() instanceof DoesNotEnd givenUp) {
            return givenUp.kind().signature() + where.orElse("");
        }
        return "throws " + own().getClass().getSimpleName()
                + where.orElseGet(() -> ": " + Look.withoutNumbers(message()));
    }

    /** Whether a finding may be checked again: whether it comes back by itself. */
    static boolean comesBack(String signature) {
        return Arrays.stream(Kind.values()).noneMatch(kind -> signature.startsWith(kind.signature()));
    }

    private boolean isHanging() {
        return own() instanceof DoesNotEnd;
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
        if (isWrongResult()) {
            return List.of(message());
        }
        boolean waits = own() instanceof DoesNotEnd givenUp && givenUp.kind() == Kind.HANGS;
        Stream<StackTraceElement> shown = waits ? allFrames() : frames();
        return Stream.concat(
                        Stream.of(isHanging() ? message() : own().toString()),
                        shown.limit(frames).map(frame -> "  at " + frame))
                .toList();
    }

    private String message() {
        return String.valueOf(own().getMessage()).replaceFirst(NAME, "");
    }

    /** Those of the subject, from where it threw to where the check called it. */
    private Stream<StackTraceElement> frames() {
        return allFrames().filter(frame -> OF_USER.test(frame.getClassName()));
    }

    /** All of them, up to where the check called the subject. */
    private Stream<StackTraceElement> allFrames() {
        return Arrays.stream(own().getStackTrace()).takeWhile(frame -> !OF_CHECK.test(frame.getClassName()));
    }
}
