package io.gradcheck.check.probe;

/** Counts the evaluations spent on one variable, and ends the work when they are used up. */
public final class Evaluations {

    /** Thrown when the next evaluation would be one too many; caught where a variable's verdict is made. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    private final int limit;
    private int keptBack;
    private int spent;

    public Evaluations(int limit) {
        this.limit = limit;
    }

    public void spend() {
        if (spent >= limit - keptBack) {
            throw new Exhausted();
        }
        spent++;
    }

    /** Keeps some of them back for later, or none any more. */
    public void keepBack(int some) {
        keptBack = some;
    }

    /** Counts what was spent elsewhere, whatever the limit. */
    public void add(Evaluations others) {
        spent += others.spent;
    }

    public int limit() {
        return limit;
    }

    public int spent() {
        return spent;
    }
}
