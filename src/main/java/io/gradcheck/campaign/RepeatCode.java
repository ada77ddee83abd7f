package io.gradcheck.campaign;

import java.util.TreeSet;

/** A Java class that repeats a finding. */
final class RepeatCode {

    private RepeatCode() {}

    static String of(SubjectCase subjectCase, long checkerSeed) {
        TreeSet<String> imports = new TreeSet<>(subjectCase.imports());
        imports.add("io.gradcheck.check.GradientChecker");
        imports.add("io.gradcheck.subject.Subject");
        StringBuilder code = new StringBuilder();
        imports.forEach(name -> code.append("import ").append(name).append(";\n"));
        return code.append(
                        "\npublic class Repeat {\n    public static void main(String[] args) {\n        Subject subject = ")
                .append(subjectCase.code().replace("\n", "\n        "))
                .append(";\n        GradientChecker.standard().seed(")
                .append(checkerSeed)
                .append(").check(subject).throwIfFailed();\n    }\n}\n")
                .toString();
    }
}
