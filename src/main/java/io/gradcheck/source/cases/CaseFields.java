package io.gradcheck.source.cases;

import io.gradcheck.subject.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a case that was written down, and says what is missing or of another kind.
 *
 * @param where what is read, for messages
 * @param data the fields
 */
public record CaseFields(String where, Map<String, Object> data) {

    private static final double[] NOT_FINITE = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    private <T> T get(String field, Class<T> type, String wanted) {
        Object value = data.get(field);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    where + ": found " + found(value) + " in field \"" + field + "\", wanted " + wanted);
        }
        return type.cast(value);
    }

    private static String found(@Nullable Object value) {
        return value == null ? "nothing" : value.getClass().getSimpleName() + " " + value;
    }

    public double number(String field) {
        return get(field, Number.class, "a number").doubleValue();
    }

    /** A whole number; exact where its text had no point and no exponent. */
    public long whole(String field) {
        return whole(field, get(field, Number.class, "a whole number"));
    }

    private long whole(String field, Number number) {
        try {
            return new BigDecimal(number.toString()).longValueExact();
        } catch (ArithmeticException | NumberFormatException noLong) { // of infinity and NaN there is no decimal
            throw new IllegalArgumentException(
                    where + ": found " + number + " in field \"" + field + "\", wanted a whole number", noLong);
        }
    }

    /** A whole number that an {@code int} can hold. */
    public int count(String field) {
        return count(field, get(field, Number.class, "a whole number"));
    }

    private int count(String field, Number number) {
        long whole = whole(field, number);
        if (whole != (int) whole) {
            throw new IllegalArgumentException(where + ": found " + whole + " in field \"" + field
                    + "\", wanted a whole number up to " + Integer.MAX_VALUE);
        }
        return (int) whole;
    }

    public List<Long> wholes(String field) {
        return list(field, value -> whole(field, cast(field, value, Number.class)));
    }

    public boolean flag(String field) {
        return get(field, Boolean.class, "true or false");
    }

    public <E extends Enum<E>> E oneOf(String field, E[] values) {
        String text = text(field);
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(where + ": found \"" + text + "\" in field \"" + field
                        + "\", wanted one of " + Arrays.toString(values)));
    }

    public List<CaseFields> objects(String field) {
        return list(field, value -> fieldsOf(field, value));
    }

    public String text(String field) {
        return get(field, String.class, "a text");
    }

    public List<Integer> integers(String field) {
        return list(field, value -> count(field, cast(field, value, Number.class)));
    }

    public List<String> texts(String field) {
        return list(field, value -> cast(field, value, String.class));
    }

    public <T> List<T> list(String field, Function<Object, T> element) {
        List<T> list = new ArrayList<>();
        for (Object value : get(field, List.class, "a list")) {
            list.add(element.apply(value));
        }
        return list;
    }

    private <T> T cast(String field, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(where + ": found " + found(value) + " in the list \"" + field
                    + "\", wanted " + type.getSimpleName());
        }
        return type.cast(value);
    }

    public Map<String, Integer> sizes(String field) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        fields(field).data().forEach((name, value) -> sizes.put(name, count(field, cast(field, value, Number.class))));
        return sizes;
    }

    public Map<String, Tensor> tensors(String field) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        CaseFields inside = fields(field);
        inside.data().keySet().forEach(name -> tensors.put(name, inside.tensor(name)));
        return tensors;
    }

    public Tensor tensor(String field) {
        return tensorOf(fields(field));
    }

    public List<Tensor> tensorList(String field) {
        return list(field, value -> tensorOf(fieldsOf(field, value)));
    }

    private static Tensor tensorOf(CaseFields fields) {
        int[] shape =
                fields.integers("shape").stream().mapToInt(Integer::intValue).toArray();
        double[] values = fields.list("values", fields::entry).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Tensor.of(shape, values);
    }

    /** JSON has no number that is not finite, so it is a text. */
    private double entry(Object value) {
        if (value instanceof String text) {
            for (double special : NOT_FINITE) {
                if (text.equals(String.valueOf(special))) {
                    return special;
                }
            }
        }
        return cast("values", value, Number.class).doubleValue();
    }

    private static Object entryOf(double value) {
        if (Double.isFinite(value)) {
            return value;
        }
        return String.valueOf(value);
    }

    public Map<String, Object> object(String field) {
        return fields(field).data();
    }

    public CaseFields fields(String field) {
        return fieldsOf(field, get(field, Map.class, "an object"));
    }

    @SuppressWarnings("unchecked") // objects of JSON have strings for keys
    private CaseFields fieldsOf(String field, Object value) {
        return new CaseFields(where + ", " + field, (Map<String, Object>) cast(field, value, Map.class));
    }

    /** A tensor as fields. */
    public static Map<String, Object> written(Tensor tensor) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("shape", Arrays.stream(tensor.shape()).boxed().toList());
        fields.put(
                "values",
                Arrays.stream(tensor.values()).mapToObj(CaseFields::entryOf).toList());
        return fields;
    }

    public static List<Object> written(List<Tensor> tensors) {
        return tensors.stream().<Object>map(CaseFields::written).toList();
    }

    public static Map<String, Object> written(Map<String, Tensor> tensors) {
        Map<String, Object> fields = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> fields.put(name, written(tensor)));
        return fields;
    }
}
