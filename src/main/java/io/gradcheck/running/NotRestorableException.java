package io.gradcheck.running;

/** Says that a check disturbs, or has disturbed, what runs. */
final class NotRestorableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotRestorableException(String message) {
        super(message);
    }
}
