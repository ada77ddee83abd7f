package io.gradcheck.recording;

import io.gradcheck.finding.Verdict;

/** Something that a watch has seen end: a check, or a campaign of many. */
public interface Watched {

    /** {@return its outcome; asking is no assertion} */
    Verdict outcome();

    /** {@return whether nothing could have been seen, although that is not accepted} */
    boolean vacuous();

    /** {@return whether the test has asked for the verdict, so that it is its own judge} */
    boolean asserted();

    /** {@return the full text} */
    String text();
}
