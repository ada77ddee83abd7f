package io.gradcheck.check.law;

import io.gradcheck.check.probe.EntryNames;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.OutsideDomain;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a subject that judge whether it leaves its arguments as they are. One that does not breaks the law, and finds
 * them restored at the next call.
 */
final class WatchedCalls {

    private static final String GRADIENT = "gradient";

    private final Subject subject;
    private final EntryNames names;
    private final JudgedLaws laws;
    private final Evaluations evaluations;
    private @Nullable Difference touchedByGradient;

    WatchedCalls(Subject subject, EntryNames names, JudgedLaws laws, Evaluations evaluations) {
        this.subject = subject;
        this.names = names;
        this.laws = laws;
        this.evaluations = evaluations;
    }

    /** A point that is handed to a subject: the same tensors at every call, and what they must be after it. */
    static final class Argument {

        private final NamedTensors handed;
        private final Supplier<NamedTensors> original;
        private final @Nullable Long checksum;

        private Argument(NamedTensors handed, Supplier<NamedTensors> original, @Nullable Long checksum) {
            this.handed = handed;
            this.original = original;
            this.checksum = checksum;
        }

        static Argument of(NamedTensors original) {
            return new Argument(original.copy(), () -> original, null);
        }

        /** The same, where there is a copy that was handed over before: that one, unless it was written to. */
        static Argument of(NamedTensors original, NamedTensors before) {
            return before.isCopyOf(original) ? new Argument(before, () -> original, null) : of(original);
        }

        /**
         * A point of which no copy is kept.
         *
         * @param drawn the point, which is handed over
         * @param again makes the same once more, where it was written to
         */
        static Argument drawn(NamedTensors drawn, Supplier<NamedTensors> again) {
            return new Argument(drawn, again, Checksum.of(drawn));
        }

        NamedTensors handed() {
            return handed;
        }

        private @Nullable Difference change(EntryNames names) {
            boolean untouched = checksum != null && Checksum.of(handed) == checksum;
            return untouched ? null : Difference.between(names, original.get(), handed);
        }

        private void restore() {
            Map<String, Tensor> map = handed.asMap();
            map.clear();
            map.putAll(original.get().copy().asMap());
        }
    }

    /**
     * Evaluates the subject.
     *
     * @throws OutsideDomain if it throws
     */
    Tensor evaluate(Argument at) {
        evaluations.spend();
        Tensor result = OutsideDomain.call(() -> subject.evaluate(at.handed().asMap()));
        untouched("evaluate", at);
        return result;
    }

    /**
     * Asks for the gradient.
     *
     * @param u the upstream gradient
     * @param handed the tensor that is handed over for it
     * @throws OutsideDomain if it throws
     */
    NamedTensors gradient(Argument at, Tensor u, Tensor handed) {
        evaluations.spend();
        Map<String, Tensor> result =
                OutsideDomain.call(() -> subject.gradient(at.handed().asMap(), handed));
        untouched(GRADIENT, at);
        if (touched(GRADIENT, Difference.between("upstream", names.ofOutput(), u, handed))) {
            System.arraycopy(u.values(), 0, handed.values(), 0, u.size());
        }
        return NamedTensors.of(result);
    }

    /** Judges whether a call left the point as it was, and restores it if not. */
    void untouched(String method, Argument at) {
        if (touched(method, at.change(names))) {
            at.restore();
        }
    }

    private boolean touched(String method, @Nullable Difference difference) {
        if (difference == null) {
            return false;
        }
        laws.broken(LawText.touched(method, difference));
        if (method.equals(GRADIENT) && touchedByGradient == null) {
            touchedByGradient = difference;
        }
        return true;
    }

    /** How the first call of {@code gradient} that changed an argument did; null if none has. */
    @Nullable
    Difference touchedByGradient() {
        return touchedByGradient;
    }
}
