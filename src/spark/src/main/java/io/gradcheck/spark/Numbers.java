package io.gradcheck.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Lists of numbers as text. */
final class Numbers {

    private Numbers() {}

    /** Such as {@code shards 3, 7-12}. */
    static String of(String what, SortedSet<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        int last = 0;
        for (int number : numbers) {
            if (first > 0 && number == last + 1) {
                ranges.set(ranges.size() - 1, first + "-" + number);
            } else {
                first = number;
                ranges.add(String.valueOf(number));
            }
            last = number;
        }
        return what + (numbers.size() == 1 ? " " : "s ") + String.join(", ", ranges);
    }
}
