package io.gradcheck.campaign;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SubjectCase;
import java.util.TreeSet;

/** A Java class that repeats a finding. */
final class RepeatCode {

    private RepeatCode() {}

    /**
     * The class.
     *
     * @param subjectCase the finding
     * @param checker the checker that found it
     */
    static String of(SubjectCase subjectCase, GradientChecker checker) {
        TreeSet<String> imports = new TreeSet<>(subjectCase.imports());
        imports.addAll(checker.imports());
        imports.add("io.gradcheck.subject.Subject");
        StringBuilder code = new StringBuilder();
        if (!subjectCase.codePackage().isEmpty()) {
            code.append("package ").append(subjectCase.codePackage()).append(";\n\n");
        }
        imports.forEach(name -> code.append("import ").append(name).append(";\n"));
        return code.append(
                        "\npublic class Repeat {\n    public static void main(String[] args) {\n        Subject subject = ")
                .append(subjectCase.code().replace("\n", "\n        "))
                .append(";\n        ")
                .append(checker.code())
                .append(".check(subject).throwIfFailed();\n    }\n}\n")
                .toString();
    }
}
