package io.gradcheck.subject.vector;

import io.gradcheck.subject.Precision;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A subject of one vector, whose coordinates of one colour are a variable. */
final class ColouredSubject implements Subject {

    private static final String WHOLE = "x";

    private final Subject subject;
    private final int[][] colours;

    ColouredSubject(Subject subject, int[][] colours) {
        this.subject = subject;
        this.colours = colours;
    }

    @Override
    public String name() {
        return subject.name();
    }

    @Override
    public Map<String, Tensor> point() {
        return taken(subject.point());
    }

    @Override
    public Tensor evaluate(Map<String, Tensor> point) {
        return subject.evaluate(put(point));
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> point, Tensor upstream) {
        return taken(subject.gradient(put(point), upstream));
    }

    @Override
    public Map<String, Map<String, Tensor>> suspects(Map<String, Tensor> point, Tensor upstream) {
        Map<String, Map<String, Tensor>> suspects = new LinkedHashMap<>();
        subject.suspects(put(point), upstream).forEach((mistake, wrong) -> suspects.put(mistake, taken(wrong)));
        return suspects;
    }

    @Override
    public Map<String, List<String>> entryNames() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (int c = 0; c < colours.length; c++) {
            names.put(
                    variable(c),
                    Arrays.stream(colours[c]).mapToObj(String::valueOf).toList());
        }
        return names;
    }

    @Override
    public Precision precision() {
        return subject.precision();
    }

    @Override
    public double accuracy() {
        return subject.accuracy();
    }

    @Override
    public Class<?> classUnderTest() {
        return subject.classUnderTest();
    }

    private static String variable(int colour) {
        return "x of colour " + colour;
    }

    private Map<String, Tensor> taken(Map<String, Tensor> whole) {
        double[] values = Objects.requireNonNull(whole.get(WHOLE), WHOLE).values();
        Map<String, Tensor> taken = new LinkedHashMap<>();
        for (int c = 0; c < colours.length; c++) {
            double[] some =
                    Arrays.stream(colours[c]).mapToDouble(j -> values[j]).toArray();
            taken.put(variable(c), Tensor.vector(some));
        }
        return taken;
    }

    private Map<String, Tensor> put(Map<String, Tensor> point) {
        double[] whole = new double
                [Arrays.stream(colours).mapToInt(columns -> columns.length).sum()];
        for (int c = 0; c < colours.length; c++) {
            double[] some =
                    Objects.requireNonNull(point.get(variable(c)), variable(c)).values();
            for (int k = 0; k < some.length; k++) {
                whole[colours[c][k]] = some[k];
            }
        }
        return Map.of(WHOLE, Tensor.vector(whole));
    }
}
