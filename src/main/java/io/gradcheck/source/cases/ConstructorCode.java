package io.gradcheck.source.cases;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/**
 * The Java code that makes an object of a class again, for whoever repeats what it found.
 *
 * @param expression makes it
 * @param inPackage the package that the expression must be in; empty if it may be anywhere
 */
public record ConstructorCode(String expression, String inPackage) {

    /**
     * The code for a class.
     *
     * @return the code; empty where none can make one: the class is private, abstract or within a method, or has no
     *     constructor without parameters that other classes of its package can call
     */
    public static Optional<ConstructorCode> of(Class<?> made) {
        StringBuilder expression = new StringBuilder();
        boolean seenEverywhere = isPublic(made);
        Class<?> type = made;
        while (true) {
            Constructor<?> constructor = constructor(type).orElse(null);
            if (constructor == null) {
                return Optional.empty();
            }
            seenEverywhere &= Modifier.isPublic(constructor.getModifiers());
            if (!isInner(type)) {
                expression.insert(0, "new " + type.getCanonicalName() + "()");
                break;
            }
            expression.insert(0, ".new " + type.getSimpleName() + "()");
            type = type.getEnclosingClass();
        }
        return Optional.of(new ConstructorCode(expression.toString(), seenEverywhere ? "" : made.getPackageName()));
    }

    private static boolean isInner(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    }

    /** The constructor that needs nothing but the object around it. */
    private static Optional<Constructor<?>> constructor(Class<?> type) {
        if (!isNamed(type) || Modifier.isAbstract(type.getModifiers())) {
            return Optional.empty();
        }
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(one -> one.getParameterCount() == (isInner(type) ? 1 : 0))
                .filter(one -> !Modifier.isPrivate(one.getModifiers()))
                .filter(one -> Arrays.stream(one.getExceptionTypes()).allMatch(ConstructorCode::isUnchecked))
                .findFirst();
    }

    private static boolean isUnchecked(Class<?> exception) {
        return RuntimeException.class.isAssignableFrom(exception) || Error.class.isAssignableFrom(exception);
    }

    /** Whether other classes of its package can name a class. */
    public static boolean isNamed(Class<?> type) {
        return type.getCanonicalName() != null && !isAround(type, Modifier.PRIVATE);
    }

    /** Whether classes of all packages can name a class. */
    public static boolean isPublic(Class<?> type) {
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            if (!Modifier.isPublic(around.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAround(Class<?> type, int modifier) {
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            if ((around.getModifiers() & modifier) != 0) {
                return true;
            }
        }
        return false;
    }
}
