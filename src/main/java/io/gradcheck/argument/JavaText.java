package io.gradcheck.argument;

/** Texts and whole numbers as Java writes them, for code that a user copies. */
public final class JavaText {

    private JavaText() {}

    /**
     * A text in quotes, on one line. What cannot be seen, and halves of characters, are written by their numbers.
     *
     * @param text the text
     * @return a string literal of the same text
     */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(one -> quoted.append(escaped(one)));
        return quoted.append('"').toString();
    }

    private static String escaped(int codePoint) {
        return switch (codePoint) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                isSeen(codePoint)
                        ? Character.toString(codePoint)
                        : Character.toString(codePoint)
                                .chars()
                                .mapToObj(unit -> String.format("\\u%04x", unit))
                                .reduce("", String::concat);
        };
    }

    private static boolean isSeen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /**
     * A whole number.
     *
     * @param number the number
     * @return a literal of the same number, with an {@code L} where it needs one
     */
    public static String number(long number) {
        return number == (int) number ? String.valueOf(number) : number + "L";
    }
}
