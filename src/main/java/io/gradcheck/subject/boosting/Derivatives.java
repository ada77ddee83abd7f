package io.gradcheck.subject.boosting;

import io.gradcheck.subject.WrongResultException;
import java.util.List;
import java.util.function.BiFunction;

/** What an objective claims for gradient and Hessian, as doubles. */
final class Derivatives {

    private final String name;
    private final BiFunction<double[], BoostingData, List<double[]>> claimed;

    Derivatives(String name, BiFunction<double[], BoostingData, List<double[]>> claimed) {
        this.name = name;
        this.claimed = claimed;
    }

    /** Those of an objective that computes with floats. */
    static BiFunction<double[], BoostingData, List<double[]>> ofFloats(
            BiFunction<float[], BoostingData, List<float[]>> claimed) {
        return (predictions, data) -> {
            List<float[]> floats = claimed.apply(floats(predictions), data);
            return floats == null
                    ? List.of()
                    : floats.stream().map(Derivatives::doubles).toList();
        };
    }

    double[] gradient(double[] predictions, BoostingData data) {
        return taken(0, predictions, data);
    }

    double[] hessian(double[] predictions, BoostingData data) {
        return taken(1, predictions, data);
    }

    private double[] taken(int which, double[] predictions, BoostingData data) {
        String what = which == 0 ? "gradient" : "hessian";
        List<double[]> both = claimed.apply(predictions.clone(), data);
        if (both == null || both.size() <= which) {
            int found = both == null ? 0 : both.size();
            throw new WrongResultException("subject " + name + ": found " + found
                    + " arrays of derivatives, wanted the " + "gradient and the Hessian"
                    + (which == 0 ? "" : "; where there is none, declare withoutHessian()"));
        }
        double[] taken = both.get(which);
        if (taken == null || taken.length != predictions.length) {
            throw new WrongResultException("subject " + name + ": found "
                    + (taken == null ? "null" : taken.length + " numbers") + " as the " + what + ", wanted "
                    + predictions.length + ", one for each prediction");
        }
        return taken.clone();
    }

    static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
