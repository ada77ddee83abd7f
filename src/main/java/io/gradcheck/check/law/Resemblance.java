package io.gradcheck.check.law;

import io.gradcheck.check.probe.Sums;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Locale;

/** What a tensor that is not the sum of its examples looks like instead. */
final class Resemblance {

    private static final double SAME = 1e-9;

    private final Parts.Beside beside;
    private final Tensor whole;
    private final List<Tensor> examples;

    Resemblance(Parts.Beside beside) {
        this.beside = beside;
        this.whole = beside.whole();
        this.examples = beside.parts();
    }

    /** In words, to be appended; empty if it looks like nothing known. */
    String text() {
        return beside.layout().isShared() ? oneAlone() + multiple() : multiple() + worst();
    }

    private String oneAlone() {
        int last = examples.size() - 1;
        for (int k = 0; k <= last; k++) {
            if (isMultiple(examples.get(k), 1)) {
                return "; it is that of "
                        + (k == 0 ? "the first example" : k == last ? "the last example" : "example " + k) + " alone";
            }
        }
        return "";
    }

    private String multiple() {
        Tensor sum = beside.joined();
        double factor = Sums.dot(whole.values(), sum.values()) / Sums.dot(sum.values(), sum.values());
        return whole.size() > 1 && isMultiple(sum, factor)
                ? String.format(
                        Locale.ROOT, "; every entry is %.6g times what the %d examples give", factor, examples.size())
                : "";
    }

    private String worst() {
        int worst = 0;
        double most = 0;
        for (int k = 0; k < examples.size(); k++) {
            Difference apart = Difference.between("", beside.layout().part(whole, k), examples.get(k));
            if (apart != null && apart.distance() > most) {
                most = apart.distance();
                worst = k;
            }
        }
        return "; the worst example is " + worst;
    }

    private boolean isMultiple(Tensor of, double factor) {
        double largest = Sums.largest(whole.values());
        for (int i = 0; i < whole.size(); i++) {
            if (!(Math.abs(whole.values()[i] - factor * of.values()[i]) <= SAME * largest)) {
                return false;
            }
        }
        return largest > 0;
    }
}
