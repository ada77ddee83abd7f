package io.gradcheck.check.hypothesis;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The derivative of a term that objectives are sums of, by an entry of a variable.
 *
 * @param pattern it as text, of a name
 * @param function it as a function
 */
record TermDerivative(String pattern, DoubleUnaryOperator function) {

    static final TermDerivative SIZE = new TermDerivative("|%s|", Math::abs);
    static final TermDerivative SIGN = new TermDerivative("sign(%s)", Math::signum);

    /** All of them, without multiples of 1 and of the entry itself. */
    static final List<TermDerivative> ALL = List.of(
            new TermDerivative("%s^2", x -> x * x),
            new TermDerivative("%s^3", x -> x * x * x),
            new TermDerivative("1/%s", x -> 1 / x),
            new TermDerivative("1/%s^2", x -> 1 / (x * x)),
            new TermDerivative("1/%s^3", x -> 1 / (x * x * x)),
            new TermDerivative("sqrt(|%s|)", x -> Math.sqrt(Math.abs(x))),
            new TermDerivative("1/sqrt(|%s|)", x -> 1 / Math.sqrt(Math.abs(x))),
            new TermDerivative("exp(%s)", Math::exp),
            new TermDerivative("exp(-%s)", x -> Math.exp(-x)),
            new TermDerivative("exp(2 %s)", x -> Math.exp(2 * x)),
            new TermDerivative("exp(-2 %s)", x -> Math.exp(-2 * x)),
            new TermDerivative("log(|%s|)", x -> Math.log(Math.abs(x))),
            SIZE,
            SIGN,
            new TermDerivative("sin(%s)", Math::sin),
            new TermDerivative("cos(%s)", Math::cos),
            new TermDerivative("tanh(%s)", Math::tanh),
            new TermDerivative("sigmoid(%s)", x -> 1 / (1 + Math.exp(-x))),
            new TermDerivative("exp(-%s^2/2)", x -> Math.exp(-x * x / 2)),
            new TermDerivative("%1$s exp(-%1$s^2/2)", x -> x * Math.exp(-x * x / 2)));

    double at(double x) {
        return function.applyAsDouble(x);
    }

    /** As text, of a variable. */
    String of(String variable) {
        return String.format(pattern, variable);
    }
}
