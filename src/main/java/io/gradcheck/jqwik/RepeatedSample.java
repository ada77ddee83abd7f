package io.gradcheck.jqwik;

import io.gradcheck.source.cases.ConstructorCode;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.jspecify.annotations.Nullable;

/**
 * How to repeat what a property failed with: Java code of an example with the shrunk values, or, where that cannot be written,
 * the seed.
 */
final class RepeatedSample {

    private static final String LIFECYCLE = "net.jqwik.api.lifecycle";

    private final Class<?> container;
    private final Method property;

    private RepeatedSample(Class<?> container, Method property) {
        this.container = container;
        this.property = property;
    }

    static RepeatedSample of(PropertyLifecycleContext context) {
        return new RepeatedSample(context.containerClass(), context.targetMethod());
    }

    /**
     * The text for a sample.
     *
     * @param values of the parameters, in their order
     * @param seed jqwik's seed; empty if there is none
     * @return lines to end a failure with; empty where a property without parameters needs none
     */
    String text(List<@Nullable Object> values, Optional<String> seed) {
        if (values.isEmpty()) {
            return "";
        }
        ConstructorCode made = ConstructorCode.of(container).orElse(null);
        if (made == null || !isCallable()) {
            return bySeed(seed, "no other class can call it");
        }
        if (hasLifecycle()) {
            return bySeed(seed, "methods of its class run before or after it");
        }
        ValueCode code = new ValueCode(container.getPackageName());
        List<String> arguments = new ArrayList<>();
        for (int k = 0; k < values.size(); k++) {
            Optional<String> argument = code.of(values.get(k));
            if (argument.isEmpty()) {
                return bySeed(
                        seed,
                        "no Java expression is known that makes its parameter " + (k + 1) + " of type "
                                + property.getParameterTypes()[k].getSimpleName());
            }
            arguments.add(argument.get().replace("\n", "\n        "));
        }
        return "\n  repeat:\n" + example(made, code, arguments).indent(4).stripTrailing();
    }

    private static String bySeed(Optional<String> seed, String why) {
        return seed.map(number -> "\n  repeat with @Property(seed = \"" + number + "\"), as " + why)
                .orElse("");
    }

    private String example(ConstructorCode made, ValueCode values, List<String> arguments) {
        StringBuilder code = new StringBuilder();
        if (!container.getPackageName().isEmpty()) {
            code.append("package ").append(container.getPackageName()).append(";\n\n");
        }
        values.imports().add("net.jqwik.api.Example");
        values.imports().forEach(name -> code.append("import ").append(name).append(";\n"));
        return code.append("\nclass Repeat {\n    @Example\n    void repeat() throws Throwable {\n        ")
                .append(made.expression())
                .append('.')
                .append(property.getName())
                .append('(')
                .append(String.join(", ", arguments))
                .append(");\n    }\n}\n")
                .toString();
    }

    /** Whether the code, which is in the package of the container, may call the property. */
    private boolean isCallable() {
        return Modifier.isPublic(property.getModifiers())
                || (!Modifier.isPrivate(property.getModifiers())
                        && property.getDeclaringClass().getPackageName().equals(container.getPackageName()));
    }

    private boolean hasLifecycle() {
        for (Class<?> around = container; around != null; around = around.getEnclosingClass()) {
            for (Class<?> type = around; type != null; type = type.getSuperclass()) {
                boolean own = isOfLifecycle(type.getAnnotations())
                        || Arrays.stream(type.getDeclaredMethods())
                                .anyMatch(one -> isOfLifecycle(one.getAnnotations()));
                if (own) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfLifecycle(Annotation... annotations) {
        return Arrays.stream(annotations)
                .anyMatch(one -> one.annotationType().getPackageName().equals(LIFECYCLE));
    }
}
