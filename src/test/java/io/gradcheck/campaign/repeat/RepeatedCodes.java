package io.gradcheck.campaign.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the codes that repeat findings, all of them at once, and runs them.
 *
 * <p>Each class gets a number to its name, so that all may be in the packages that they name.
 */
public final class RepeatedCodes {

    private static final Pattern CODE = Pattern.compile("(?m)^( *)repeat[^\\n]*:\\n((?:\\1 {2}.*(?:\\n|\\z))+)");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+) ");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package (.*);");
    private static final Pattern CLAIM =
            Pattern.compile("gradient of .*? is WRONG|law [A-Z_]+ is BROKEN", Pattern.DOTALL);

    /**
     * A code.
     *
     * @param way how it was found
     * @param text what was found
     * @param code repeats it
     * @param source what a method that wants a source is to be called with; null for none
     */
    public record Found(
            String way, String text, String code, @Nullable Object source) {}

    /** Runs the class of a code. */
    @FunctionalInterface
    public interface Runner {
        /** What is thrown; null if nothing. */
        @Nullable
        Throwable thrown(Class<?> type, Found found) throws ReflectiveOperationException;
    }

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int number = COUNT.getAndIncrement();
    private final Class<?> neighbour;
    private final Runner runner;
    private final List<Found> all = new ArrayList<>();
    private final Map<String, String> problems = new TreeMap<>();
    private final Map<String, byte[]> classes = new TreeMap<>();

    RepeatedCodes() {
        this(RepeatedCodes.class, RepeatedCodes::main);
    }

    /**
     * Codes.
     *
     * @param neighbour a class of the package that they may be in
     * @param runner runs them
     */
    public RepeatedCodes(Class<?> neighbour, Runner runner) {
        this.neighbour = neighbour;
        this.runner = runner;
    }

    /** What a text claims to be wrong. */
    public static Set<String> claims(String text) {
        Set<String> claims =
                CLAIM.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
        if (claims.isEmpty()) {
            claims.add(text.lines().findFirst().orElse(""));
        }
        return claims;
    }

    /** The codes in a text, each with the part of the text before it. */
    public static Map<String, String> codes(String text) {
        Map<String, String> codes = new LinkedHashMap<>();
        int from = 0;
        for (MatchResult found : CODE.matcher(text).results().toList()) {
            codes.put(found.group(2).stripTrailing().stripIndent(), text.substring(from, found.start()));
            from = found.end();
        }
        return codes;
    }

    public void add(Found found) {
        all.add(found);
    }

    public int size() {
        return all.size();
    }

    /** Compiles and runs all; what did not repeat, by its number and way. */
    public Map<String, String> problems() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (int k = 0; k < all.size(); k++) {
            sources.add(source(k));
        }
        compile(sources);
        for (int k = 0; k < all.size(); k++) {
            if (!problems.containsKey(label(k))) {
                run(k);
            }
        }
        return problems;
    }

    private String label(int k) {
        return String.format("%03d ", k) + all.get(k).way();
    }

    private void problem(int k, String what) {
        problems.put(
                label(k),
                what + "\n" + all.get(k).text().indent(4) + "\n" + all.get(k).code());
    }

    private Source source(int k) {
        String code = all.get(k).code();
        String name = CLASS.matcher(code)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
        String suffix = "_" + number + "_" + k;
        String numbered = name.isEmpty() ? code : code.replaceAll("(?<![\\w.])" + name + "\\b(?!\")", name + suffix);
        String inPackage = inPackage(code);
        return new Source(k, inPackage.isEmpty() ? name + suffix : inPackage + "." + name + suffix, numbered);
    }

    private static String inPackage(String code) {
        return PACKAGE.matcher(code)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    private void compile(List<Source> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> left = new ArrayList<>(sources);
        boolean done = false;
        while (!done && !left.isEmpty()) { // once, where every code compiles
            DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
            try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
                done = compiler.getTask(
                                null,
                                new InMemory(files),
                                found,
                                List.of(
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "-proc:none",
                                        "-Xmaxerrs",
                                        "10000"),
                                null,
                                left)
                        .call();
            }
            for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
                if (one.getKind() == Diagnostic.Kind.ERROR) {
                    Source wrong = (Source) one.getSource();
                    assertThat(wrong).as("%s", one).isNotNull();
                    left.remove(wrong);
                    problem(wrong.number, "does not compile: " + one.getMessage(null));
                }
            }
        }
    }

    private void run(int k) {
        Found found = all.get(k);
        Throwable thrown;
        try {
            thrown = runner.thrown(type(source(k).name), found);
        } catch (ReflectiveOperationException | LinkageError cannotRun) {
            problem(k, "cannot run: " + cannotRun);
            return;
        }
        if (thrown == null) {
            problem(k, "throws nothing");
            return;
        }
        String message = thrown instanceof AssertionError
                ? String.valueOf(thrown.getMessage())
                : Objects.requireNonNullElse(thrown.getCause(), thrown).toString(); // what the subject threw
        if (!claims(message).containsAll(claims(found.text()))) {
            problem(k, "throws " + message);
        }
    }

    private static @Nullable Throwable main(Class<?> type, Found found) throws ReflectiveOperationException {
        try {
            for (Method method : type.getDeclaredMethods()) {
                method.setAccessible(true);
                if (method.getName().equals("main")) {
                    method.invoke(null, (Object) new String[0]);
                    return null;
                }
                if (method.getName().equals("repeat") && method.getParameterCount() == 1 && found.source != null) {
                    method.invoke(null, found.source);
                    return null;
                }
            }
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        }
        throw new NoSuchMethodException("neither main nor repeat in " + type);
    }

    /** Defines a class in its package, where that has classes, so that it sees what they see. */
    private Class<?> type(String name) throws ReflectiveOperationException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        String inPackage = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
        return !inPackage.equals(neighbour.getPackageName())
                ? new ClassLoader(getClass().getClassLoader()) {
                    Class<?> defined() {
                        return defineClass(name, bytes, 0, bytes.length);
                    }
                }.defined()
                : MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
                        .defineClass(bytes);
    }

    /** A class to compile. */
    private static final class Source extends SimpleJavaFileObject {
        private final int number;
        private final String name;
        private final String code;

        Source(int number, String name, String code) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.number = number;
            this.name = name;
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return code;
        }
    }

    /** Keeps what is compiled. */
    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
