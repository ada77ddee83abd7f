package io.gradcheck.result;

import com.grack.nanojson.JsonWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON: an object with a field for each component, in their order.
 *
 * <p>Numbers that JSON does not know are the texts {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}; times are ISO
 * 8601 in UTC; a component that is null is left out. Numbers keep all their digits.
 */
public final class RecordWriter {

    private RecordWriter() {}

    /**
     * A record as JSON.
     *
     * @param record the record. Not modified.
     * @return one object, without a line break at the end
     */
    public static String written(Record record) {
        return escaped(JsonWriter.string().object(fields(record)).done());
    }

    /**
     * Writes halves of surrogate pairs, which names may hold and no UTF-8 does, as escapes of JSON.
     *
     * @param json JSON, in whose texts they are
     * @return the same JSON, which can be written as UTF-8
     */
    public static String escaped(String json) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints().forEach(character -> {
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                escaped.append("\\u").append(Integer.toHexString(character));
            } else {
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    private static Map<String, Object> fields(Record record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = value(component, record);
            if (value != null) {
                fields.put(component.getName(), written(value));
            }
        }
        return fields;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException cannotRead) {
            throw new IllegalStateException("component " + component + " cannot be read", cannotRead);
        }
    }

    private static Object written(Object value) {
        if (value instanceof Record record) {
            return fields(record);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RecordWriter::written).toList();
        }
        if (value instanceof int[] numbers) {
            List<Object> all = new ArrayList<>();
            for (int number : numbers) {
                all.add(number);
            }
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((key, one) -> fields.put(key.toString(), written(one)));
            return fields;
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return number.toString();
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
