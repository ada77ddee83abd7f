package io.gradcheck.check.textbook;

import io.gradcheck.check.kinds.Kind;
import io.gradcheck.check.kinds.Mistake;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A formula as it is written in textbooks and libraries.
 *
 * @param theme what it is about
 * @param name its name, unique in the suite
 * @param regimes the sorts of numbers at which it is looked at
 * @param example one case of it
 */
record Formula(String theme, String name, List<Regime> regimes, Function<Draw, Example> example) {

    /** A kind for each sort of numbers. */
    List<Kind> kinds() {
        return regimes.stream().map(this::kind).toList();
    }

    private Kind kind(Regime regime) {
        Function<SplittableRandom, Example> right = random -> example.apply(new Draw(regime, random));
        List<Mistake> mistakes = right.apply(new SplittableRandom(0)).mistakes().stream()
                .map(name -> new Mistake(
                        name, (subject, point, upstream) -> ((Example) subject).wrongGradient(name, point, upstream)))
                .toList();
        return new Kind(theme, name + " at " + regime, right::apply, mistakes);
    }
}
