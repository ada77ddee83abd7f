package io.gradcheck.operations;

import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Map;

/** A Kalman filter of one state over a short series with gaps: its log likelihood, and the last mean and variance. */
final class KalmanFilter extends PlannedOperation {

    @Override
    List<Mistake> mistakes() {
        return List.of(
                new Mistake("the gain is held constant", "logProcess", "logNoise", "logFirst", "transition"),
                new Mistake("by the variance of the noise instead of its logarithm", "logNoise"),
                new Mistake(
                        "the gradient of the last mean is ignored",
                        "series",
                        "transition",
                        "logProcess",
                        "logNoise",
                        "logFirst"));
    }

    @Override
    Map<String, Variable> inputs(Sizes s) {
        int length = s.between("length", 1, 5);
        // Of variances e^300 and e^-300 the mean is flat in a transition of 0, and turns within 1e-130 of it.
        Variable logarithm = new Variable(Values.between(-6, 6));
        return ordered(
                "series",
                new Variable(Values.any(), length),
                "observed",
                new Variable(Values.mask(), length),
                "transition",
                new Variable(Values.between(-1.5, 1.5)),
                "logProcess",
                logarithm,
                "logNoise",
                logarithm,
                "logFirst",
                logarithm);
    }

    @Override
    List<String> parameters() {
        return List.of("transition", "logProcess", "logNoise", "logFirst");
    }

    /** Mean and variance before each step, and after the last; then the log likelihood. */
    private record Run(double[] mean, double[] variance, double logLikelihood) {

        static Run of(Map<String, Tensor> in) {
            double a = in.get("transition").get();
            double noise = Math.exp(in.get("logNoise").get());
            int length = in.get("series").size();
            double[] mean = new double[length + 1];
            double[] variance = new double[length + 1];
            variance[0] = Math.exp(in.get("logFirst").get());
            double log = 0;
            for (int t = 0; t < length; t++) {
                double predicted = a * mean[t];
                double spread =
                        a * a * variance[t] + Math.exp(in.get("logProcess").get());
                mean[t + 1] = predicted;
                variance[t + 1] = spread;
                if (in.get("observed").get(t) == 1) {
                    double whole = spread + noise;
                    double off = in.get("series").get(t) - predicted;
                    log -= 0.5 * (Math.log(2 * Math.PI * whole) + off * off / whole);
                    mean[t + 1] += spread / whole * off;
                    variance[t + 1] = spread * noise / whole;
                }
            }
            return new Run(mean, variance, log);
        }
    }

    @Override
    Map<String, Tensor> forward(Map<String, Tensor> in) {
        Run run = Run.of(in);
        int last = run.mean.length - 1;
        return Map.of(
                "logLikelihood", Tensor.scalar(run.logLikelihood),
                "mean", Tensor.scalar(run.mean[last]),
                "variance", Tensor.scalar(run.variance[last]));
    }

    @Override
    Map<String, Tensor> backward(Map<String, Tensor> in, Map<String, Tensor> d, int mistake) {
        Map<String, Tensor> gradients = zeros(in, "series", "transition", "logProcess", "logNoise", "logFirst");
        Run run = Run.of(in);
        double a = in.get("transition").get();
        double process = Math.exp(in.get("logProcess").get());
        double noise = Math.exp(in.get("logNoise").get());
        double byLog = d.get("logLikelihood").get();
        double byMean = mistake == 3 ? 0 : d.get("mean").get();
        double byVariance = d.get("variance").get();
        for (int t = run.mean.length - 2; t >= 0; t--) {
            double bySpread = byVariance;
            if (in.get("observed").get(t) == 1) {
                double spread = a * a * run.variance[t] + process;
                double whole = spread + noise;
                double gain = spread / whole;
                double off = in.get("series").get(t) - a * run.mean[t];
                double byGain = mistake == 1 ? 0 : byMean * off;
                double byWhole = 0.5 * byLog * (off / whole * (off / whole) - 1 / whole);
                bySpread = byVariance * (noise / whole) * (noise / whole) + byGain * noise / whole / whole + byWhole;
                double byNoise = byVariance * gain * gain - byGain * gain / whole + byWhole;
                double byOff = byMean * gain - byLog * off / whole;
                gradients.get("logNoise").add(byNoise * (mistake == 2 ? 1 : noise));
                gradients.get("series").add(byOff, t);
                byMean -= byOff;
            }
            gradients.get("transition").add(byMean * run.mean[t] + 2 * a * bySpread * run.variance[t]);
            gradients.get("logProcess").add(bySpread * process);
            byMean *= a;
            byVariance = bySpread * a * a;
        }
        gradients.get("logFirst").add(byVariance * run.variance[0]);
        return gradients;
    }
}
