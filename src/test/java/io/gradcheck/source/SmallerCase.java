package io.gradcheck.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a case that a text shows was shrunk from the one that it says was found first. */
public final class SmallerCase {

    private static final Pattern SIZE = Pattern.compile("\\w+\"?[=,] ?(\\d+)");

    private SmallerCase() {}

    /**
     * Compares their sizes.
     *
     * @param shown the sizes of the case that is shown, as {@code {batch=2, width=1}} or {@code "batch", 2, "width", 1}
     * @param found those of the case that was found first
     * @param least the least that each can be; where all are, nothing smaller is asked for
     */
    public static void isSmaller(String shown, String found, int least) {
        int[] small = sizes(shown);
        int[] large = sizes(found);
        assertThat(small).as("%s, found %s", shown, found).hasSameSizeAs(large).isNotEmpty();
        boolean smallest = Arrays.stream(small).allMatch(size -> size == least);
        assertThat(Arrays.stream(small).sum())
                .as("sizes of %s, found %s", shown, found)
                .isLessThan(Arrays.stream(large).sum() + (smallest ? 1 : 0));
    }

    private static int[] sizes(String text) {
        Matcher size = SIZE.matcher(text);
        return size.results().mapToInt(one -> Integer.parseInt(one.group(1))).toArray();
    }

    /**
     * The texts that stand between two others.
     *
     * @param text where
     * @param before what stands before them
     * @param after what stands after them
     * @return each of them
     */
    public static String[] between(String text, String before, String after) {
        return Pattern.compile(Pattern.quote(before) + "(.*?)" + Pattern.quote(after), Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(one -> one.group(1))
                .toArray(String[]::new);
    }
}
