package wild;

import java.util.List;
import java.util.Locale;

/** Errors on a logarithmic scale, a row each, beside what was allowed. */
final class OffsetPicture {

    private static final int ROW = 26;
    private static final int LEFT = 330;
    private static final int WIDE = 400;
    private static final int LEAST = -16;
    private static final int MOST = 4;
    private static final int STEP = 4;
    private static final double ACCEPTED = 1e-3;

    private final List<LibraryPage.Offset> offsets;
    private final StringBuilder svg = new StringBuilder();

    OffsetPicture(List<LibraryPage.Offset> offsets) {
        this.offsets = offsets;
    }

    String svg() {
        int high = ROW * (offsets.size() + 2);
        int wide = LEFT + WIDE + 30;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" font-family=\"sans-serif\" font-size=\"13\">",
                wide, high, wide);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", wide, high);
        for (int decade = LEAST; decade <= MOST; decade += STEP) {
            double x = x(Math.pow(10, decade));
            add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#d0d0d0\"/>", x, ROW, x, high);
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#333333\">%s</text>",
                    x, ROW - 8, decade == 0 ? "1" : "1e" + decade);
        }
        double accepted = x(ACCEPTED);
        add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#a05000\" stroke-dasharray=\"4 3\"/>",
                accepted, ROW, accepted, high);
        for (int k = 0; k < offsets.size(); k++) {
            row(offsets.get(k), ROW * (k + 1.5));
        }
        return svg.append("</svg>\n").toString();
    }

    private void row(LibraryPage.Offset offset, double y) {
        String label = shortened(offset.what()) + "  " + offset.entry();
        add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#111111\">%s</text>", LEFT - 10, y + 4, escaped(label));
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#1a7f37\" stroke-width=\"6\"/>",
                x(0), y, x(offset.allowed()), y);
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#b3261e\"/>", x(offset.error()), y);
    }

    private static double x(double size) {
        double decades = size > 0 ? Math.log10(size) : LEAST;
        return LEFT + WIDE * (Math.min(MOST, Math.max(LEAST, decades)) - LEAST) / (MOST - LEAST);
    }

    private static String shortened(String what) {
        return what.length() > 36 ? what.substring(0, 35) + "…" : what;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
