package io.gradcheck.result;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads records that {@link RecordWriter} wrote, and says where something is missing or of another kind. */
final class RecordReader {

    /** More of a wrong value is not repeated. */
    private static final int LONGEST = 200;

    private RecordReader() {}

    /**
     * Reads a record.
     *
     * @param text the JSON
     * @param type the record's class
     * @param where what is read, for messages
     * @return the record
     * @throws IllegalArgumentException if it is no JSON, or a field is missing or of another kind; the message says where
     */
    static <R extends Record> R read(String text, Class<R> type, String where) {
        return read(JsonInput.object(text, where), type, where);
    }

    /**
     * Reads a record of JSON that is parsed.
     *
     * @param json the JSON
     * @param type the record's class
     * @param where what is read, for messages
     * @return the record
     * @throws IllegalArgumentException if a field is missing or of another kind; the message says where
     */
    static <R extends Record> R read(Map<?, ?> json, Class<R> type, String where) {
        return type.cast(record(json, type, where));
    }

    private static Object read(@Nullable Object json, Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? list(json, arguments[0], where)
                    : map(json, arguments[0], arguments[1], where);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(as(Map.class, json, "an object", where), plain, where);
        }
        if (plain.isEnum()) {
            return constant(as(String.class, json, "a text", where), plain, where);
        }
        if (plain == int[].class) {
            return list(json, int.class, where).stream()
                    .mapToInt(Integer.class::cast)
                    .toArray();
        }
        if (plain == Instant.class) {
            return instant(as(String.class, json, "a time", where), where);
        }
        if (plain == boolean.class) {
            return as(Boolean.class, json, "true or false", where);
        }
        if (plain == double.class || plain == Double.class) {
            return number(json, where);
        }
        if (plain == int.class) {
            long whole = whole(json, where);
            if (whole != (int) whole) {
                throw wrong(json, "a whole number up to " + Integer.MAX_VALUE, where);
            }
            return (int) whole;
        }
        return plain == long.class || plain == Long.class
                ? whole(json, where)
                : as(String.class, json, "a text", where);
    }

    private static List<Object> list(@Nullable Object json, Type of, String where) {
        List<Object> all = new ArrayList<>();
        for (Object one : as(List.class, json, "a list", where)) {
            all.add(read(one, of, where + "[" + all.size() + "]"));
        }
        return all;
    }

    private static Map<Object, Object> map(@Nullable Object json, Type keys, Type values, String where) {
        Map<Object, Object> all = new LinkedHashMap<>();
        Map<?, ?> fields = as(Map.class, json, "an object", where);
        fields.forEach((key, value) -> {
            String at = where + "." + key;
            all.put(read(key, keys, at), read(value, values, at));
        });
        return all;
    }

    private static Object record(Map<?, ?> fields, Class<?> type, String where) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (int k = 0; k < components.length; k++) {
            RecordComponent component = components[k];
            String name = component.getName();
            types[k] = component.getType();
            if (!fields.containsKey(name) && component.isAnnotationPresent(MayBeMissing.class)) {
                values[k] = types[k] == List.class ? List.of() : (Object) 0L;
            } else if (fields.containsKey(name) || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                values[k] = read(fields.get(name), component.getGenericType(), where + "." + name);
            }
        }
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(where + ": " + refused.getCause(), refused);
        } catch (ReflectiveOperationException noRecord) {
            throw new IllegalStateException(type + " cannot be made", noRecord);
        }
    }

    private static Object constant(String name, Class<?> type, String where) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw wrong(name, "one of " + Arrays.toString(type.getEnumConstants()), where);
    }

    private static Instant instant(String text, String where) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            throw wrong(text, "a time such as 2026-01-31T12:00:00Z", where);
        }
    }

    private static double number(@Nullable Object json, String where) {
        if (json instanceof Number number) {
            return number.doubleValue();
        }
        if (json instanceof String text) {
            switch (text) {
                case "NaN":
                    return Double.NaN;
                case "Infinity":
                    return Double.POSITIVE_INFINITY;
                case "-Infinity":
                    return Double.NEGATIVE_INFINITY;
                default:
            }
        }
        throw wrong(json, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"", where);
    }

    private static long whole(@Nullable Object json, String where) {
        Number number = as(Number.class, json, "a whole number", where);
        try {
            return new BigDecimal(number.toString()).longValueExact();
        } catch (ArithmeticException noLong) {
            throw wrong(json, "a whole number", where);
        }
    }

    private static <T> T as(Class<T> type, @Nullable Object json, String wanted, String where) {
        if (!type.isInstance(json)) {
            throw wrong(json, wanted, where);
        }
        return type.cast(json);
    }

    private static IllegalArgumentException wrong(@Nullable Object found, String wanted, String where) {
        String what = found == null ? "nothing" : found.getClass().getSimpleName() + " " + inShort(found.toString());
        return new IllegalArgumentException(where + ": found " + what + ", wanted " + wanted);
    }

    private static String inShort(String found) {
        return found.length() <= LONGEST ? found : found.substring(0, LONGEST) + "...";
    }
}
