package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.mistakes.FunctionSource.Gradient;
import io.gradcheck.campaign.mistakes.FunctionSource.Input;
import io.gradcheck.source.LayerSource;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A mistake that somebody reported in public, made anew in a small layer or function.
 *
 * @param group the class of mistakes, a letter
 * @param name what is wrong
 * @param report the report that it follows, {@code owner/repository#number}
 * @param right random cases without the mistake
 * @param wrong the same cases with it
 * @param places the variables whose gradient the mistake makes wrong
 * @param diagnoses how texts begin that say what is wrong, as a diagnosis or the law that is broken; none if the library
 *     has no words for it
 */
record PublicMistake(
        String group,
        String name,
        String report,
        SubjectSource right,
        SubjectSource wrong,
        Set<String> places,
        List<String> diagnoses) {

    /** Makes a layer. */
    @FunctionalInterface
    interface LayerMaker {
        Layer make(Sizes sizes, boolean wrong);
    }

    static PublicMistake inLayer(
            String group, String name, String report, LayerMaker layer, Function<Sizes, int[]> inputShape) {
        return new PublicMistake(
                group,
                name,
                report,
                LayerSource.of(name, sizes -> layer.make(sizes, false), inputShape),
                LayerSource.of(name, sizes -> layer.make(sizes, true), inputShape),
                Set.of("input"),
                List.of());
    }

    static PublicMistake inFunction(
            String group,
            String name,
            String report,
            List<Input> inputs,
            Function<Tensors, Tensor> value,
            Gradient gradient) {
        return new PublicMistake(
                group,
                name,
                report,
                new FunctionSource(name, inputs, value, gradient, false),
                new FunctionSource(name, inputs, value, gradient, true),
                Set.of(inputs.get(0).name()),
                List.of());
    }

    /** The same mistake, of other variables than the first. */
    PublicMistake at(String... variables) {
        return new PublicMistake(group, name, report, right, wrong, Set.of(variables), diagnoses);
    }

    /** The same mistake, for which the library has words. */
    PublicMistake named(String... beginnings) {
        return new PublicMistake(group, name, report, right, wrong, places, List.of(beginnings));
    }

    /** All of them, in the order of their classes. */
    static List<PublicMistake> all() {
        return Stream.of(
                        ClosedForms.all(),
                        BatchMistakes.all(),
                        NormalisationMistakes.all(),
                        BroadcastMistakes.all(),
                        OrderMistakes.all(),
                        MissingFactors.all(),
                        TieMistakes.all(),
                        BoundaryMistakes.all(),
                        SaturationMistakes.all(),
                        BufferMistakes.all(),
                        GeometryMistakes.all(),
                        SequenceMistakes.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return group + ": " + name + " (" + report + ")";
    }
}
