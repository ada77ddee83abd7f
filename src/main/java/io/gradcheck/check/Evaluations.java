package io.gradcheck.check;

/** Counts the evaluations spent on one variable, and ends the work when they are used up. */
final class Evaluations {

    /** Thrown when the next evaluation would be one too many; caught where a variable's verdict is made. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    private final int limit;
    private int keptBack;
    private int spent;

    Evaluations(int limit) {
        this.limit = limit;
    }

    void spend() {
        if (spent >= limit - keptBack) {
            throw new Exhausted();
        }
        spent++;
    }

    /** Keeps some of them back for later, or none any more. */
    void keepBack(int some) {
        keptBack = some;
    }

    /** Counts what was spent elsewhere, whatever the limit. */
    void add(Evaluations others) {
        spent += others.spent;
    }

    int limit() {
        return limit;
    }

    int spent() {
        return spent;
    }
}
