package com.acme;

/** Multiplies each column by a learned number. */
public final class Scale implements Block {
    private final double[] weights;
    private final double[] weightGradients;
    private double[][] input = {};

    public Scale(int width) {
        weights = new double[width];
        weightGradients = new double[width];
    }

    @Override
    public double[][] forward(double[][] input) {
        this.input = input;
        double[][] output = new double[input.length][weights.length];
        for (int i = 0; i < input.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                output[i][j] = weights[j] * input[i][j];
            }
        }
        return output;
    }

    @Override
    public double[][] backward(double[][] outputGradient) {
        double[][] inputGradient = new double[input.length][weights.length];
        for (int i = 0; i < input.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                weightGradients[j] += outputGradient[i][j] * input[i][j];
                inputGradient[i][j] = outputGradient[i][j] * weights[j];
            }
        }
        return inputGradient;
    }

    @Override
    public double[] weights() {
        return weights;
    }

    @Override
    public double[] weightGradients() {
        return weightGradients;
    }
}
