package io.gradcheck.jqwik;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.Values;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Arbitraries of random cases, for {@code @Provide} methods and {@code @Domain}s.
 *
 * <p>They generate on any thread, and shrink as campaigns do: fewer layers, examples and units first, rounder numbers last.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<SubjectCase> scales() {
 *     return CaseArbitraries.of(LayerSource.of("scale", s -> new ScaleLayer(s.width()), s -> new int[] {s.batch(), s.width()}));
 * }
 *
 * @Property
 * void scale_is_right(@ForAll("scales") SubjectCase scale) {
 *     GradientChecker.standard().check(scale.subject()).throwIfFailed();
 * }
 * }</pre>
 */
public final class CaseArbitraries {

    private CaseArbitraries() {}

    /**
     * Cases of any source. Those that it {@linkplain io.gradcheck.source.Case#skip skips} are drawn again; where these are more
     * than half, or than {@link MostSkipped} says, drawing fails with their share and reasons.
     *
     * @param source where they come from
     * @return an arbitrary of its cases
     */
    public static Arbitrary<SubjectCase> of(SubjectSource source) {
        PossibleCases possible = new PossibleCases(source);
        return Arbitraries.fromGenerator(random -> new CaseShrinkable<>(possible.draw(random), SubjectCase.class));
    }

    /**
     * Networks with their examples.
     *
     * @param networks which ones
     * @return an arbitrary of them
     */
    public static Arbitrary<NetworkCase> networks(Networks networks) {
        return Arbitraries.fromGenerator(
                random -> new CaseShrinkable<>(networks.draw(random, Sizes.drawnFrom(random)), NetworkCase.class));
    }

    /**
     * The subjects of a source, ready to be checked.
     *
     * @param source where they come from
     * @return an arbitrary of subjects
     */
    public static Arbitrary<Subject> subjects(SubjectSource source) {
        return of(source).map(SubjectCase::subject);
    }

    /**
     * Tensors of one shape.
     *
     * @param values what their numbers may be
     * @param shape the shape. Copied.
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> tensors(Values values, int... shape) {
        int[] kept = shape.clone();
        return Arbitraries.fromGenerator(random -> new TensorShrinkable(values.tensor(random, kept), values));
    }
}
