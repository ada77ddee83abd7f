package io.gradcheck.campaign;

import io.gradcheck.argument.JavaText;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.SubjectCase;
import java.util.List;
import java.util.TreeSet;

/** A Java class that repeats a finding. */
final class RepeatCode {

    private RepeatCode() {}

    /**
     * The class. It makes subjects as a campaign does, so that the check has one that nobody has called yet. Where no
     * expression makes the source, that is a parameter.
     *
     * @param source the name of the source of the case
     * @param subjectCase the finding
     * @param checker the checker that found it
     */
    static String of(String source, SubjectCase subjectCase, GradientChecker checker) {
        TreeSet<String> imports = new TreeSet<>(subjectCase.imports());
        imports.addAll(checker.imports());
        imports.addAll(List.of("io.gradcheck.subject.Subject", "java.util.function.Supplier"));
        StringBuilder code = new StringBuilder();
        if (!subjectCase.codePackage().isEmpty()) {
            code.append("package ").append(subjectCase.codePackage()).append(";\n\n");
        }
        imports.forEach(name -> code.append("import ").append(name).append(";\n"));
        String parameter = subjectCase.codeParameter();
        return code.append('\n')
                .append(parameter.isEmpty() ? "" : called(source))
                .append("public class Repeat {\n    public static void ")
                .append(parameter.isEmpty() ? "main(String[] args)" : "repeat(" + parameter + ")")
                .append(" {\n        Supplier<Subject> subject = () -> ")
                .append(subjectCase.code().replace("\n", "\n        "))
                .append(";\n        ")
                .append(checker.code())
                .append(".check(subject, 1).throwIfFailed();\n    }\n}\n")
                .toString();
    }

    private static String called(String source) {
        return "// No Java expression is known that makes " + JavaText.quoted(source)
                + ": call repeat(...) with the one of your test.\n"
                + "// Once it is told, by writtenAs(...) or code(), a main method does it all.\n";
    }
}
