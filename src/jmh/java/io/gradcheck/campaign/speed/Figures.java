package io.gradcheck.campaign.speed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures as a page has them, with two or three digits and a unit that fits. */
final class Figures {

    /** So many bytes has a megabyte of a JVM's option {@code -Xmx}. */
    static final double MEGABYTE = 1024 * 1024;

    private static final double KILOBYTE = 1024;

    private Figures() {}

    static String time(double seconds) {
        if (seconds < 1e-4) {
            return digits(1e6 * seconds) + " µs";
        }
        if (seconds < 1) {
            return digits(1e3 * seconds) + " ms";
        }
        if (seconds < 100) {
            return digits(seconds) + " s";
        }
        if (seconds < 6_000) {
            return digits(seconds / 60) + " min";
        }
        return seconds < 360_000 ? digits(seconds / 3_600) + " h" : digits(seconds / 86_400) + " days";
    }

    static String bytes(double bytes) {
        return bytes < 0.1 * MEGABYTE ? digits(bytes / KILOBYTE) + " KB" : digits(bytes / MEGABYTE) + " MB";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** The error of a figure in percent of it, to be written behind it; nothing if it is not known. */
    static String error(double error, double figure) {
        return Double.isNaN(error) ? "" : String.format(Locale.ROOT, " ± %.0f%%", 100 * error / figure);
    }

    /** Three digits where the first is a 1, and else two. */
    private static String digits(double number) {
        BigDecimal three = new BigDecimal(number).round(new MathContext(3));
        BigDecimal digits = three.unscaledValue().toString().startsWith("1") ? three : three.round(new MathContext(2));
        return number >= 1_000 ? count(number) : digits.toPlainString();
    }
}
