package io.gradcheck.check;

/** Says that it was the subject's gradient that threw, where its evaluation had not. */
final class GradientThrew extends OutsideDomain {

    private static final long serialVersionUID = 1;

    GradientThrew(Throwable thrown) {
        super(thrown);
    }
}
