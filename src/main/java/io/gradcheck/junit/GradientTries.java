package io.gradcheck.junit;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** The tries of a {@link GradientTest}, each named by its seed. */
final class GradientTries implements TestTemplateInvocationContextProvider {

    GradientTries() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), GradientTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        GradientTest test = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), GradientTest.class)
                .orElseThrow();
        if (test.tries() < 1) {
            throw new ExtensionConfigurationException("@GradientTest on "
                    + context.getRequiredTestMethod().toGenericString() + ": found tries = " + test.tries()
                    + ", wanted at least 1");
        }
        Seeds seeds = Seeds.of(context);
        return IntStream.rangeClosed(1, seeds.isFixed() ? 1 : test.tries())
                .mapToObj(index -> new TestTemplateInvocationContext() {
                    @Override
                    public String getDisplayName(int invocation) {
                        return "seed " + seeds.ofInvocation(index);
                    }
                });
    }
}
