package io.gradcheck.jqwik;

import io.gradcheck.argument.JavaText;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.cases.ConstructorCode;
import io.gradcheck.source.cases.JavaCode;
import io.gradcheck.subject.Tensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The values of a property's parameters as Java expressions, and what these need. */
final class ValueCode {

    // As many numbers as a method holds with ease.
    private static final int LONGEST_ARRAY = 2_000;

    private final String inPackage;
    private final SortedSet<String> imports = new TreeSet<>();

    /**
     * Expressions for one class.
     *
     * @param inPackage the package that the class is in
     */
    ValueCode(String inPackage) {
        this.inPackage = inPackage;
    }

    /** What the expressions so far name by simple names. */
    SortedSet<String> imports() {
        return imports;
    }

    /** A value as it is now; one that a property may write to is copied. */
    static @Nullable Object kept(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            return tensor.copy();
        }
        return value instanceof double[] array ? array.clone() : value;
    }

    /**
     * A value.
     *
     * @param value the value
     * @return an expression that makes an equal one; empty if none is known
     */
    Optional<String> of(@Nullable Object value) {
        if (value instanceof SubjectCase one) {
            return ofCase(one);
        }
        if (value instanceof Tensor tensor) {
            imports.add(Tensor.class.getName());
            return Optional.of(JavaCode.of(List.of(tensor)).tensor(tensor));
        }
        if (value instanceof double[] array) {
            return array.length > LONGEST_ARRAY
                    ? Optional.empty()
                    : Optional.of("new double[] {" + String.join(", ", numbers(array)) + "}");
        }
        if (value instanceof Collection<?> some) {
            return ofCollection(some);
        }
        return value instanceof Enum<?> constant ? ofConstant(constant) : ofPlain(value);
    }

    private Optional<String> ofCase(SubjectCase one) {
        boolean elsewhere = !one.codePackage().isEmpty() && !one.codePackage().equals(inPackage);
        if (elsewhere || one.caseCode().isEmpty() || !one.codeParameter().isEmpty()) {
            return Optional.empty();
        }
        imports.addAll(one.imports());
        return Optional.of(one.caseCode());
    }

    private static List<String> numbers(double... array) {
        return IntStream.range(0, array.length).mapToObj(i -> number(array[i])).toList();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.valueOf(value) : JavaCode.number(value);
    }

    private Optional<String> ofCollection(Collection<?> some) {
        String made = some instanceof List ? "java.util.List.of(" : some instanceof Set ? "java.util.Set.of(" : "";
        List<String> elements = new ArrayList<>();
        for (Object element : some) {
            Optional<String> code = element == null ? Optional.empty() : of(element);
            code.ifPresent(elements::add);
        }
        boolean all = !made.isEmpty() && elements.size() == some.size() && some.size() <= LONGEST_ARRAY;
        return all ? Optional.of(made + String.join(", ", elements) + ")") : Optional.empty();
    }

    private Optional<String> ofConstant(Enum<?> constant) {
        Class<?> type = constant.getDeclaringClass();
        boolean named = ConstructorCode.isPublic(type)
                || (ConstructorCode.isNamed(type) && type.getPackageName().equals(inPackage));
        return named ? Optional.of(type.getCanonicalName() + "." + constant.name()) : Optional.empty();
    }

    private static Optional<String> ofPlain(@Nullable Object value) {
        String code = "";
        if (value instanceof Double number) {
            code = number(number);
        } else if (value instanceof Float number) {
            code = Float.isFinite(number) ? number + "f" : "(float) " + JavaCode.number(number);
        } else if (value instanceof Long number) {
            code = number + "L";
        } else if (value instanceof Integer || value instanceof Boolean || value == null) {
            code = String.valueOf(value);
        } else if (value instanceof Short || value instanceof Byte) {
            code = "(" + (value instanceof Short ? "short" : "byte") + ") " + value;
        } else if (value instanceof Character character) {
            code = "(char) " + (int) character;
        } else if (value instanceof String text) {
            code = JavaText.quoted(text);
        } else if (value instanceof BigDecimal || value instanceof BigInteger) {
            code = "new " + value.getClass().getName() + "(\"" + value + "\")";
        }
        return code.isEmpty() ? Optional.empty() : Optional.of(code);
    }
}
