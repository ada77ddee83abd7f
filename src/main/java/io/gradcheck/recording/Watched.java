package io.gradcheck.recording;

import io.gradcheck.finding.Verdict;
import io.gradcheck.result.Look;
import java.util.List;

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

    /** {@return the text in short, for where the full one can be read elsewhere} */
    String brief();

    /** {@return what was checked, the same for every check of it} */
    String subject();

    /** {@return what its mistakes look like; none if it is not wrong} */
    List<Look> looks();
}
