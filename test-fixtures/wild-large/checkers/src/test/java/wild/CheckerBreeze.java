package wild;

import breeze.generic.UFunc;
import breeze.linalg.DenseVector;
import breeze.linalg.NumericOps;
import breeze.linalg.Tensor;
import breeze.linalg.norm$;
import breeze.linalg.operators.OpSub$;
import breeze.linalg.support.CanCopy;
import breeze.optimize.DiffFunction;
import breeze.optimize.GradientTester$;
import java.util.ArrayList;
import java.util.List;
import scala.$less$colon$less;
import scala.$less$colon$less$;
import scala.Tuple2;

/** {@code GradientTester.test}, of all entries, where it would draw a hundredth of them by itself. */
final class CheckerBreeze implements Checker {

    private static final GradientTester$ TESTER = GradientTester$.MODULE$;

    @Override
    public String name() {
        return "Breeze";
    }

    @Override
    public Check check(CheckedFunction function, CheckedFunction.Code code) {
        DenseVector<Object> at = vector(function.at());
        return () -> test(x -> Tuple2.apply(code.value(numbers(x)), vector(code.gradient(numbers(x)))), at);
    }

    private static Answer test(DiffFunction<DenseVector<Object>> function, DenseVector<Object> at) {
        CanCopy<DenseVector<Object>> copy = x -> vector(numbers(x));
        UFunc.UImpl<norm$, DenseVector<Object>, Object> norm = x -> length(numbers(x));
        UFunc.UImpl2<OpSub$, DenseVector<Object>, DenseVector<Object>, DenseVector<Object>> difference =
                (x, y) -> vector(minus(numbers(x), numbers(y)));
        double tolerance = TESTER.test$default$6();
        double[] differences = numbers(TESTER.<Object, DenseVector<Object>>test(
                function,
                at,
                1,
                TESTER.test$default$4(),
                TESTER.test$default$5(),
                tolerance,
                TESTER.test$default$7(),
                CheckerBreeze.<NumericOps<DenseVector<Object>>>isA(),
                CheckerBreeze.<Tensor<Object, Object>>isA(),
                copy,
                norm,
                difference));
        List<String> wrong = new ArrayList<>();
        for (int j = 0; j < differences.length; j++) {
            if (!(differences[j] < tolerance)) {
                wrong.add("x[" + j + "]");
            }
        }
        return Answer.of(wrong.isEmpty(), wrong.size() > 4 ? wrong.size() + " entries of x" : String.join(", ", wrong));
    }

    private static <T> $less$colon$less<DenseVector<Object>, T> isA() {
        @SuppressWarnings("unchecked")
        $less$colon$less<DenseVector<Object>, T> same =
                ($less$colon$less<DenseVector<Object>, T>) (Object) $less$colon$less$.MODULE$.refl();
        return same;
    }

    private static DenseVector<Object> vector(double[] x) {
        return new DenseVector<>(x.clone());
    }

    private static double[] numbers(DenseVector<Object> x) {
        double[] numbers = new double[x.length()];
        for (int j = 0; j < numbers.length; j++) {
            numbers[j] = (double) x.apply(j);
        }
        return numbers;
    }

    private static double length(double[] x) {
        double sum = 0;
        for (double t : x) {
            sum += t * t;
        }
        return Math.sqrt(sum);
    }

    private static double[] minus(double[] x, double[] y) {
        double[] difference = x.clone();
        for (int j = 0; j < x.length; j++) {
            difference[j] -= y[j];
        }
        return difference;
    }
}
