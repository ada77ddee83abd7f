package io.gradcheck.campaign;

/**
 * What became of one case of a regression corpus.
 *
 * @param file its file's name
 * @param state its outcome
 * @param text the report, with the code that repeats it, or the reason, where it did not pass; else empty
 */
public record Replayed(String file, State state, String text) {

    /** What a case of a corpus comes to. */
    public enum State {
        /** The mistake is gone. */
        PASSES,
        /** The mistake is there. */
        FAILS,
        /** The file cannot be read, or does not fit its source any more. */
        DAMAGED,
        /** No source of this campaign has that name. */
        NO_SOURCE
    }

    /** {@return whether it is a reason for the campaign to fail} */
    public boolean isFailure() {
        return state == State.FAILS || state == State.DAMAGED;
    }

    /** Why the campaign fails for it. */
    String reason() {
        return "corpus: " + file + (state == State.FAILS ? " fails" : " is damaged");
    }
}
