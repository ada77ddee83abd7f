package io.gradcheck.check.kinds;

import io.gradcheck.subject.Subject;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A kind of function: for every seed a subject whose gradient is right, and mistakes to make in it.
 *
 * @param theme what it is about, or what makes it hard
 * @param name its name, unique in the suite
 * @param right the subject, from random numbers that place it
 * @param mistakes what can be wrong with its gradient; each should be seen
 */
public record Kind(String theme, String name, Function<SplittableRandom, Subject> right, List<Mistake> mistakes) {

    public Subject subject(long seed) {
        return right.apply(new SplittableRandom(seed));
    }
}
