package io.gradcheck.junit;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Lets the tests of a contract, each of which has an object of its own, know what others of the same run have met. */
final class ContractRun implements BeforeEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(ContractRun.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        ExtensionContext ofClass = context.getParent().orElse(context);
        Class<?> contract = context.getRequiredTestClass();
        MetMistakes met = ofClass.getStore(NAMESPACE)
                .getOrComputeIfAbsent(contract.getName(), any -> new MetMistakes(), MetMistakes.class);
        context.getTestInstance()
                .filter(SourceContract.class::isInstance)
                .map(SourceContract.class::cast)
                .ifPresent(instance -> instance.follow(met));
    }
}
