package io.gradcheck.check.probe;

import io.gradcheck.argument.Argument;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.WrongResultException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a subject has for the entries along the last axes of its variables and of its output; they fit. */
public final class EntryNames {

    public static final EntryNames NONE = new EntryNames(Map.of(), List.of());

    private final Map<String, List<String>> ofVariables;
    private final List<String> ofOutput;

    private EntryNames(Map<String, List<String>> ofVariables, List<String> ofOutput) {
        this.ofVariables = ofVariables;
        this.ofOutput = ofOutput;
    }

    /**
     * The names that a subject has.
     *
     * @param subject the subject
     * @param output its output at its point, or another tensor of that shape
     * @throws WrongResultException if names do not fit a variable or the output
     * @throws WrongResultException if there are names for what is no variable
     */
    public static EntryNames of(Subject subject, Tensor output) {
        NamedTensors point = NamedTensors.of(subject.point());
        Map<String, List<String>> ofVariables = new LinkedHashMap<>();
        returned(subject, "entryNames", subject.entryNames()).forEach((variable, names) -> {
            Tensor value = point.find(variable);
            if (value == null) {
                throw new WrongResultException("subject " + subject.name() + ": entryNames has names for the variable "
                        + variable + ", wanted some of " + point.names());
            }
            ofVariables.put(variable, fitting(subject, "names of " + variable, names, value));
        });
        List<String> ofOutput = returned(subject, "outputNames", subject.outputNames());
        return new EntryNames(ofVariables, fitting(subject, "names of outputs", ofOutput, output));
    }

    private static <T> T returned(Subject subject, String method, @Nullable T result) {
        if (result == null) {
            throw new WrongResultException("subject " + subject.name() + ": " + method
                    + " returned null, wanted something empty for no names");
        }
        return result;
    }

    private static List<String> fitting(Subject subject, String what, List<String> names, Tensor tensor) {
        try {
            return names.isEmpty() ? List.of() : Argument.namesAlongLastAxis(what, names, tensor.shape());
        } catch (IllegalArgumentException unfit) {
            throw new WrongResultException("subject " + subject.name() + ": " + unfit.getMessage());
        }
    }

    /** Those of a variable; empty if it has none. */
    public List<String> of(String variable) {
        return ofVariables.getOrDefault(variable, List.of());
    }

    /** Those of the output; empty if it has none. */
    public List<String> ofOutput() {
        return ofOutput;
    }
}
