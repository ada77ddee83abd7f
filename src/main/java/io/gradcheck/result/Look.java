package io.gradcheck.result;

import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Mistake;
import io.gradcheck.finding.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a mistake looks like, in a few words that are the same in cases of any size: by this, and by nothing else, findings
 * of different checks, cases and tests are told to be one mistake.
 *
 * @param signature a diagnosis without its numbers, a broken law, variables without a diagnosis, what was thrown; of what is
 *     undecided the reason
 * @param variables the variables that look like it, without numbers in their names; none for a law or what was thrown
 */
public record Look(String signature, Set<String> variables) {

    private static final String LAW = "law ";
    private static final String UNDIAGNOSED = "undiagnosed in ";
    private static final Map<String, Law> REASONS = reasons();
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?(/\\d+)?");
    private static final String SIGN = "#";
    private static final String UNSEEN = "nothing could be seen";
    private static final String KINK = "right around a kink";

    /**
     * Makes a look.
     *
     * @param signature what it looks like
     * @param variables the variables that look like it. Not modified.
     */
    public Look {
        variables = Collections.unmodifiableSet(new TreeSet<>(variables));
    }

    /**
     * Whether another finding about the same subject is the same mistake, as far as cases with other values can tell: where
     * one of them has no diagnosis, by its variables alone. A diagnosis and the broken law that is its reason are one.
     *
     * @param other the other one
     * @return whether it is
     */
    public boolean isSame(Look other) {
        boolean apart = Collections.disjoint(variables, other.variables);
        if (reason(signature).equals(reason(other.signature))) {
            return !apart || variables.isEmpty() || other.variables.isEmpty();
        }
        return !apart && (isUndiagnosed(signature) || isUndiagnosed(other.signature));
    }

    /**
     * Whether two checks found the same mistakes.
     *
     * @param some the looks of one
     * @param others the looks of the other
     * @return whether each of the ones has its like among the others, and none is left
     */
    public static boolean areSame(Collection<Look> some, Collection<Look> others) {
        return some.size() == others.size()
                && some.stream().allMatch(one -> others.stream().anyMatch(one::isSame))
                && others.stream().allMatch(one -> some.stream().anyMatch(one::isSame));
    }

    /**
     * What a check looks like that did not pass.
     *
     * @param check the check
     * @return the {@linkplain #ofWrong mistakes}, if it is wrong; else why nothing can be said, or where there are kinks; none
     *     for one that passed
     */
    public static List<Look> of(CheckResult check) {
        return switch (check.verdict()) {
            case FAIL -> ofWrong(check.variables(), check.laws());
            case INCONCLUSIVE -> check.vacuous() ? List.of(new Look(UNSEEN, Set.of())) : ofUndecided(check);
            case KINK -> List.of(new Look(KINK, names(check, Verdict.KINK)));
            case PASS -> List.of();
        };
    }

    private static List<Look> ofUndecided(CheckResult check) {
        Map<String, Set<String>> reasons = new LinkedHashMap<>();
        for (Finding finding : check.variables()) {
            if (finding.verdict() == Verdict.INCONCLUSIVE) {
                reasons.computeIfAbsent(withoutNumbers(finding.reason()), any -> new TreeSet<>())
                        .add(withoutNumbers(finding.name()));
            }
        }
        List<Look> looks = new ArrayList<>();
        reasons.forEach((reason, variables) -> looks.add(new Look(reason, variables)));
        check.laws().stream()
                .filter(law -> law.verdict() == Verdict.INCONCLUSIVE)
                .forEach(law -> looks.add(new Look(of(law.law()), Set.of())));
        return looks;
    }

    private static Set<String> names(CheckResult check, Verdict verdict) {
        Set<String> names = new TreeSet<>();
        check.variables().stream()
                .filter(finding -> finding.verdict() == verdict)
                .forEach(finding -> names.add(withoutNumbers(finding.name())));
        return names;
    }

    /**
     * The mistakes that one wrong check shows.
     *
     * @param variables what was found of each variable
     * @param laws what was found of each law
     * @return the {@linkplain #ofVariables mistakes of variables}; where no gradient is wrong, the first broken law
     */
    public static List<Look> ofWrong(Collection<Finding> variables, Collection<LawFinding> laws) {
        List<Look> looks = ofVariables(variables);
        return looks.isEmpty()
                ? laws.stream()
                        .filter(law -> law.verdict() == Verdict.FAIL)
                        .limit(1)
                        .map(law -> new Look(of(law.law()), Set.of()))
                        .toList()
                : looks;
    }

    /**
     * The mistakes in gradients.
     *
     * @param variables what was found of each variable
     * @return one for each diagnosis that is the most likely one of a wrong variable; those without any last
     */
    public static List<Look> ofVariables(Collection<Finding> variables) {
        Map<String, Set<String>> diagnosed = new LinkedHashMap<>();
        Set<String> undiagnosed = new TreeSet<>();
        for (Finding finding : variables) {
            if (finding.verdict() == Verdict.FAIL) {
                said(finding).stream()
                        .findFirst()
                        .map(look -> diagnosed.computeIfAbsent(look, any -> new TreeSet<>()))
                        .orElse(undiagnosed)
                        .add(withoutNumbers(finding.name()));
            }
        }
        List<Look> looks = new ArrayList<>();
        diagnosed.forEach((signature, names) -> looks.add(new Look(signature, names)));
        if (!undiagnosed.isEmpty()) {
            looks.add(new Look(undiagnosed(undiagnosed), undiagnosed));
        }
        return looks;
    }

    /**
     * The diagnoses of a variable.
     *
     * @param finding what was found of the variable
     * @return what it looks like, most likely first; what says only where is left out
     */
    public static List<String> said(Finding finding) {
        return finding.diagnoses().stream()
                .filter(diagnosis -> !diagnosis.kind().saysOnlyWhere())
                .map(Look::of)
                .toList();
    }

    /** What a diagnosis looks like in cases of any size: which variable it is, or how many outputs, depends on the case. */
    private static String of(Diagnosis diagnosis) {
        return switch (diagnosis.kind()) {
            case ANOTHER_VARIABLE -> "gradient of another variable";
            case OUTPUT_IGNORED -> "outputs ignored";
            case OUTPUT_SIGN -> "sign of outputs flipped";
            case INPUT_IGNORED -> "columns zero";
            default -> withoutNumbers(diagnosis.mistake());
        };
    }

    /**
     * What a law looks like that is broken, or undecided.
     *
     * @param law the law
     * @return its signature
     */
    public static String of(Law law) {
        return LAW + law;
    }

    private static Map<String, Law> reasons() {
        Map<String, Law> reasons = new HashMap<>();
        for (Mistake mistake : Mistake.values()) {
            if (mistake.reason() != null) {
                reasons.put(mistake.words(), mistake.reason());
            }
        }
        return Map.copyOf(reasons);
    }

    /** The signature of the broken law that a diagnosis has as its reason; any other signature as it is. */
    private static String reason(String signature) {
        Law reason = REASONS.get(signature);
        return reason == null ? signature : of(reason);
    }

    /**
     * Whether a signature is that of a diagnosis that has a broken law as its reason.
     *
     * @param signature the signature
     * @return whether it is
     */
    public static boolean hasReason(String signature) {
        return REASONS.containsKey(signature);
    }

    /**
     * Whether a signature is that of a law.
     *
     * @param signature the signature
     * @return whether it is
     */
    public static boolean isOfLaw(String signature) {
        return signature.startsWith(LAW);
    }

    /**
     * What variables look like of which nobody knows.
     *
     * @param variables their names without numbers
     * @return their signature
     */
    public static String undiagnosed(Set<String> variables) {
        return UNDIAGNOSED + String.join(", ", variables);
    }

    /**
     * Whether a signature is that of variables without a diagnosis.
     *
     * @param signature the signature
     * @return whether it is
     */
    public static boolean isUndiagnosed(String signature) {
        return signature.startsWith(UNDIAGNOSED);
    }

    /**
     * The variables of a signature without a diagnosis.
     *
     * @param undiagnosed the signature
     * @return their names
     */
    public static List<String> variables(String undiagnosed) {
        return List.of(undiagnosed.substring(UNDIAGNOSED.length()).split(", "));
    }

    /** {@return what is said where nothing could be seen} */
    public static String unseen() {
        return UNSEEN;
    }

    /**
     * A text with a sign for each number in it, as numbers change with the shape.
     *
     * @param text the text
     * @return the text, the same for cases of any size
     */
    public static String withoutNumbers(String text) {
        return NUMBER.matcher(text).replaceAll(SIGN);
    }

    /**
     * A signature in the words of one case, with the numbers that it has there.
     *
     * @param signature the signature
     * @param text the text of a case that looks like it, or one with other words for it, or none
     * @return what the text has in place of it; the signature where it has nothing
     */
    public static String inWords(String signature, String text) {
        if (!signature.contains(SIGN)) {
            return signature;
        }
        String words = Arrays.stream(signature.split(SIGN, -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(?:" + SIGN + "|" + NUMBER + ")"));
        Matcher matcher = Pattern.compile(words).matcher(text);
        return matcher.find() ? matcher.group() : signature;
    }

    /**
     * A signature of several cases in the words of one of them.
     *
     * @param signature the signature
     * @param text the text of that case
     * @return the same, and that the numbers are those of one case
     */
    public static String inWordsOfOne(String signature, String text) {
        String words = inWords(signature, text);
        return words.equals(signature) ? signature : words + " or the like";
    }
}
