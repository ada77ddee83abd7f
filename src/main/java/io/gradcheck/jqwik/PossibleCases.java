package io.gradcheck.jqwik;

import io.gradcheck.campaign.count.Skips;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SkippedCaseException;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import java.util.random.RandomGenerator;

/** Draws cases of a source until one is possible, and counts those that are not. */
final class PossibleCases {

    /** Of fewer cases the share says little. */
    private static final int FEW = 100;

    private final SubjectSource source;
    private final Skips skips = Skips.none(1);
    private long drawn;

    PossibleCases(SubjectSource source) {
        this.source = source;
    }

    synchronized SubjectCase draw(RandomGenerator random) {
        double most = GradientHook.mostSkipped();
        while (true) {
            drawn++;
            try {
                return source.draw(random, Sizes.drawnFrom(random));
            } catch (SkippedCaseException impossible) {
                skips.add(impossible.reason());
            }
            if (drawn >= FEW) {
                new Skips(skips.reasons(), most)
                        .tooMany(drawn - skips.count(), Discards.SETTING)
                        .ifPresent(text -> {
                            throw new IllegalStateException(source.name() + ": " + text);
                        });
            }
        }
    }
}
