package io.gradcheck.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;

/**
 * The Java code that makes a contract again, for whoever repeats what it found.
 *
 * @param expression makes it
 * @param inPackage the package that the expression must be in; empty if it may be anywhere
 */
record ContractCode(String expression, String inPackage) {

    /**
     * The code for the contracts of a class.
     *
     * @throws IllegalStateException if no code can make one
     */
    static ContractCode of(Class<?> contract) {
        StringBuilder expression = new StringBuilder();
        boolean seenEverywhere = true;
        Class<?> type = contract;
        while (true) {
            Constructor<?> constructor = constructor(type, contract);
            seenEverywhere &= Modifier.isPublic(constructor.getModifiers());
            if (!isInner(type)) {
                expression.insert(0, "new " + type.getCanonicalName() + "()");
                break;
            }
            expression.insert(0, ".new " + type.getSimpleName() + "()");
            type = type.getEnclosingClass();
        }
        for (Class<?> around = contract; around != null; around = around.getEnclosingClass()) {
            seenEverywhere &= Modifier.isPublic(around.getModifiers());
        }
        return new ContractCode(expression.toString(), seenEverywhere ? "" : contract.getPackageName());
    }

    private static boolean isInner(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    }

    /** The constructor that needs nothing but the object around it. */
    private static Constructor<?> constructor(Class<?> type, Class<?> contract) {
        boolean named = !type.isAnonymousClass() && !type.isLocalClass();
        if (named && !Modifier.isAbstract(type.getModifiers()) && !isPrivate(type)) {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                boolean needsNothing = constructor.getParameterCount() == (isInner(type) ? 1 : 0);
                if (needsNothing && !Modifier.isPrivate(constructor.getModifiers())) {
                    return constructor;
                }
            }
        }
        throw new IllegalStateException(contract.getName() + ": found no constructor without parameters"
                + (type == contract ? "" : " of " + type.getName())
                + " that other classes of its package can call, wanted one, so that code can repeat what it finds; make it "
                + "a named class that is neither private nor abstract, with such a constructor");
    }

    private static boolean isPrivate(Class<?> type) {
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            if (Modifier.isPrivate(around.getModifiers())) {
                return true;
            }
        }
        return false;
    }
}
