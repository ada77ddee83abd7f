package io.gradcheck.check.law;

import io.gradcheck.check.probe.Advice;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.LawFinding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The words for broken laws; the one place that finds them. */
final class LawText {

    private static final Set<Law> OF_ROUNDING =
            EnumSet.of(Law.LINEAR_IN_UPSTREAM, Law.ALONG_EQUALS_EVALUATE, Law.BATCH_IS_SUM);
    private static final String AT_POINT = "the gradient at the point that gradient is given";
    private static final String AS_IF_ADDED = ", as if added to what the last call left";

    private LawText() {}

    /** A law that holds. */
    static LawFinding kept(Law law) {
        return new LawFinding(law, Verdict.PASS, "", "", "", "");
    }

    private static LawFinding broken(Law law, String checked, String found, String wanted, String remedy) {
        return new LawFinding(law, Verdict.FAIL, checked, found, wanted, remedy);
    }

    static String pair(Difference difference, String first, String second) {
        return difference.where() + " is " + Difference.number(difference.first()) + first + ", "
                + Difference.number(difference.second()) + second + " (off by " + difference.distanceText() + ")";
    }

    private static String explained(double allowed) {
        return String.format(Locale.ROOT, "; rounding explains %.1e", allowed);
    }

    /** The same finding, with a further remedy where its law is judged by rounding. */
    static LawFinding orInFloat(LawFinding broken) {
        return OF_ROUNDING.contains(broken.law())
                ? new LawFinding(
                        broken.law(),
                        broken.verdict(),
                        broken.checked(),
                        broken.found(),
                        broken.wanted(),
                        broken.remedy() + "; " + Advice.IN_FLOAT)
                : broken;
    }

    private static LawFinding notDeterministic(String checked, String found, String remedy) {
        return broken(Law.DETERMINISTIC, checked, found, "the same bits", remedy);
    }

    /** The same arguments twice gave different results. */
    private static LawFinding twice(String what, Difference difference, String addition, String remedy) {
        return notDeterministic(
                what + ", called twice with the same arguments", atFirst(difference) + addition, remedy);
    }

    private static String atFirst(Difference difference) {
        return pair(difference, " at first", " the second time");
    }

    static LawFinding unlikeItself(String what, Difference difference) {
        return twice(
                what,
                difference,
                "",
                "seed the random generator anew at each call, or draw what is random once, when the subject is built; "
                        + "sum in a fixed order; of a layer or an operation say by Trainable.seed how it is seeded, and by "
                        + "Trainable.state what it keeps");
    }

    static LawFinding addsToTheLast(Difference difference, String how) {
        return twice(
                "gradient",
                difference,
                "; " + how + AS_IF_ADDED,
                "set the stored gradient to zero at the start of gradient; that of a Parameter in its zeroGradient(), or say "
                        + "by Parameter.clearedBy how it is set to zero");
    }

    static LawFinding outputGrows(Difference difference) {
        return notDeterministic(
                "evaluate, called with the same arguments again and again",
                atFirst(difference) + "; it grows by the same at every call" + AS_IF_ADDED,
                "set what evaluate adds up to zero at its start; what a layer or an operation keeps is declared by "
                        + "Trainable.state");
    }

    static LawFinding spoiledByGradient(Difference difference) {
        return notDeterministic(
                "evaluate(x), gradient(x, u), evaluate(x), in this order",
                pair(difference, " before gradient", " after it")
                        + "; without gradient between them evaluate repeats itself",
                "let gradient leave what evaluate reads as it is: no parameter is updated, no buffer written that is read again");
    }

    static LawFinding firstCallDiffers(String method, Difference difference) {
        return notDeterministic(
                "evaluate(x), gradient(x, u), evaluate(x), gradient(x, u), in this order",
                method + ": " + pair(difference, " at first", " later") + "; from then on it repeats itself",
                "let no call leave anything behind that a later one reads; what a layer or an operation keeps is declared by "
                        + "Trainable.state");
    }

    static LawFinding lastBits(String what, Difference difference) {
        return twice(
                what,
                difference,
                "; no more than rounding explains, as where the same terms are added up in another order",
                "sum in a fixed order: no accumulators that several threads share, no sets without an order");
    }

    static LawFinding touched(String method, Difference difference) {
        return broken(
                Law.ARGUMENTS_UNTOUCHED,
                "the arguments of " + method + ", before and after the call",
                pair(difference, " before", " after"),
                "arguments as they were: they belong to the caller",
                "copy an argument before writing to it, or write to a new array");
    }

    static LawFinding view(String result, String of) {
        return broken(
                Law.RESULTS_OWNED,
                "the arrays of results and arguments",
                result + " is the same array as " + of,
                "an array of its own: whoever changes one would change the other",
                "return a copy");
    }

    static LawFinding overwritten(String method, Difference difference) {
        return broken(
                Law.RESULTS_OWNED,
                "a result of " + method + ", before and after further calls",
                pair(difference, " as returned", " later"),
                "results that stay as they were returned",
                "return a copy of the internal array");
    }

    private static LawFinding needsEvaluate(String found) {
        return broken(
                Law.GRADIENT_ALONE,
                "gradient(x) right after evaluate(x), and after evaluate at another point",
                found,
                AT_POINT + ", whatever was evaluated before",
                "let gradient compute what it needs itself, or let the subject's gradient call evaluate first");
    }

    static LawFinding readsTheLastEvaluate(Difference difference) {
        return needsEvaluate(
                pair(difference, " after evaluate(x)", " after the other") + "; it reads what the last evaluate left");
    }

    static LawFinding needsTheLastEvaluate(Throwable thrown) {
        return needsEvaluate("after evaluate at another point it threw " + thrown + "; it needs what evaluate(x) left");
    }

    static LawFinding rightOnlyWhereBuilt(
            String variable, boolean constant, double claimed, double numeric, double allowed, String evidence) {
        return broken(
                Law.GRADIENT_ALONE,
                "gradient at the subject's point, and at another point nearby",
                "the gradient of " + variable
                        + (constant ? " is the same at both, bit for bit" : " is right at the first")
                        + "; along a line through the other point it says " + Difference.number(claimed)
                        + ", numeric is " + Difference.number(numeric)
                        + String.format(Locale.ROOT, " (allowed %.1e)", allowed)
                        + (evidence.isEmpty() ? "" : "; " + evidence)
                        + "; it is right only at the point where the subject was built",
                AT_POINT,
                "compute all of it from gradient's argument, nothing from values stored when the subject was built; "
                        + "if it is claimed for this point alone: Subject.within(variable, x, x)");
    }

    /** Why a gradient is wrong that is right at the point. */
    static final String RIGHT_HERE = "right at this point, wrong at points nearby";

    /** The same where the values that are equal make it right. */
    static final String RIGHT_HERE_BY_SYMMETRY =
            RIGHT_HERE + ": right only by symmetry, since it is right again where all values have moved and the same "
                    + "entries are equal";

    /** What tells a stored value from a formula: an equal subject that is first called at the other point. */
    static final String RIGHT_ANEW = "an equal subject that is called there first is right there";

    /** What tells a stored value from a formula that zeros, ones and ties make right. */
    static final String WRONG_WITH_SPECIAL_VALUES = "it is as wrong where the same zeros, ones and ties are kept";

    /**
     * The same where it may be the values that make it right.
     *
     * @param constant whether the gradient is the same at both points
     */
    static String rightHereByValues(boolean constant) {
        return RIGHT_HERE
                + (constant ? ", where the reported gradient is the same, bit for bit" : "")
                + ": zeros, ones and ties can make a formula right that is wrong elsewhere, and so can values kept from this "
                + "point";
    }

    static String rightOnSurface(String kept) {
        return "right where the " + kept + " of the variables stays what it is, not where it changes";
    }

    static LawFinding notZeroForZero(String entry, double value) {
        return broken(
                Law.LINEAR_IN_UPSTREAM,
                "gradient(x, 0)",
                entry + " is " + Difference.number(value),
                "0: with an upstream gradient of zero nothing depends on x",
                "multiply every term by the upstream gradient, a penalty's too; a weight decay that backward"
                        + " adds by itself is declared by Trainable.penalty");
    }

    static LawFinding ignoresUpstream(String entry, double value) {
        return broken(
                Law.LINEAR_IN_UPSTREAM,
                "gradient(x, u) for several upstream gradients u",
                entry + " is " + Difference.number(value) + " for each of them, as is every other entry",
                "gradient(x, c u) = c gradient(x, u), and 0 for u = 0",
                "multiply by the upstream gradient");
    }

    static LawFinding notLinear(Difference difference, double allowed) {
        String checked = "gradient(x, 16 u + v) against 16 gradient(x, u) + gradient(x, v)";
        return notLinear(checked, pair(difference, "", " by the sum") + explained(allowed));
    }

    static LawFinding notProportional(double factor, Difference difference, double allowed) {
        String c = String.format(Locale.ROOT, "%.4g", factor);
        String checked = "gradient(x, c u) against c gradient(x, u), for c = " + c;
        return notLinear(checked, pair(difference, "", " by the product") + explained(allowed));
    }

    private static LawFinding notLinear(String checked, String found) {
        return broken(
                Law.LINEAR_IN_UPSTREAM,
                checked,
                found,
                "equal up to rounding: a gradient is linear in the upstream gradient",
                "use the upstream gradient as a factor only: no abs, no square, no clipping");
    }

    static LawFinding unknownNames(Iterable<String> unknown, Iterable<String> variables) {
        return broken(
                Law.SHAPES,
                "the names in the gradient",
                "also " + String.join(", ", unknown) + ", of which the point knows nothing",
                "the variables " + String.join(", ", variables) + " and no others",
                "leave it out, or add it to the point, so that it is checked");
    }

    static LawFinding shapeChanges(Tensor first, Tensor second) {
        return shapeChanges(first.shapeText() + ", then " + second.shapeText());
    }

    static LawFinding shapeChangesAlong(WrongResultException seen) {
        return shapeChanges(String.valueOf(seen.getMessage()));
    }

    private static LawFinding shapeChanges(String found) {
        return broken(
                Law.SHAPES,
                "the shape of evaluate's output, at the point and near it",
                found,
                "one shape, whatever the values",
                "pad the output, or make subjects of the parts whose shape is fixed");
    }

    static LawFinding gradientThrows(String where, Throwable thrown) {
        return broken(
                Law.THROWS_TOGETHER,
                "gradient " + where + " evaluate returns",
                "gradient threw " + thrown,
                "a gradient wherever there is a value",
                "return the gradient, or let evaluate reject the point too");
    }

    static LawFinding gradientReturns(Throwable thrown) {
        return broken(
                Law.THROWS_TOGETHER,
                "gradient at a point nearby, where evaluate throws",
                "gradient returned finite values, where evaluate threw " + thrown,
                "no gradient where there is no value: an exception, or values that are not finite",
                "let gradient reject what evaluate rejects");
    }

    static LawFinding notFinite(String what, String entry, double value, int count, int size) {
        return new LawFinding(
                Law.FINITE,
                Verdict.INCONCLUSIVE,
                "whether the " + what + " is finite at the point",
                entry + " is " + value + ", " + count + " of " + size + " entries are not finite",
                "finite values: nothing can be compared with these",
                "check at a point inside the domain, or rewrite the formula so that it does not overflow there");
    }

    static LawFinding lineDiffers(String variable, double t, double line, double evaluated, double allowed) {
        return broken(
                Law.ALONG_EQUALS_EVALUATE,
                "along(" + variable + ", d).at(t) against evaluate at x + t d, as <u, output>, at t = "
                        + (t == 0 ? "0" : String.format(Locale.ROOT, "%.4g", t)),
                Difference.number(line) + " against " + Difference.number(evaluated)
                        + String.format(Locale.ROOT, " (off by %.1e", Math.abs(line - evaluated))
                        + explained(allowed) + ")",
                "equal up to rounding",
                "correct the subject's along, or remove it: the default evaluates");
    }

    private static final String SUM =
            "an example gives the same alone as in the batch, and gradients by what examples " + "share add up";

    private static LawFinding noSum(String found, String remedy) {
        return broken(
                Law.BATCH_IS_SUM, "output and gradient of the batch against those of its examples", found, SUM, remedy);
    }

    private static final String SIZES =
            "treat batches of every size alike: a smaller one gives something else than its examples";

    private static String joined(Difference difference, double allowed, boolean single, String likeness) {
        return pair(difference, " in the batch", single ? " from its examples" : " from its parts")
                + explained(allowed)
                + (single ? likeness : "; one by one the examples do add up");
    }

    /**
     * An output that its examples do not make up.
     *
     * @param single whether the difference is from the examples one by one; else those do add up, the parts do not
     * @param likeness what it looks like instead; empty if it looks like nothing known
     */
    static LawFinding outputNoSum(Difference difference, double allowed, boolean single, String likeness) {
        return noSum(
                joined(difference, allowed, single, likeness),
                single
                        ? "do not declare parts where examples see each other, as by statistics of the batch; multiply "
                                + "parts by their share where the output is a mean"
                        : SIZES);
    }

    /** A gradient that those of its examples do not make up, told like an output; {@code shared} if they add up. */
    static LawFinding gradientNoSum(
            Difference difference, double allowed, boolean single, String likeness, boolean shared) {
        String found = "gradient by " + joined(difference, allowed, single, likeness);
        if (!single) {
            return noSum(found, SIZES);
        }
        return noSum(
                found,
                shared
                        ? "add up over the examples, along the first axis: every example once, and no mean; where the "
                                + "check finds the batch right, a batch of one is wrong"
                        : "let a row follow from its own example, and divide by no number of examples");
    }

    static LawFinding partsUnfit(String found) {
        return broken(
                Law.BATCH_IS_SUM,
                "the parts of the batch",
                found,
                "the same variables; the output and each of them in its shape, or rows that together are its own",
                "correct parts(), or do not declare them");
    }

    static LawFinding partElsewhere(int part, Difference difference) {
        return partsUnfit("part " + part + " has other values: " + pair(difference, " there", " in the whole"));
    }

    static LawFinding partThrows(String method, int part, Throwable thrown) {
        return noSum(
                method + " of part " + part + " threw " + thrown,
                "take any number of examples, or do not declare parts");
    }
}
