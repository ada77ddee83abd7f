package io.gradcheck.report.view;

import java.util.Locale;

/** How numbers are written on the page: always with a decimal point, whatever the machine's language. */
final class Numbers {

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    private static final double SMALLEST_SECONDS = 1e-3;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Numbers() {}

    /** A derivative, with ten digits, as in the text of a report. */
    static String derivative(double value) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%.10g", value)) : special(value);
    }

    /** A distance or a bound, with two digits. */
    static String bound(double value) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%.1e", value)) : special(value);
    }

    /** A weight or another value to be read in a picture, with three digits. */
    static String brief(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        String text = String.format(Locale.ROOT, "%.3g", value);
        if (text.contains(".") && !text.contains("e")) {
            text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return minus(text);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String percent(long part, long all) {
        // Rounded down: 100 % is for all of them only.
        return String.format(Locale.ROOT, "%.1f %%", Math.floor(1000.0 * part / all) / 10);
    }

    static String seconds(double seconds) {
        if (seconds < SMALLEST_SECONDS) {
            return "< 1 ms";
        }
        if (seconds < 1) {
            return Math.round(seconds * 1000) + " ms";
        }
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < HOUR) {
            return (int) (seconds / MINUTE) + " min " + (int) (seconds % MINUTE) + " s";
        }
        return (int) (seconds / HOUR) + " h " + (int) (seconds % HOUR / MINUTE) + " min";
    }

    /** A power of ten, such as 10⁻⁸. */
    static String powerOfTen(int exponent) {
        StringBuilder text = new StringBuilder(exponent < 0 ? "10⁻" : "10");
        String digits = String.valueOf(Math.abs(exponent));
        for (int k = 0; k < digits.length(); k++) {
            text.append(SUPERSCRIPTS.charAt(digits.charAt(k) - '0'));
        }
        return text.toString();
    }

    static String plural(long count, String one, String several) {
        return count(count) + " " + (count == 1 ? one : several);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "n/a" : value > 0 ? "∞" : "−∞";
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
