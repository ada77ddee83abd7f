package io.gradcheck.verification;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.BuiltClasses;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.RecordWriter;
import io.gradcheck.result.RunEvent;
import io.gradcheck.result.RunEvent.PlannedClass;
import io.gradcheck.result.RunLog;
import io.gradcheck.result.Status;
import io.gradcheck.result.SubjectResult;
import io.gradcheck.result.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A module with classes, tests and what runs of its tests have left. */
public final class RecordedModule {

    public static final Instant BUILD = Instant.parse("2026-03-01T12:00:00Z");

    public final Path project;

    public RecordedModule(Path project) throws IOException {
        this.project = project;
        compile("com/acme/Scale", "a");
    }

    public Path results() {
        return project.resolve("target/gradcheck");
    }

    public Path tests() {
        return project.resolve("target/test-classes");
    }

    /** Compiles a class, the tests' too. */
    public void compile(String name, String content) throws IOException {
        String directory = name.endsWith("Test") ? "test-classes" : "classes";
        AtomicFile.write(project.resolve("target").resolve(directory).resolve(name + ".class"), content);
    }

    /** Writes a file of Java code, whatever it is called, and compiles it into the classes of the tests. */
    public void compileSource(String file, String code) throws IOException {
        Path source = project.resolve(file);
        AtomicFile.write(source, code);
        Files.createDirectories(tests());
        JavaFileObject unit = new SimpleJavaFileObject(source.toUri(), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-d", tests().toString()), null, List.of(unit))
                .call();
        if (!compiled) {
            throw new IllegalArgumentException(code);
        }
    }

    RecordedRuns read() throws IOException {
        return new RecordedRuns(results(), project, tests(), BUILD);
    }

    /** The checks that count, by the class of the tests. */
    Map<String, Long> checks() throws IOException {
        Map<String, Long> checks = new LinkedHashMap<>();
        read().results()
                .forEach(result -> result.tests()
                        .forEach(test -> test.subjects()
                                .forEach(subject -> checks.merge(result.testClass(), subject.tries(), Long::sum))));
        return checks;
    }

    List<String> lost() throws IOException {
        return read().lost().stream()
                .map(one -> results().relativize(Path.of(one.file())) + ": " + one.problem())
                .toList();
    }

    public Run run(long number, Instant started) throws IOException {
        List<BuiltClasses> classes = new ArrayList<>();
        for (String directory : List.of("classes", "test-classes")) {
            classes.add(BuiltClasses.of(project, project.resolve("target").resolve(directory)));
        }
        return new Run(number, started, classes);
    }

    /** A run that is written step by step. */
    public final class Run {
        private final RunLog.Head head;
        private final StringBuilder log = new StringBuilder();

        private Run(long number, Instant started, List<BuiltClasses> classes) throws IOException {
            head = new RunLog.Head(
                    RunLog.FORMAT, "run" + number, number, started, "../..", "surefire" + number, classes);
            log.append(RecordWriter.written(head)).append('\n');
        }

        public Path file() {
            return results().resolve(RunLog.DIRECTORY).resolve(head.file());
        }

        private Run add(RunEvent event) throws IOException {
            log.append(RecordWriter.written(event)).append('\n');
            AtomicFile.write(file(), log.toString());
            return this;
        }

        public Run plans(String testClass, long tests) throws IOException {
            return add(RunEvent.began(1, List.of(new PlannedClass(testClass, tests))));
        }

        public Run checks(String testClass, String method, long checks, long wrong) throws IOException {
            return checksOnly(testClass, method, checks, wrong).add(RunEvent.classEnded(testClass));
        }

        public Run checksOnly(String testClass, String method, long checks, long wrong) throws IOException {
            SubjectResult subject = new SubjectResult(
                    "com.acme.Scale",
                    "scale",
                    1,
                    checks,
                    0,
                    Map.of(Verdict.PASS, checks - wrong, Verdict.FAIL, wrong),
                    0,
                    wrong,
                    checks,
                    0.5,
                    Double.NaN,
                    Double.NaN,
                    null,
                    List.of(),
                    null);
            ClassResult result = new ClassResult(
                    ClassResult.FORMAT,
                    head.run(),
                    head.started(),
                    head.started(),
                    testClass,
                    List.of(new TestResult(
                            method, "jupiter", method, Status.SUCCESSFUL, 1, List.of(), 0, List.of(subject))));
            String text = RecordWriter.written(result) + "\n";
            AtomicFile.write(results().resolve(resultFile(testClass)), text);
            return add(RunEvent.written(testClass, resultFile(testClass), text));
        }

        public Run loses(String testClass) throws IOException {
            return add(RunEvent.lost(testClass, "no space left"));
        }

        public Run ends() throws IOException {
            return add(RunEvent.ended(1));
        }

        public String resultFile(String testClass) {
            return testClass + "-" + head.run() + ".json";
        }

        /** Changes the text of a file of results. */
        public void change(String testClass, String from, String to) throws IOException {
            Path file = results().resolve(resultFile(testClass));
            Files.writeString(file, Files.readString(file).replace(from, to));
        }

        /** Leaves a part of a file. */
        public void cut(Path file, int bytes) throws IOException {
            String text = Files.readString(file);
            Files.writeString(file, text.substring(0, text.length() - bytes));
        }
    }
}
