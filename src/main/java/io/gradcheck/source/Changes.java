package io.gradcheck.source;

import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is other than in the source as it was made.
 *
 * @param kind the kind of all numbers; null for all kinds
 * @param small whether sizes are small
 * @param skipped exceptions by which a case is skipped
 * @param precision the format in which subjects compute; null for that of the source
 */
record Changes(
        Values.@Nullable Kind kind,
        boolean small,
        List<Class<? extends RuntimeException>> skipped,
        @Nullable Precision precision) {

    static final Changes NONE = new Changes(null, false, List.of(), null);

    Changes only(Values.Kind other) {
        return new Changes(Objects.requireNonNull(other, "kind"), small, skipped, precision);
    }

    Changes inSmallSizes() {
        return new Changes(kind, true, skipped, precision);
    }

    Changes skipping(Class<? extends RuntimeException> exception) {
        Objects.requireNonNull(exception, "exception");
        List<Class<? extends RuntimeException>> all = Stream.<Class<? extends RuntimeException>>concat(
                        skipped.stream(), Stream.of(exception))
                .toList();
        return new Changes(kind, small, all, precision);
    }

    Changes withPrecision(Precision other) {
        return new Changes(kind, small, skipped, Objects.requireNonNull(other, "precision"));
    }

    Sizes sizesFrom(RandomGenerator random) {
        return small ? Sizes.smallFrom(random) : Sizes.drawnFrom(random);
    }

    Map<String, Variable> variables(Supplier<Map<String, Variable>> made) {
        Map<String, Variable> all = possible(made);
        Values.Kind only = kind;
        if (only == null) {
            return all;
        }
        Map<String, Variable> ofKind = new LinkedHashMap<>();
        all.forEach((name, one) -> ofKind.put(name, new Variable(one.values().only(only), one.shape())));
        return ofKind;
    }

    Subject subject(Supplier<Subject> made) {
        Subject subject = possible(made);
        Subject refusing = skipped.isEmpty() ? subject : new RefusingSubject(subject, this);
        return precision == null ? refusing : refusing.withPrecision(precision);
    }

    /**
     * What a case is made of.
     *
     * @throws SkippedCaseException if that is refused by one of the exceptions
     */
    <T> T possible(Supplier<T> made) {
        try {
            return made.get();
        } catch (SkippedCaseException impossible) {
            throw impossible;
        } catch (RuntimeException thrown) {
            throw isSkipped(thrown) ? skip(thrown) : thrown;
        }
    }

    boolean isSkipped(RuntimeException thrown) {
        return skipped.stream().anyMatch(kindOf -> kindOf.isInstance(thrown));
    }

    static SkippedCaseException skip(RuntimeException thrown) {
        String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        return new SkippedCaseException(thrown.getClass().getSimpleName() + message, thrown);
    }
}
