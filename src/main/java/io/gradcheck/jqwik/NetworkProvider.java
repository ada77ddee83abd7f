package io.gradcheck.jqwik;

import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Provides random networks for parameters of the types {@link NetworkCase}, {@link SubjectCase} and {@link Subject}, as
 * {@link Depth}, {@link Width}, {@link BatchSize}, {@link Activations} and {@link Losses} at the parameter say.
 *
 * <p>Found by jqwik through its service file.
 */
public final class NetworkProvider implements ArbitraryProvider {

    /** Called by jqwik. */
    public NetworkProvider() {}

    @Override
    public boolean canProvideFor(TypeUsage type) {
        return type.isOfType(NetworkCase.class) || type.isOfType(SubjectCase.class) || type.isOfType(Subject.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        Arbitrary<NetworkCase> networks = CaseArbitraries.networks(configured(type));
        return Set.of(type.isOfType(Subject.class) ? networks.map(NetworkCase::subject) : networks);
    }

    private static Networks configured(TypeUsage type) {
        Networks networks = Networks.any();
        Depth depth = type.findAnnotation(Depth.class).orElse(null);
        if (depth != null) {
            networks = networks.depth(depth.min(), depth.max());
        }
        Width width = type.findAnnotation(Width.class).orElse(null);
        if (width != null) {
            networks = networks.width(width.min(), width.max());
        }
        BatchSize batch = type.findAnnotation(BatchSize.class).orElse(null);
        if (batch != null) {
            networks = networks.batch(batch.min(), batch.max());
        }
        Activations activations = type.findAnnotation(Activations.class).orElse(null);
        if (activations != null) {
            networks = networks.activations(activations.value());
        }
        Losses losses = type.findAnnotation(Losses.class).orElse(null);
        return losses == null ? networks : networks.losses(losses.value());
    }
}
