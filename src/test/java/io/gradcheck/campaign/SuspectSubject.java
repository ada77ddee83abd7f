package io.gradcheck.campaign;

import io.gradcheck.argument.JavaText;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.util.Map;

/** A network whose gradient is what a mistake would make of it. */
public final class SuspectSubject extends WrongSubject {

    /**
     * Makes a mistake.
     *
     * @param right the right subject
     * @param mistake the name of one of its suspects; where it offers none of that name, its gradient is right
     */
    public SuspectSubject(Subject right, String mistake) {
        super(right, (at, upstream) -> right.suspects(at, upstream).getOrDefault(mistake, Map.of()));
    }

    /** {@return a source of networks whose gradients all have one mistake} */
    public static SubjectSource source(Networks networks, String mistake) {
        return networks.checkedIn(
                "wrong engine",
                network -> new SuspectSubject(network.subject(), mistake),
                "new io.gradcheck.campaign.SuspectSubject(%s.subject(), " + JavaText.quoted(mistake) + ")");
    }
}
