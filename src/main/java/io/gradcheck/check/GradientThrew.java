package io.gradcheck.check;

import java.util.Objects;

/** Says that it was the subject's gradient that threw, where its evaluation had not. */
final class GradientThrew extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    GradientThrew(RuntimeException thrown) {
        super(thrown.getMessage(), thrown);
    }

    /** {@return what the gradient threw} */
    RuntimeException thrown() {
        return (RuntimeException) Objects.requireNonNull(getCause());
    }
}
