package com.acme;

/** A layer with learned numbers: rows of examples in, rows of examples out. */
public interface Block {
    double[][] forward(double[][] input);

    /** Takes the gradient with respect to the output, leaves that of the weights, returns that of the input. */
    double[][] backward(double[][] outputGradient);

    double[] weights();

    double[] weightGradients();
}
