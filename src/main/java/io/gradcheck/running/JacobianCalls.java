package io.gradcheck.running;

import io.gradcheck.subject.vector.VectorFunctions;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.fitting.leastsquares.ValueAndJacobianFunction;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/** Models of least-squares problems whose calls are counted, and checked before they are made. */
final class JacobianCalls {

    private JacobianCalls() {}

    static MultivariateJacobianFunction of(String name, MultivariateJacobianFunction model, Calls calls) {
        return model instanceof ValueAndJacobianFunction lazy
                ? new Lazy(name, lazy, calls)
                : new Eager(name, model, calls);
    }

    private static FunctionVisit visit(String name, MultivariateJacobianFunction model, double... x) {
        return new FunctionVisit(
                "VectorFunctions.jacobian",
                name,
                "x -> model.value(new ArrayRealVector(x)).getFirst().toArray(), "
                        + "x -> model.value(new ArrayRealVector(x)).getSecond().getData()",
                x,
                at -> VectorFunctions.jacobian(
                                name,
                                v -> model.value(new ArrayRealVector(v))
                                        .getFirst()
                                        .toArray(),
                                v -> model.value(new ArrayRealVector(v))
                                        .getSecond()
                                        .getData(),
                                at)
                        .about(model.getClass()),
                at -> model.value(new ArrayRealVector(at)));
    }

    private record Eager(String name, MultivariateJacobianFunction model, Calls calls)
            implements MultivariateJacobianFunction {
        @Override
        public Pair<RealVector, RealMatrix> value(RealVector point) {
            double[] x = point.toArray();
            return calls.pass(() -> RecentPoints.hash(x), visit(name, model, x), () -> model.value(point));
        }
    }

    /** One that also gives value and Jacobian apart, as lazy evaluation needs it. */
    private record Lazy(String name, ValueAndJacobianFunction model, Calls calls) implements ValueAndJacobianFunction {
        @Override
        public Pair<RealVector, RealMatrix> value(RealVector point) {
            double[] x = point.toArray();
            return calls.pass(() -> RecentPoints.hash(x), visit(name, model, x), () -> model.value(point));
        }

        @Override
        public RealVector computeValue(double[] params) {
            return model.computeValue(params);
        }

        @Override
        public RealMatrix computeJacobian(double[] params) {
            return calls.pass(
                    () -> RecentPoints.hash(params), visit(name, model, params), () -> model.computeJacobian(params));
        }
    }
}
