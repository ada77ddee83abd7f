package io.gradcheck.result;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks a text of JSON through before it is parsed, for what a parser would take too easily: its recursion has no end but
 * that of the stack, the second of two fields of one name wins, and 1e999 is infinite. Whether it is JSON at all is left to
 * the parser.
 */
final class JsonBounds {

    /** Recorded results are some ten deep, the subjects of users a few more. */
    static final int DEEPEST = 100;

    /** What 64 MB of empty lists would come to in memory is not to be known. */
    static final int MOST_VALUES = 5_000_000;

    private final String text;
    private final String where;
    private final Deque<Set<String>> open = new ArrayDeque<>(); // the names in each object; of a list none
    private int values;
    private int at;

    JsonBounds(String text, String where) {
        this.text = text;
        this.where = where;
    }

    void check() {
        while (at < text.length()) {
            char next = text.charAt(at);
            switch (next) {
                case '{', '[' -> begin();
                case '}', ']' -> {
                    open.poll();
                    at++;
                }
                case '"' -> string();
                case ',' -> {
                    count();
                    at++;
                }
                default -> {
                    if (next == '-' || Character.isDigit(next)) {
                        number();
                    } else {
                        at++;
                    }
                }
            }
        }
    }

    private void begin() {
        open.push(new HashSet<>(0));
        if (open.size() > DEEPEST) {
            throw refused("objects and lists within each other more than " + DEEPEST + " deep");
        }
        count();
        at++;
    }

    private void count() {
        if (++values > MOST_VALUES) {
            throw refused("more than " + MOST_VALUES + " values");
        }
    }

    private void string() {
        int start = at++;
        boolean escapes = false;
        while (at < text.length() && text.charAt(at) != '"') {
            boolean escape = text.charAt(at) == '\\';
            escapes |= escape;
            at += escape ? 2 : 1;
        }
        at = Math.min(at + 1, text.length());
        int end = at;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        Set<String> names = open.peek();
        if (names != null && at < text.length() && text.charAt(at) == ':') {
            String literal = text.substring(start, end);
            String name = escapes ? unescaped(literal) : literal.substring(1, literal.length() - 1);
            if (!names.add(name)) {
                throw refused("the field \"" + name + "\" twice in one object");
            }
        }
    }

    private static String unescaped(String literal) {
        try {
            return JsonParser.array().from("[" + literal + "]").getString(0, literal);
        } catch (JsonParserException noText) {
            return literal; // the parser is going to refuse it
        }
    }

    private void number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (isInfinite(number)) {
            throw refused("the number " + (number.length() > 40 ? number.substring(0, 40) + "..." : number)
                    + ", which is too large");
        }
        at += start == at ? 1 : 0; // a digit of another script
    }

    private static boolean isInfinite(String number) {
        try {
            return Double.isInfinite(Double.parseDouble(number));
        } catch (NumberFormatException noNumber) {
            return false; // the parser is going to refuse it
        }
    }

    private IllegalArgumentException refused(String found) {
        return new IllegalArgumentException(where + ": found " + found + ", at character " + at);
    }
}
