package io.gradcheck.check.jacobian;

import io.gradcheck.finding.Diagnosis;
import java.util.List;

/**
 * What the wrong entries of a Jacobian look like. For mistakes that show in single outputs alone: one of the whole gradient
 * shows in the gradient of all outputs together.
 */
public final class JacobianPatterns {

    private static final List<JacobianPattern> ALL = List.of(
            new TransposedJacobian(),
            new OutputsExchanged(),
            new OutputSign(),
            new OutputFactor(),
            new ValueForDerivative(),
            new OutputIgnored(),
            new InputIgnored());

    private JacobianPatterns() {}

    /** Those that explain all that was compared; empty where nothing was found wrong. */
    public static List<Diagnosis> of(Jacobian jacobian) {
        return jacobian.wrong().isEmpty()
                ? List.of()
                : ALL.stream()
                        .flatMap(pattern -> pattern.test(jacobian).stream())
                        .toList();
    }
}
