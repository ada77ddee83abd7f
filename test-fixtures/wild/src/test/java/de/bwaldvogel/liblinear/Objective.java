package de.bwaldvogel.liblinear;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.Arrays;

/** Lets others see an objective of the library, of which all are package-private. It must be asked for a value before each gradient. */
public final class Objective {

    private final Function function;

    private Objective(Function function) {
        this.function = function;
    }

    /** Of the rows of a matrix and their labels or targets. */
    public static Objective of(SolverType solver, double[][] rows, double[] y, boolean regularizeBias) {
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = rows[0].length;
        problem.bias = regularizeBias ? -1 : 1;
        problem.y = y;
        problem.x = new Feature[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                problem.x[i][j] = new FeatureNode(j + 1, rows[i][j]);
            }
        }
        Parameter parameter = new Parameter(solver, 1, 0.01, 0.1);
        parameter.setRegularizeBias(regularizeBias);
        double[] c = new double[rows.length];
        Arrays.setAll(c, i -> 0.5 + i);
        return new Objective(
                switch (solver) {
                    case L2R_LR -> new L2R_LrFunction(problem, parameter, c);
                    case L2R_L2LOSS_SVC -> new L2R_L2_SvcFunction(problem, parameter, c);
                    case L2R_L2LOSS_SVR -> new L2R_L2_SvrFunction(problem, parameter, c);
                    default -> throw new IllegalArgumentException(solver.toString());
                });
    }

    /** By the weights. */
    public Subject gradient(String name, double... weights) {
        return Subject.objective(name, function::fun, this::gradient, weights);
    }

    /** The product with the Hessian. */
    public Subject hessian(String name, double... weights) {
        return VectorFunctions.hessian(name, this::gradient, this::hessianVector, weights);
    }

    private double[] gradient(double[] weights) {
        double[] gradient = new double[weights.length];
        function.fun(weights);
        function.grad(weights, gradient);
        return gradient;
    }

    private double[] hessianVector(double[] weights, double[] direction) {
        gradient(weights);
        double[] product = new double[weights.length];
        function.Hv(direction, product);
        return product;
    }

    /** The gradient without a value before it. */
    public Subject alone(String name, double... weights) {
        return Subject.objective(
                name,
                function::fun,
                w -> {
                    double[] gradient = new double[w.length];
                    function.grad(w, gradient);
                    return gradient;
                },
                weights);
    }
}
