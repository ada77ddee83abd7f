package io.gradcheck.source;

import io.gradcheck.argument.JavaText;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.cases.CaseFields;
import io.gradcheck.source.cases.JavaCode;
import io.gradcheck.source.cases.SimplerValues;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A case of a {@link TensorSource}.
 *
 * @param source makes the subject
 * @param sizes its sizes by name
 * @param values its tensors by name
 * @param upstreamZeros which outputs take no part; 0 for none
 */
record TensorCase(TensorSource source, Map<String, Integer> sizes, Map<String, Tensor> values, long upstreamZeros)
        implements SubjectCase {

    private static final String PARAMETER = "source";

    @Override
    public Subject subject() {
        return source.subject(sizes, values, upstreamZeros);
    }

    /** Smaller sizes come first, then rounder numbers. */
    @Override
    public List<Supplier<SubjectCase>> simpler() {
        List<Supplier<SubjectCase>> steps = new ArrayList<>();
        if (upstreamZeros != 0) {
            steps.add(() -> new TensorCase(source, sizes, values, 0));
        }
        sizes.forEach((name, size) -> {
            for (int smaller : new TreeSet<>(List.of(1, 2, size / 2, size - 1))) {
                if (smaller >= 0 && smaller < size) {
                    SubjectCase resized = resized(name, smaller);
                    if (resized != null) {
                        steps.add(() -> resized);
                    }
                }
            }
        });
        Map<String, Variable> variables = source.ordered(Sizes.of(sizes));
        values.forEach((name, value) -> {
            Values kind = wanted(variables, name).values();
            for (Supplier<Tensor> rounder : kind.simpler(value)) {
                steps.add(() -> with(name, rounder.get()));
            }
        });
        return steps;
    }

    private SubjectCase with(String name, Tensor value) {
        Map<String, Tensor> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new TensorCase(source, sizes, changed, upstreamZeros);
    }

    /** The same case with one size changed; null where the source cannot make it, as the size leaves its range. */
    private @Nullable SubjectCase resized(String name, int size) {
        Map<String, Integer> smaller = new LinkedHashMap<>(sizes);
        smaller.put(name, size);
        Map<String, Tensor> cropped = new LinkedHashMap<>();
        try {
            source.ordered(Sizes.of(smaller)).forEach((variable, wanted) -> {
                Tensor value = values.get(variable);
                cropped.put(variable, source.changes().possible(() -> fitted(value, wanted)));
            });
        } catch (IllegalArgumentException | SkippedCaseException outside) {
            return null;
        }
        return new TensorCase(source, smaller, cropped, upstreamZeros);
    }

    private static Tensor fitted(@Nullable Tensor value, Variable wanted) {
        Tensor block = value == null ? Tensor.zeros(wanted.shape()) : SimplerValues.cropped(value, wanted.shape());
        return wanted.values().fitted(block);
    }

    private static Variable wanted(Map<String, Variable> variables, String name) {
        Variable wanted = variables.get(name);
        if (wanted == null) {
            throw new IllegalStateException("found values of " + name + ", wanted one of " + variables.keySet());
        }
        return wanted;
    }

    @Override
    public long[] complexity() {
        long sizesSum = sizes.values().stream().mapToLong(Integer::longValue).sum();
        long roughness =
                values.values().stream().mapToLong(SimplerValues::roughness).sum();
        return new long[] {sizesSum, upstreamZeros == 0 ? 0 : 1, roughness};
    }

    @Override
    public Map<String, List<String>> traits() {
        Map<String, List<String>> traits = new LinkedHashMap<>();
        traits.put("source", List.of(source.name()));
        sizes.forEach((name, size) -> traits.put(name, List.of(String.valueOf(size))));
        return traits;
    }

    @Override
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sizes", sizes);
        data.put("values", CaseFields.written(values));
        data.put("upstreamZeros", upstreamZeros);
        return data;
    }

    @Override
    public String code() {
        return madeBy("subject");
    }

    @Override
    public String caseCode() {
        return madeBy("subjectCase");
    }

    private String madeBy(String method) {
        String made = source.code();
        JavaCode code = JavaCode.of(values.values());
        return (made.isEmpty() ? PARAMETER : made) + "." + method + "(\n        "
                + JavaCode.map(sizes, String::valueOf, "") + ",\n        "
                + JavaCode.map(values, code::tensor, "\n                ") + ",\n        "
                + JavaText.number(upstreamZeros) + ")";
    }

    @Override
    public List<String> imports() {
        List<String> imports = new ArrayList<>(List.of("io.gradcheck.subject.Tensor", "java.util.Map"));
        if (source.code().isEmpty()) {
            imports.add(TensorSource.class.getName());
        } else if (!source.codeImport().isEmpty()) {
            imports.add(source.codeImport());
        }
        return imports;
    }

    @Override
    public String codeParameter() {
        return source.code().isEmpty() ? "TensorSource " + PARAMETER : "";
    }

    @Override
    public String codePackage() {
        return source.codePackage();
    }

    /** {@return the source and the sizes} */
    @Override
    public String toString() {
        return source.name() + " " + sizes;
    }
}
