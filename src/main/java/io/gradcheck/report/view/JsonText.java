package io.gradcheck.report.view;

import java.util.Locale;

/** JSON to be embedded in a page, written as short as can be. */
final class JsonText {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_OF_ONE_BYTE = 0x7f;
    private static final int LAST_OF_TWO_BYTES = 0x7ff;
    private static final String ELLIPSIS = "…";

    private JsonText() {}

    /** A string; {@code <} is escaped, so that nothing in it ends the script it is embedded in. */
    static String string(String words) {
        return string(words, Integer.MAX_VALUE);
    }

    /** A string of at most so many bytes in UTF-8, quotes included; what is too long is cut off. */
    static String string(String words, int mostBytes) {
        StringBuilder text = new StringBuilder("\"");
        int bytes = 2;
        for (int k = 0; k < words.length(); ) {
            int character = words.codePointAt(k);
            String one = escaped(character);
            bytes += bytes(one);
            if (bytes > mostBytes - ELLIPSIS.length() * 3) {
                return text + ELLIPSIS + "\"";
            }
            text.append(one);
            k += Character.charCount(character);
        }
        return text + "\"";
    }

    /** A number with at most so many significant digits; as a string where JSON does not know it. */
    static String number(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "\"n/a\"" : value > 0 ? "\"∞\"" : "\"−∞\"";
        }
        String text = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        int exponent = text.indexOf('e');
        String mantissa = text.substring(0, exponent);
        int power = Integer.parseInt(text.substring(exponent + 1));
        if (power >= -3 && power <= digits) {
            return trimmed(String.format(Locale.ROOT, "%." + Math.max(0, digits - 1 - power) + "f", value));
        }
        return trimmed(mantissa) + "e" + power;
    }

    static int bytes(String text) {
        int bytes = 0;
        for (int k = 0; k < text.length(); k++) {
            char character = text.charAt(k);
            // Half of a pair counts two: a pair has four.
            bytes += character <= LAST_OF_ONE_BYTE
                    ? 1
                    : character <= LAST_OF_TWO_BYTES || Character.isSurrogate(character) ? 2 : 3;
        }
        return bytes;
    }

    private static String trimmed(String decimal) {
        int end = decimal.length();
        if (decimal.contains(".")) {
            while (decimal.charAt(end - 1) == '0') {
                end--;
            }
            end -= decimal.charAt(end - 1) == '.' ? 1 : 0;
        }
        return decimal.substring(0, end);
    }

    private static String escaped(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '<' -> "\\u003c";
            default ->
                character < FIRST_PRINTABLE
                        ? String.format(Locale.ROOT, "\\u%04x", character)
                        : Character.toString(character);
        };
    }
}
