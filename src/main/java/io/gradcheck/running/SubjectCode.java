package io.gradcheck.running;

import io.gradcheck.argument.JavaText;
import io.gradcheck.source.cases.JavaCode;
import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Java code that makes a subject again.
 *
 * @param before statements before it, each with a line break; may be empty
 * @param subject the expression of the subject
 */
record SubjectCode(String before, String subject) {

    /** More numbers nobody copies; they are in {@link RunningFinding#point()}. */
    private static final int MOST_NUMBERS = 1_000;

    private static final String POINT = "finding.point()";

    /** The code that checks it. */
    String checkedBy(String checker) {
        return before + checker + ".check(" + subject + ").throwIfFailed();";
    }

    /** Of a function of a vector; {@code call} is the factory with its opening parenthesis. */
    static SubjectCode ofFunction(String call, String name, String functions, double... x) {
        String numbers = x.length > MOST_NUMBERS
                ? POINT + ".get(\"x\").values()"
                : Arrays.stream(x).mapToObj(JavaCode::number).collect(Collectors.joining(", "));
        return new SubjectCode("", call + "(" + JavaText.quoted(name) + ", " + functions + ", " + numbers + ")");
    }

    /** Of what only the program makes. */
    static SubjectCode ofPoint() {
        return new SubjectCode(
                "// subject: as the program made it at this point; its values are in finding.point()\n", "subject");
    }

    static SubjectCode ofLayer(String name, Map<String, Tensor> point, List<Parameter> parameters) {
        JavaCode code = JavaCode.of(point.values());
        String input = Parameter.INPUT;
        return new SubjectCode(
                written("layer", point, parameters, code),
                "Subject.layer(" + JavaText.quoted(name) + ", layer, " + tensor(input, point, code) + ")");
    }

    static SubjectCode ofOperation(
            String name, Map<String, Tensor> point, List<String> inputs, List<Parameter> parameters) {
        JavaCode code = JavaCode.of(point.values());
        String values = inputs.stream()
                .map(input -> "inputs.put(" + JavaText.quoted(input) + ", " + tensor(input, point, code) + ");\n")
                .collect(Collectors.joining());
        return new SubjectCode(
                "Map<String, Tensor> inputs = new LinkedHashMap<>();\n" + values
                        + written("operation", point, parameters, code),
                "Subject.operation(" + JavaText.quoted(name) + ", operation, inputs)");
    }

    private static String written(
            String trainable, Map<String, Tensor> point, List<Parameter> parameters, JavaCode code) {
        StringBuilder lines = new StringBuilder();
        for (int k = 0; k < parameters.size(); k++) {
            String name = parameters.get(k).name();
            lines.append(trainable).append(".parameters().get(").append(k).append(").write(");
            lines.append(tensor(name, point, code))
                    .append("); // ")
                    .append(name)
                    .append('\n');
        }
        return lines.toString();
    }

    private static String tensor(String variable, Map<String, Tensor> point, JavaCode code) {
        long numbers = point.values().stream().mapToLong(Tensor::size).sum();
        Tensor tensor = point.get(variable);
        return tensor == null || numbers > MOST_NUMBERS
                ? POINT + ".get(" + JavaText.quoted(variable) + ")"
                : code.tensor(tensor);
    }
}
