package io.gradcheck.check.probe;

/** Says that it was the subject's gradient that threw, where its evaluation had not. */
public final class GradientThrew extends OutsideDomain {

    private static final long serialVersionUID = 1;

    GradientThrew(Throwable thrown) {
        super(thrown);
    }
}
