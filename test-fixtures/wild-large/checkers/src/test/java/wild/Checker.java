package wild;

/** Something that checks gradients, with the options that it has by itself. */
interface Checker {

    String name();

    /** Makes ready for one check, which is then timed. */
    Check check(CheckedFunction function, CheckedFunction.Code code);

    /** One check. */
    interface Check {

        Answer run();
    }

    /**
     * What a checker says.
     *
     * @param kind whether the gradient is right
     * @param words in the checker's own words, with the place and kind of what is wrong; empty if it has none
     */
    record Answer(Kind kind, String words) {

        static Answer of(boolean isRight, String words) {
            return new Answer(isRight ? Kind.RIGHT : Kind.WRONG, words);
        }

        /** Where the checker is wrong, in bold. */
        String against(boolean truth) {
            return switch (kind) {
                case RIGHT -> truth ? "right" : "**miss**";
                case WRONG -> truth ? "**false alarm**" : "wrong";
                case UNDECIDED -> "undecided";
            };
        }
    }

    /** What there is to say. */
    enum Kind {
        RIGHT,
        WRONG,
        UNDECIDED
    }
}
