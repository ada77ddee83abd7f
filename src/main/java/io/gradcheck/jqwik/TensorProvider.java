package io.gradcheck.jqwik;

import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Provides random tensors for parameters of the type {@link Tensor}, in the {@link Shape} that the parameter says.
 *
 * <p>Found by jqwik through its service file.
 */
public final class TensorProvider implements ArbitraryProvider {

    private static final int[] STANDARD = {3};

    /** Called by jqwik. */
    public TensorProvider() {}

    @Override
    public boolean canProvideFor(TypeUsage type) {
        return type.isOfType(Tensor.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        int[] shape = type.findAnnotation(Shape.class).map(Shape::value).orElse(STANDARD);
        return Set.of(CaseArbitraries.tensors(Values.any(), shape));
    }
}
