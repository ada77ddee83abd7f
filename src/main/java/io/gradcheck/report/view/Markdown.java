package io.gradcheck.report.view;

import java.util.Locale;

/** Words in Markdown that mean nothing but themselves, whatever is in them. */
final class Markdown {

    private static final String PLAIN = " .,:;()/+=-'%";
    private static final String ELLIPSIS = "…";

    private Markdown() {}

    /** Words within a line, also of a table. */
    static String text(String words, int longest) {
        StringBuilder text = new StringBuilder();
        String line = line(words, longest);
        for (int k = 0; k < line.length(); k++) {
            char character = line.charAt(k);
            // A number stands for the rest of ASCII's punctuation: nothing is left that could be read as markup, as a
            // name to be told, or as the number of an issue.
            boolean plain = character > '~' || Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0;
            text.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "&#%d;", (int) character));
        }
        return text.toString();
    }

    /** Words as code within a line, also of a table. */
    static String code(String words, int longest) {
        String one = line(words, longest);
        return one.isEmpty() || one.contains("`") || one.contains("|")
                ? "<code>" + text(one, longest) + "</code>"
                : "`" + one + "`";
    }

    /** Lines of code; the fence is longer than any run of backticks in it. */
    static String block(String language, String lines, int longest) {
        String shown = lines.length() <= longest ? lines : lines.substring(0, longest) + "\n" + ELLIPSIS;
        int fence = 3;
        int run = 0;
        for (int k = 0; k < shown.length(); k++) {
            char character = shown.charAt(k);
            run = character == '`' ? run + 1 : 0;
            fence = Math.max(fence, run + 1);
        }
        String backticks = "`".repeat(fence);
        return backticks + language + "\n" + shown + "\n" + backticks + "\n";
    }

    private static String line(String words, int longest) {
        String one = words.replaceAll("\\s+", " ").strip();
        return one.length() <= longest ? one : one.substring(0, longest - 1) + ELLIPSIS;
    }
}
