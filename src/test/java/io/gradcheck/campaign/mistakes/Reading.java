package io.gradcheck.campaign.mistakes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody who reads a finding is told of a mistake.
 *
 * @param headline the signature of the finding
 * @param variables those whose gradient is said to be wrong
 * @param likenesses for each of them that looks like something, what it looks like and, after {@code or}, what else
 */
record Reading(String headline, Set<String> variables, List<List<String>> likenesses) {

    private static final Pattern WRONG = Pattern.compile("^.*: gradient of (.+?) is WRONG");
    private static final Pattern LIKENESS = Pattern.compile("^\\s*(looks like|or looks like):\\s+([^;]+)");

    /** They say where, and nothing of what it is. */
    private static final Pattern PLACE = Pattern.compile("one (entry|row|column|index of axis).*");

    /** What a finding tells. */
    enum Hit {
        /** What is wrong. */
        RIGHT,
        /** The variables that are wrong, and nothing else. */
        PLACE,
        /** Another mistake, or other variables. */
        WRONG
    }

    static Reading of(String signature, String text) {
        Set<String> variables = new LinkedHashSet<>();
        List<List<String>> likenesses = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher wrong = WRONG.matcher(line);
            if (wrong.find()) {
                variables.add(wrong.group(1));
            }
            Matcher likeness = LIKENESS.matcher(line);
            if (likeness.find()) {
                if (likeness.group(1).equals("looks like") || likenesses.isEmpty()) {
                    likenesses.add(new ArrayList<>());
                }
                likenesses.get(likenesses.size() - 1).add(likeness.group(2));
            }
        }
        return new Reading(signature, variables, likenesses);
    }

    Hit hit(PublicMistake mistake) {
        boolean isNamed =
                isRight(headline, mistake) || likenesses.stream().limit(1).anyMatch(first -> isRight(first, mistake));
        if (isNamed) {
            return Hit.RIGHT;
        }
        boolean isPlace = !variables.isEmpty() && mistake.places().containsAll(variables);
        return isPlace && misleading(mistake).isEmpty() ? Hit.PLACE : Hit.WRONG;
    }

    /**
     * What the reader is led to think, though it is neither the mistake nor a place alone: what wrong variables are said to
     * look like, or where none is wrong, the law that is said to be broken.
     */
    List<String> misleading(PublicMistake mistake) {
        if (variables.isEmpty()) {
            return isRight(headline, mistake) ? List.of() : List.of(headline);
        }
        return likenesses.stream()
                .filter(likeness -> !isRight(likeness, mistake))
                .map(likeness -> String.join(" or ", likeness))
                .filter(likeness -> !PLACE.matcher(likeness).matches())
                .toList();
    }

    private static boolean isRight(List<String> likenesses, PublicMistake mistake) {
        return likenesses.stream().anyMatch(likeness -> isRight(likeness, mistake));
    }

    private static boolean isRight(String text, PublicMistake mistake) {
        return mistake.diagnoses().stream().anyMatch(text::startsWith);
    }
}
