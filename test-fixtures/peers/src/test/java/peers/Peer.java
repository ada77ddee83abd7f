package peers;

import java.util.Locale;

/** A gradient checker with its settings. */
interface Peer {

    /** {@return its name and mode, as the first column of a table has it} */
    String name();

    /** {@return whether it evaluates the network anew for every entry, so that a few tell what all would cost} */
    boolean goesThroughEntries();

    /**
     * Makes ready what does not belong to the check, such as the network of another library.
     *
     * @param network the network with its gradient
     * @param entries which weights and biases to check, where the checker goes through them
     * @return the check, which can be run again and again
     */
    Check prepare(CheckedNetwork network, Entries entries);

    /** {@return the cost of a check of all weights and biases} */
    default Cost cost(CheckedNetwork network) {
        return Costs.measure(this, network);
    }

    /** A check that is ready to run. */
    interface Check {

        Answer run();
    }

    /**
     * What a checker said.
     *
     * @param verdict its answer
     * @param evaluations how often the loss was evaluated
     * @param gradients how often the gradient was evaluated
     * @param entries how many weights and biases were checked one by one; 0 if the checker does not go through them
     */
    record Answer(Verdict verdict, long evaluations, long gradients, long entries) {

        boolean isWrong() {
            return verdict == Verdict.WRONG;
        }
    }

    /** What a checker can say of a gradient. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** Neither, as the checker could not tell. */
        UNDECIDED;

        static Verdict of(boolean isRight) {
            return isRight ? RIGHT : WRONG;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a check costs.
     *
     * @param verdict what it said of the gradient, or of those entries that were measured
     * @param time how long it takes
     * @param evaluations how often the loss was evaluated
     * @param gradients how often the gradient was evaluated
     * @param isExtrapolated whether only some entries were measured
     */
    record Cost(Verdict verdict, Time time, double evaluations, double gradients, boolean isExtrapolated) {}
}
