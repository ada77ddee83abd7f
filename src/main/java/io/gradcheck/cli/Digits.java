package io.gradcheck.cli;

import io.gradcheck.nn.Batch;
import io.gradcheck.subject.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Handwritten digits: 64 grey values scaled to 0..1, and the class as one-hot target (Alpaydin and Kaynak, Optical
 * Recognition of Handwritten Digits, UCI Machine Learning Repository, test part, CC BY 4.0).
 *
 * @param training four fifths of the examples
 * @param heldOut every fifth example, which training must not see
 */
public record Digits(Batch training, Batch heldOut) {

    /** Width of the input, 8 x 8 pixels. */
    public static final int PIXELS = 64;

    /** Width of the target. */
    public static final int CLASSES = 10;

    private static final int BRIGHTEST = 16;
    private static final String RESOURCE = "digits.csv.gz";

    /**
     * Reads the digits that come with this library.
     *
     * @return 1,797 examples, always split in the same way
     */
    public static Digits load() {
        InputStream resource = Digits.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("digits: found no resource " + RESOURCE + " beside "
                    + Digits.class.getName() + ", wanted the data");
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.US_ASCII))) {
            return parse(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("digits: cannot read resource " + RESOURCE, e);
        }
    }

    /**
     * Reads digits as comma-separated lines of 64 grey values from 0 to 16 and a class from 0 to 9.
     *
     * @param lines where to read. Read to the end, not closed.
     * @return the examples; lines 5, 10, 15, ... are held out
     * @throws IllegalArgumentException if a line is not of this form
     * @throws IllegalArgumentException if there are less than five lines
     * @throws IOException if reading fails
     */
    static Digits parse(BufferedReader lines) throws IOException {
        List<int[]> training = new ArrayList<>();
        List<int[]> heldOut = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            (number % 5 == 0 ? heldOut : training).add(example(line, number));
        }
        if (heldOut.isEmpty()) {
            throw new IllegalArgumentException(
                    "digits: found " + number + " lines, wanted at least 5, of which every fifth is held out");
        }
        return new Digits(batch(training), batch(heldOut));
    }

    private static int[] example(String line, int number) {
        String[] cells = line.split(",", -1);
        if (cells.length != PIXELS + 1) {
            throw malformed(
                    number, cells.length + " cells", (PIXELS + 1) + ": " + PIXELS + " grey values and the class");
        }
        int[] example = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            int largest = i < PIXELS ? BRIGHTEST : CLASSES - 1;
            try {
                example[i] = Integer.parseInt(cells[i]);
            } catch (NumberFormatException e) {
                example[i] = -1;
            }
            if (example[i] < 0 || example[i] > largest) {
                throw malformed(number, "\"" + cells[i] + "\" in cell " + (i + 1), "an integer from 0 to " + largest);
            }
        }
        return example;
    }

    private static IllegalArgumentException malformed(int line, String found, String wanted) {
        return new IllegalArgumentException("digits: found " + found + " on line " + line + ", wanted " + wanted);
    }

    private static Batch batch(List<int[]> examples) {
        Tensor input = Tensor.zeros(examples.size(), PIXELS);
        Tensor target = Tensor.zeros(examples.size(), CLASSES);
        for (int row = 0; row < examples.size(); row++) {
            int[] example = examples.get(row);
            for (int i = 0; i < PIXELS; i++) {
                input.values()[row * PIXELS + i] = (double) example[i] / BRIGHTEST;
            }
            target.set(1, row, example[PIXELS]);
        }
        return new Batch(input, target);
    }
}
