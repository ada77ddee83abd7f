package io.gradcheck.guide;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Numbers as a page writes them: 3 and not 3.0, vectors in brackets. */
final class PlainNumbers {

    private PlainNumbers() {}

    static String of(double value) {
        return value == 0 ? "0" : new BigDecimal(value).stripTrailingZeros().toPlainString();
    }

    static String of(double... values) {
        return Arrays.stream(values).mapToObj(PlainNumbers::of).collect(Collectors.joining(", ", "(", ")"));
    }

    static String of(double[][] rows) {
        return Arrays.stream(rows).map(PlainNumbers::of).collect(Collectors.joining(", ", "(", ")"));
    }
}
