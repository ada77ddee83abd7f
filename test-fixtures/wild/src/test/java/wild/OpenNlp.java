package wild;

import io.gradcheck.subject.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import opennlp.tools.ml.maxent.quasinewton.Function;
import opennlp.tools.ml.maxent.quasinewton.NegLogLikelihood;
import opennlp.tools.ml.maxent.quasinewton.ParallelNegLogLikelihood;
import opennlp.tools.ml.maxent.quasinewton.QNMinimizer;
import opennlp.tools.ml.model.DataIndexer;
import opennlp.tools.ml.model.Event;
import opennlp.tools.ml.model.OnePassDataIndexer;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/** The likelihood of a maximum entropy model, by its parameters. */
final class OpenNlp {

    private OpenNlp() {}

    static Library library() {
        return Library.of("opennlp-tools", "2.5.0", OpenNlp::fill);
    }

    private static void fill(Checks checks) {
        DataIndexer words = indexed(false);
        DataIndexer numbers = indexed(true);
        for (double scale : new double[] {0, 0.3, 30}) {
            String where = ", parameters of " + scale;
            pass(checks, "NegLogLikelihood" + where, new NegLogLikelihood(words), scale);
            pass(checks, "NegLogLikelihood of numbers" + where, new NegLogLikelihood(numbers), scale);
            pass(checks, "ParallelNegLogLikelihood" + where, new ParallelNegLogLikelihood(words, 2), scale);
            pass(
                    checks,
                    "L2RegFunction" + where,
                    new QNMinimizer.L2RegFunction(new NegLogLikelihood(words), 0.1),
                    scale);
        }
    }

    private static void pass(Checks checks, String name, Function f, double scale) {
        double[] at = new double[f.getDimension()];
        Arrays.setAll(at, j -> scale * Math.sin(1 + 2 * j));
        checks.pass(name, () -> Subject.objective(name, f::valueAt, f::gradientAt, at));
    }

    private static DataIndexer indexed(boolean numbers) {
        TrainingParameters parameters = new TrainingParameters();
        parameters.put(TrainingParameters.CUTOFF_PARAM, 0);
        OnePassDataIndexer indexer = new OnePassDataIndexer();
        indexer.init(parameters, Map.of());
        try {
            indexer.index(ObjectStreamUtils.createObjectStream(
                    event("a", numbers, "x", "y"),
                    event("b", numbers, "x", "z"),
                    event("c", numbers, "y", "z"),
                    event("a", numbers, "y")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return indexer;
    }

    private static Event event(String outcome, boolean numbers, String... context) {
        float[] values = {0.5f, 2};
        return numbers
                ? new Event(outcome, context, Arrays.copyOf(values, context.length))
                : new Event(outcome, context);
    }
}
