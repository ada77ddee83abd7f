package io.gradcheck.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The seeds of the invocations of a test.
 *
 * @param first the seed of the first one
 * @param isFixed whether all have the same, to repeat a failure
 */
record Seeds(long first, boolean isFixed) {

    /** The configuration parameter, or system property, from which all tests count their seeds. */
    static final String PARAMETER = "gradcheck.seed";

    private static final long STANDARD = 1;

    /** As {@link GradientSeed} says; else the configuration parameter; else {@link GradientTest}; else from 1 on. */
    static Seeds of(ExtensionContext context) {
        Optional<GradientSeed> fixed = AnnotationSupport.findAnnotation(context.getElement(), GradientSeed.class);
        Class<?> type = context.getTestClass().orElse(null);
        while (fixed.isEmpty() && type != null) {
            fixed = AnnotationSupport.findAnnotation(type, GradientSeed.class);
            type = type.getEnclosingClass();
        }
        return fixed.map(seed -> new Seeds(seed.value(), true)).orElseGet(() -> new Seeds(counted(context), false));
    }

    private static long counted(ExtensionContext context) {
        String parameter = context.getConfigurationParameter(PARAMETER).orElse(null);
        return parameter == null
                ? AnnotationSupport.findAnnotation(context.getElement(), GradientTest.class)
                        .map(GradientTest::seed)
                        .orElse(STANDARD)
                : parsed(parameter);
    }

    private static long parsed(String parameter) {
        try {
            return Long.parseLong(parameter.strip());
        } catch (NumberFormatException noNumber) {
            throw new ExtensionConfigurationException(
                    PARAMETER + ": found " + parameter + ", wanted a whole number", noNumber);
        }
    }

    /**
     * The seed of an invocation.
     *
     * @param index which one, from 1
     */
    long ofInvocation(int index) {
        return isFixed ? first : first + index - 1;
    }
}
